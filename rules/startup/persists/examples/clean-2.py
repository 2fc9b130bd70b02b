def test_removes_path_files(tmp_path):
    entry = tmp_path / "foo.pth"
    entry.write_text("/some/place\n")
    assert entry.read_text() == "/some/place\n"
