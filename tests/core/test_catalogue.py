"""Which programmes there are, which version stands for a case, and what is kept of a file."""

import os
from pathlib import Path

import pytest

from fodfaeste.core.dates import as_date
from fodfaeste.core.events import read_case
from fodfaeste.programmes import catalogue, kept
from fodfaeste.programmes.yaml_files import read_yaml
from tests.core.command import run
from tests.core.support import PROGRAMMES, day, evaluated, file_text, history, reached
from tests.core.test_golden import answer, in_short, lines


def write(folder: Path, version: str, *sections: str, name: str = "made-up") -> Path:
    """A version of a programme in a folder of programmes."""
    path = folder / name / f"{version}.yaml"
    path.parent.mkdir(exist_ok=True)
    text = file_text(*sections).replace("version: 2026-01-01", f"version: {version}")
    path.write_text(text.replace("programme: made-up", f"programme: {name}"), encoding="utf-8")
    return path


def test_the_programmes_that_come_with_it():
    assert catalogue.programme_ids() == sorted(PROGRAMMES)
    for name in PROGRAMMES:
        assert catalogue.versions(name)[-1].programme.programme == name


def test_a_folder_of_ones_own_beside_them(folder):
    write(folder, "2026-01-01", name="boats")
    catalogue.forget()
    assert catalogue.programme_ids() == sorted([*PROGRAMMES, "boats"])
    ran = run("evaluate", "-", "--on", "2026-01-05", stdin='{"programme": "boats", "events": []}')
    assert ran.status == 0


def test_a_single_file_beside_them(folder, monkeypatch):
    path = write(folder, "2026-01-01", name="boats")
    monkeypatch.setenv("FODFAESTE_PROGRAMMES", str(path))
    catalogue.forget()
    assert "boats" in catalogue.programme_ids()
    assert catalogue.versions("boats")[0].programme.programme == "boats"


def test_a_folder_with_other_things_in_it(folder):
    (folder / "empty").mkdir()
    (folder / "notes.txt").write_text("x")
    assert catalogue.programme_ids() == sorted(PROGRAMMES)


def test_a_folder_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("FODFAESTE_PROGRAMMES", str(tmp_path / "nowhere"))
    catalogue.forget()
    assert catalogue.programme_ids() == sorted(PROGRAMMES)
    assert run("programme", "list").status == 0


# --- versions

JANUARY, JULY = "2026-01-01", "2026-07-01"
FIRST = "2026-06-30 referral_received"
SECOND = "2026-07-01 referral_received"

# (what happened, the day, the version that stands for the case)
IN_FORCE = {
    "before any": ("", "2025-06-01", JANUARY),
    "the last day of the first": ("", "2026-06-30", JANUARY),
    "the first day of the second": ("", "2026-07-01", JULY),
    "referred under the first": (FIRST, "2026-12-01", JANUARY),
    "referred under the second": (SECOND, "2026-12-01", JULY),
    "the first referral decides": (f"{SECOND}; {FIRST}", "2026-12-01", JANUARY),
    "a referral that is still to come": (SECOND, "2026-06-30", JANUARY),
}


@pytest.mark.parametrize(("told", "on", "version"), IN_FORCE.values(), ids=IN_FORCE)
def test_the_version_that_stands_for_a_case(folder, told, on, version):
    write(folder, JANUARY, "until: 2026-06-30")
    write(folder, JULY)
    found = catalogue.versions("made-up")
    case = read_case({"events": history(told)}, found[-1].terms)
    assert str(catalogue.version_for(found, case, day(on)).programme.version) == version


def test_a_version_by_its_day(folder):
    write(folder, JANUARY)
    write(folder, JULY)
    assert catalogue.version_of("made-up", JANUARY).programme.version == as_date(day(JANUARY))
    with pytest.raises(catalogue.UnknownProgramme):
        catalogue.version_of("made-up", "2026-02-01")


@pytest.mark.parametrize(
    ("until", "overlapping"),
    [("2026-06-29", False), ("2026-06-30", False), ("2026-07-01", True), ("2027-01-01", True)],
)
def test_versions_that_apply_on_the_same_day_are_refused(folder, until, overlapping):
    write(folder, JANUARY, f"until: {until}")
    later = write(folder, JULY)
    if not overlapping:
        assert len(catalogue.versions("made-up")) == 2
        return
    with pytest.raises(catalogue.FaultyFile) as refused:
        catalogue.versions("made-up")
    assert refused.value.path == str(later)
    [(line, fault)] = refused.value.faults
    assert (line, fault.code) == (2, "overlapping_versions")


def test_a_faulty_version_is_told_however_the_programme_is_named(folder):
    path = write(folder, JANUARY, "offers: none")
    for name in ("made-up", str(path)):
        ran = run("evaluate", "-", "--on", JULY, stdin=f'{{"programme": "{name}", "events": []}}')
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith(f"{path}:")


# --- published versions


def publish(folder: Path, path: Path, digest: str) -> None:
    (folder / catalogue.PUBLISHED).write_text(f'{{"made-up/{path.name}": "{digest}"}}')


def test_a_published_version_may_not_change_by_a_letter(folder):
    from fodfaeste.programmes.reading import file_hash

    path = write(folder, JANUARY)
    publish(folder, path, file_hash(str(path)))
    assert catalogue.versions("made-up")
    path.write_text(path.read_text("utf-8") + "# One more word.\n", encoding="utf-8")
    catalogue.forget()
    with pytest.raises(catalogue.FaultyFile) as refused:
        catalogue.versions("made-up")
    assert [fault.code for _, fault in refused.value.faults] == ["published_changed"]


def test_what_was_kept_does_not_hide_that_a_published_version_has_changed(folder):
    path = write(folder, JANUARY)
    catalogue.load(path)
    publish(folder, path, "0" * 64)
    with pytest.raises(catalogue.FaultyFile):
        catalogue.load(path)


# --- what is kept


def kept_files() -> list[Path]:
    return list((Path(os.environ["XDG_CACHE_HOME"]) / "fodfaeste").glob("*.kept"))


@pytest.fixture
def cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("kept")))
    catalogue.forget()


@pytest.mark.usefixtures("cache")
def test_a_programme_that_was_kept_is_the_one_that_was_read(folder):
    path = write(folder, JANUARY)
    told = "2026-02-01 plan_sent"
    first = reached(evaluated(catalogue.load(path), told, JULY))
    assert len(kept_files()) >= 1
    catalogue.forget()
    assert reached(evaluated(catalogue.load(path), told, JULY)) == first == ["rule 2026-02-01"]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_our_own_answer_alike_when_read_anew(programme, monkeypatch):
    monkeypatch.setattr(kept, "recall", lambda *_: None)
    monkeypatch.setattr(kept, "keep", lambda *_: None)
    catalogue.forget()
    for golden in lines(programme)[1:11]:
        assert in_short(answer(golden["case"], golden["on"])) == golden["then"]
    catalogue.forget()


@pytest.mark.usefixtures("cache")
def test_a_changed_file_is_read_anew(folder):
    path = write(folder, JANUARY)
    assert len(catalogue.load(path).programme.offers) == 0
    write(folder, JANUARY, "arrangements: [{id: a, clause: XX-01, name: {da: x, en: x}, "
                           "about: {da: x, en: x}}]")  # fmt: skip
    assert len(catalogue.load(path).programme.arrangements) == 1


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("content", [b"", b"rubbish", b"\x00" * 40, b"N", b"(\x02\x00\x00\x00NN"])
def test_rubbish_where_it_was_kept_does_no_harm(folder, content):
    path = write(folder, JANUARY)
    catalogue.load(path)
    for one in kept_files():
        one.write_bytes(content)
    catalogue.forget()
    assert catalogue.load(path).programme.programme == "made-up"


@pytest.mark.usefixtures("cache")
def test_where_nothing_can_be_kept_it_is_read_each_time(folder, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    path = write(folder, JANUARY)
    assert catalogue.load(path).programme.programme == "made-up"
    assert kept_files() == []


@pytest.mark.usefixtures("cache")
def test_a_file_kept_from_elsewhere_must_still_be_named_rightly(tmp_path, monkeypatch):
    path = write(tmp_path, "2026-02-01")
    path = path.rename(path.with_name("2026-03-01.yaml"))
    catalogue.load(path)
    monkeypatch.setenv("FODFAESTE_PROGRAMMES", str(tmp_path))
    with pytest.raises(catalogue.FaultyFile):
        catalogue.load(path)


def test_lines_are_those_of_the_file(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a:\n  b: {c: 1}\n  d:\n    - e\n    - f: 2\n", encoding="utf-8")
    read = read_yaml(path)
    places = {"a": 1, "a.b": 2, "a.b.c": 2, "a.d": 3, "a.d[0]": 4, "a.d[1].f": 5}
    assert {place: read.line(place) for place in places} == places
    # What is not there is told where it would be; one value may stand for a list of one.
    assert [read.line(place) for place in ("a.x", "a.b[0].c", "a.d[7].f", "z", "")] == [
        1,
        2,
        3,
        1,
        1,
    ]
