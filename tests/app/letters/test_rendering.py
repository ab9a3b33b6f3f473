"""Letters on paper: tagged, readable in order, whatever stands in them."""

import io
import tempfile
from pathlib import Path
from typing import Any

import pdfua
import pytest
import typst
from pypdf import PdfReader

from fodfaeste.core.faults import Refused
from fodfaeste.letters import examples, kinds, sentences, typesetting
from fodfaeste.letters.look import Look
from fodfaeste.letters.rendering import render, title
from tests.app.letters.paper import SENDERS, paper, text_of

BOTH = ("da", "en")
EVERY = [(kind, language) for kind in kinds.names() for language in BOTH]
NASTY = (
    "#let x = 1 *fed* _kursiv_ $x^2$ <label> @ref `raw` \\ / // /* */ [a] {b} = h\n"
    "- liste\n\n+ én\r\n\tÆØÅ æøå “” – … 🙂👩‍🚒 中文 \u0000\u0007\u202e " + "x" * 300
)
RIGHT_EDGE = 595.3 - 28


def nasty(kind: str, language: str) -> dict[str, Any]:
    """The example with the worst in every text of it."""
    return {**worse(kinds.keys_of(kind), examples.example(kind, language=language))}


def worse(keys: Any, data: Any) -> Any:
    return {name: worst(keys[name], value) for name, value in data.items()}


def worst(key: Any, value: Any) -> Any:
    if isinstance(value, list):
        return [worst(key, each) for each in value]
    if key.type == "group":
        return worse(key.keys, value)
    return NASTY if key.type in ("line", "text") else value


def found_in(made: bytes) -> list[Any]:
    """What the package ``pdfua`` finds wrong with it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(made)
        return list(pdfua.validate(file.name).findings)


def test_pdfua_finds_what_is_not_tagged() -> None:
    made = typst.compile(b"= Hej", format="pdf", pdf_tags=False)
    assert found_in(made)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_what_pdfua_checks_holds(kind: str, language: str) -> None:
    data = examples.example(kind, language=language)
    made = render(kind, data, language=language, look=SENDERS[language])
    assert found_in(made) == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_it_is_tagged_has_a_title_and_a_language(kind: str, language: str) -> None:
    reader = paper(kind, language)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"].startswith(language)
    data = examples.example(kind, language=language)
    assert reader.metadata.title == title(kind, data, language=language)  # type: ignore[union-attr]
    declared = root["/Metadata"].get_data().decode()
    assert "pdfuaid" in declared and "pdfaid" in declared


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_text_of_it_stands_on_the_paper(kind: str, language: str) -> None:
    text = text_of(paper(kind, language)).replace(" ", "")
    for said in texts_in(kinds.keys_of(kind), examples.example(kind, language=language)):
        if said not in ("main", "side is-open"):
            assert "".join(said.split()).casefold() in text.casefold(), said


def texts_in(keys: Any, data: Any) -> list[str]:
    found = []
    for name, value in data.items():
        for each in value if isinstance(value, list) else [value]:
            if keys[name].type == "group":
                found += texts_in(keys[name].keys, each)
            elif keys[name].type in ("line", "text"):
                found.append(each)
    return found


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_whatever_is_written_is_text(kind: str, language: str) -> None:
    """Markup, lines, emoji and words without end; and still nothing that pdfua finds."""
    made = render(kind, nasty(kind, language), language=language, look=SENDERS[language])
    reader = PdfReader(io.BytesIO(made))
    text = text_of(reader)
    assert "#let x = 1 *fed* _kursiv_ $x^2$ <label> @ref" in text
    assert "ÆØÅ æøå" in text and typesetting.CANNOT in text
    assert found_in(made) == []
    assert rightmost(reader) < RIGHT_EDGE


def rightmost(reader: PdfReader) -> float:
    """How far to the right a run of text begins, in points."""
    found = [0.0]
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *_: found.append(place(text, cm, tm)))
    return max(found)


def place(text: str, cm: Any, tm: Any) -> float:
    return float(cm[0] * tm[4] + cm[4]) if text.strip() else 0.0


@pytest.mark.parametrize("language", BOTH)
def test_it_is_read_in_order(language: str) -> None:
    text = text_of(paper("grant_letter", language))
    said = sentences.labels(language=language)
    order = [text.index(part) for part in ("Fjordvænget", said["date"], said["purpose"],
        said["hours"], said["reasons"], said["legal_basis"], said["complaint"],
        SENDERS[language].sign_off)]  # fmt: skip
    assert order == sorted(order)


def test_what_the_page_says_of_when_and_how_many_pages() -> None:
    reader = paper("invitation")
    text = text_of(reader)
    assert "tirsdag 8. december 2026 kl. 10.00–11.00" in text
    assert "Side 1 af 1" in text
    assert "Tuesday 8 December 2026 at 10:00–11:00" in text_of(paper("invitation", "en"))


def test_the_address_stands_in_the_window() -> None:
    """20 mm from the left, below 45 and above 90 mm from the top."""
    found: list[tuple[float, float]] = []

    def visit(text: str, cm: Any, tm: Any, *_: Any) -> None:
        if "Fjordvænget" in text:
            found.append((cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]))

    page = paper("invitation").pages[0]
    page.extract_text(visitor_text=visit)
    left, up = found[0][0] / 72 * 25.4, 297 - found[0][1] / 72 * 25.4
    assert left == pytest.approx(20, abs=1)
    assert 47 < up < 88


def test_a_long_address_and_name_stay_in_it() -> None:
    name = "Anne-Marie Elisabeth Bøgelund-Christoffersen af Østergaard-Sørensen"
    lines = ["c/o Åse Kjærgaard", "Nørre Bjergbyvejs Sidevej 148, 12. th.", "8900 Randers C"]
    reader = paper("invitation", receiver={"name": name, "lines": lines})
    assert "Sidevej 148" in text_of(reader)
    assert len(reader.pages) == 1


def test_one_can_leave_the_receiver_out() -> None:
    assert "Timesedler" in text_of(paper("time_sheets", receiver=None))


def test_a_very_long_note_runs_over_pages() -> None:
    long = "\n\n".join(["Maja har fortalt om sin uge, og hvad hun gerne vil nå. " * 12] * 40)
    reader = paper("follow_up_note", text=long)
    assert len(reader.pages) > 5
    assert f"Side 3 af {len(reader.pages)}" in text_of(reader)


def test_thirteen_weeks_of_time_sheets() -> None:
    days = [{"on": f"2027-01-{18 + n}"} for n in range(5)]
    weeks = [{"number": number, "days": days} for number in range(3, 16)]
    assert "Uge 15" in text_of(paper("time_sheets", weeks=weeks))


def test_a_list_of_many_sessions_is_split_in_tables() -> None:
    sessions = [{"on": f"2026-12-{day:02}", "at": "09:00"} for day in range(1, 20)]
    assert text_of(paper("course_list", sessions=sessions)).count("Fremmøde") == 3


def test_the_same_data_makes_the_same_paper() -> None:
    data = examples.example("citizen_plan", language="da")
    made = [render("citizen_plan", data, language="da", look=SENDERS["da"]) for _ in range(2)]
    assert made[0] == made[1]


def test_what_is_missing_is_told_before_anything_is_made() -> None:
    data = examples.example("grant_letter", language="da")
    del data["reasons"]
    with pytest.raises(Refused) as refused:
        render("grant_letter", data, language="da", look=SENDERS["da"])
    assert [fault.place for fault in refused.value.faults] == ["reasons"]


def test_an_organisation_words_it_itself() -> None:
    own = {"invitation.lead.da": "Kom og drik kaffe med os, {citizen}. {unknown} #x"}
    look = Look(name="Huset", greeting="Hej", wording=own)
    text = text_of(paper("invitation", look=look))
    assert "Hej Maja" in text
    assert "Kom og drik kaffe med os, Maja Åkjær Østergaard. {unknown} #x" in text
    assert "time aside" in text_of(paper("invitation", "en", look=look))


def test_every_character_that_is_said_to_be_there_can_be_set() -> None:
    every = "".join(chr(n) for first, last in typesetting.SETTABLE for n in range(first, last + 1))
    spaced = " ".join(every[n : n + 20] for n in range(0, len(every), 20))
    assert "Ж" in text_of(paper("final_note", text=spaced))


@pytest.mark.parametrize(("given", "kept"), [
    ("a\u0301", "á"), ("🙂🙂 hej", "□ hej"), ("a\u200db\ufe0f", "ab"), ("a\tb\r\nc", "a b\nc"),
    ("\u2003x", " x"), ("👩‍🚒", "□"),
])  # fmt: skip
def test_what_cannot_be_set_is_seen_to_be_missing(given: str, kept: str) -> None:
    assert typesetting.settable(given) == kept
