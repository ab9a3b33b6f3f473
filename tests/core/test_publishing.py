"""A published version never changes; publishing puts its hash on record."""

import json
import shutil

import pytest

from fodfaeste.programmes import catalogue
from fodfaeste.programmes.reading import published
from tests import programme_files
from tools import publish

[MADE_UP] = programme_files.MADE_UP


@pytest.fixture
def path(tmp_path):
    """A copy of the made-up programme, in a folder of programmes of its own."""
    shutil.copytree(MADE_UP.parent, tmp_path / MADE_UP.parent.name)
    return tmp_path / MADE_UP.parent.name / MADE_UP.name


def record(path):
    return json.loads((path.parent.parent / catalogue.PUBLISHED).read_text("utf-8"))


def test_publishing_records_the_hash_and_the_file_is_still_read(path):
    assert publish.publish(path).endswith("never changes from now on")
    assert list(record(path)) == [f"{path.parent.name}/{path.name}"]
    assert catalogue.load(path).programme.programme == path.parent.name


def test_a_changed_file_is_refused_from_then_on(path):
    publish.publish(path)
    path.write_text(path.read_text("utf-8") + "\n# One word more.\n", "utf-8")
    with pytest.raises(catalogue.FaultyFile) as refused:
        catalogue.load(path)
    assert [fault.code for _, fault in refused.value.faults] == ["published_changed"]
    with pytest.raises(publish.Refused, match=path.name):
        publish.publish(path)


def test_checking_writes_nothing(path, capsys):
    publish.main("--check", str(path))
    assert "is in order" in capsys.readouterr().out
    assert not (path.parent.parent / catalogue.PUBLISHED).exists()


def test_publishing_twice_does_nothing(path):
    publish.publish(path)
    before = record(path)
    assert publish.publish(path).endswith("was published before")
    assert record(path) == before


def test_another_version_is_added_beside_it(path):
    publish.publish(path)
    later = path.with_name("2027-01-01.yaml")
    text = path.read_text("utf-8").replace("version: 2025-03-01", "version: 2027-01-01")
    later.write_text(text, "utf-8")
    publish.publish(later)
    assert [name.rpartition("/")[2] for name in record(path)] == [path.name, later.name]


def test_a_file_under_another_name_is_not_published(path):
    other = path.rename(path.with_name("2024-01-01.yaml"))
    with pytest.raises(publish.Refused, match="should be"):
        publish.publish(other)


def test_a_faulty_file_is_not_published_and_every_mistake_is_told(path):
    text = path.read_text("utf-8").replace("kind: every\n", "kind: sometimes\n")
    path.write_text(text.replace("owner: gardener", "owner: nobody", 1), "utf-8")
    with pytest.raises(publish.Refused, match=r"\.yaml:\d+: "):
        publish.publish(path)
    assert not (path.parent.parent / catalogue.PUBLISHED).exists()


def test_a_file_whose_scenarios_do_not_hold_is_not_published(path):
    path.write_text(path.read_text("utf-8").replace("plus: P10D", "plus: P11D"), "utf-8")
    with pytest.raises(publish.Refused, match="welcome-walk"):
        publish.publish(path)


def test_every_version_of_ours_is_published():
    """What comes with Fodfæste is in use, so that none of it may change unnoticed."""
    on_record = published(str(programme_files.OURS[0].parent.parent / catalogue.PUBLISHED))
    missing = [
        path for path in programme_files.OURS if f"{path.parent.name}/{path.name}" not in on_record
    ]
    assert not missing, f"python tools/publish.py {' '.join(map(str, missing))}"
