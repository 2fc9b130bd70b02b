FAMILY = '👨‍👩‍👧'


def test_family_is_one_grapheme(segment):
    assert segment(FAMILY) == [FAMILY]
