import pytest


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Each test begins with an empty folder."""
    settings.FODFAESTE_FILES = tmp_path / "documents"
