import pytest


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    return file
