from tidy_tables import read


def test_reads_rows(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    assert read(file) == [{"a": "1", "b": "2"}]
