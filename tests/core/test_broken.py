"""Faulty programme files: one file a mistake, and each mistake told on its line.

In a broken file the faulty line says what is expected: ``# <- unknown_anchor``.
"""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from fodfaeste.programmes import catalogue
from fodfaeste.words import da, en, fault_line
from tests.core.support import file_text

BROKEN = Path(__file__).parent / "broken"
FILES = sorted(BROKEN.rglob("*.yaml"))
GOOD = {BROKEN / "overlapping" / "2026-01-01.yaml"}
EXPECTED = re.compile(r"# <- ([a-z_0-9, ]+)")

# Codes that only cases, streams and projects can have.
OF_CASES = {
    "missing", "not_a_number", "before_on", "unknown_programme", "unknown_type",
    "unknown_attribute", "no_such_event", "corrects_correction", "not_json", "repeated_key",
    "empty_line", "quarter", "quarter_not_after", "repeated_case", "not_an_amount", "negative",
    "below_one", "no_settlement", "another_project", "unknown_question", "not_hours", "not_decimal",
}  # fmt: skip
# A file that is not there cannot be kept here; see below.
TESTED_BELOW = {"cannot_read"}


def name_of(path: Path) -> str:
    return path.relative_to(BROKEN).with_suffix("").as_posix()


def expected(path: Path) -> list[tuple[int, str]]:
    lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
    return [
        (number, code.strip())
        for number, line in enumerate(lines, start=1)
        if (found := EXPECTED.search(line))
        for code in found[1].split(",")
    ]


def refused(path: Path) -> catalogue.FaultyFile:
    """What is wrong with the file, read as one version of a programme among others."""
    try:
        if path.parent == BROKEN:
            catalogue.load(path)
        else:
            catalogue.versions(path.parent.name)
    except catalogue.FaultyFile as faulty:
        return faulty
    pytest.fail(f"{path.name} was accepted")


@pytest.fixture(autouse=True)
def _beside_our_own(monkeypatch):
    monkeypatch.setenv("FODFAESTE_PROGRAMMES", str(BROKEN))
    catalogue.forget()
    yield
    catalogue.forget()


@pytest.mark.parametrize("path", [path for path in FILES if path not in GOOD], ids=name_of)
def test_each_mistake_is_told_on_its_line_and_nothing_else(path):
    faulty = refused(path)
    assert Path(faulty.path) == path
    assert sorted((line, one.code) for line, one in faulty.faults) == sorted(expected(path))


@pytest.mark.parametrize("path", [path for path in FILES if path not in GOOD], ids=name_of)
@pytest.mark.parametrize("language", ["da", "en"])
def test_each_mistake_has_a_sentence_on_one_line(path, language):
    for _, one in refused(path).faults:
        line = fault_line(one, language)
        assert line.startswith(f"{one.place}: " if one.place else line[:1])
        assert len(line.splitlines()) == 1
        assert not re.search(r"\{[a-z]+\}", line)
        assert len(line.removeprefix(one.place)) > 8


def test_there_is_a_broken_file_for_every_mistake_that_a_file_can_have():
    broken = {code for path in FILES for _, code in expected(path)}
    assert set(da.FAULTS) - OF_CASES - TESTED_BELOW - broken == set()
    assert broken <= set(da.FAULTS)


def test_a_mistake_has_one_file_of_its_own_that_is_named_after_it():
    told = Counter(name_of(path).split("/")[0] for path in FILES)
    for code in {code for path in FILES for _, code in expected(path)}:
        assert any(name.startswith(code.removesuffix("_here")[:5]) for name in told), code


def test_all_mistakes_are_told_at_once():
    codes = {code for _, code in expected(BROKEN / "many_at_once.yaml")}
    assert len(codes) > 12
    form, sense = {"not_a_period", "not_one_of", "missing_key"}, {"circle", "unknown_anchor"}
    assert form | sense <= codes


# What to do: said outright, or plain from what the value should have been.
REMEDY = re.compile(
    r"[;,] (\w+ ){0,3}(write|use|delete|let|raise|correct|choose|name|lower|restore|save|set)"
    r"|; there are|; it has|such as|belong together|not from a placement|exactly one of"
    r"|needs for_each"
    r"|is not (one of|true or false|a date|a text|a list|a word|an object|a whole number)"
)
SAID_BY_YAML = {"not_yaml"}


@pytest.mark.parametrize(
    "code", sorted({code for path in FILES for _, code in expected(path)} - SAID_BY_YAML)
)
def test_each_mistake_says_what_to_do(code):
    assert REMEDY.search(en.FAULTS[code]), en.FAULTS[code]
    remedied = "; " in en.FAULTS[code].replace("; there", "")
    assert remedied == ("; " in da.FAULTS[code].replace("; der", "")), da.FAULTS[code]


def test_both_languages_name_what_is_wrong():
    for code, values in (
        ("unknown_anchor", {"value": "'begin'", "known": "start, end"}),
        ("not_equal_parts", {"period": "P9M", "parts": "2"}),
        ("below_lower_limit", {"count": "1", "other": "2"}),
    ):
        for sentences in (da.FAULTS, en.FAULTS):
            sentence = sentences[code].format(**values)
            assert all(value in sentence for value in values.values())


def test_a_file_that_is_not_there(tmp_path):
    faulty = refused(BROKEN / "nowhere.yaml")
    assert [one.code for _, one in faulty.faults] == ["cannot_read"]
    with pytest.raises(catalogue.FaultyFile):
        catalogue.load(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "closed.yaml"
    path.write_text(file_text(), encoding="utf-8")
    path.chmod(0)
    with pytest.raises(catalogue.FaultyFile, match="1 mistakes"):
        catalogue.load(path)


def test_a_file_of_aliases_upon_aliases_is_refused_in_no_time(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    path = tmp_path / "laughs.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(catalogue.FaultyFile) as found:
        catalogue.load(path)
    assert [one.code for _, one in found.value.faults] == ["not_yaml"]


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path):
    path = tmp_path / "made-up.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + file_text().replace("\n", "\r\n").encode())
    assert catalogue.load(path).programme.programme == "made-up"
