"""Every kind of bad input: exit 2, nothing on standard output, a line a fault with its place."""

from typing import Any

import pytest

from tests.core.test_exchange import EXAMPLE, evaluated, kvik, refused

# --- bad input

EVENT = {"type": "plan_sent", "on": "2026-01-05"}


def with_event(**more: Any) -> dict[str, Any]:
    return kvik({**EVENT, **more})


PLACED = {"type": "placement_started", "on": "2026-01-05", "kind": "work_placement"}

# (the case, the lines or how they begin)
BAD: dict[str, tuple[Any, list[str]]] = {
    "a day that is not there": (
        kvik(EVENT, EVENT, EVENT, {**EVENT, "on": "2026-02-30"}),
        ["events[3].on: '2026-02-30' is not a date"]),
    "a day with a time": (with_event(on="2026-01-05T00:00"),
                          ["events[0].on: '2026-01-05T00:00' is not a date"]),
    "a day that is a number": (with_event(on=20260105), ["events[0].on: 20260105 is not a date"]),
    "a day that is null": (with_event(on=None), ["events[0].on: null is not a date"]),
    "no day and no type": (kvik({}), ["events[0].on: is missing", "events[0].type: is missing"]),
    "an unknown type": (with_event(type="visit"), ["events[0].type: unknown event type 'visit'"]),
    "a type that is a list": (with_event(type=["plan_sent"]),
                              ["events[0].type: ['plan_sent'] is not a text"]),
    "an unknown attribute": (with_event(note="x"),
                             ["events[0].note: 'note' is not an attribute of plan_sent"]),
    "a required attribute is missing": (
        kvik({"type": "job_started", "on": "2026-01-05"}), ["events[0].kind: is missing"]),
    "a value that is not in the list": (kvik({**PLACED, "kind": "job"}),
                                        ["events[0].kind: 'job' is not one of: work_placement, "]),
    "a value that is null": (kvik({**PLACED, "kind": None}),
                             ["events[0].kind: null is not one of: work_placement, "]),
    "an end before the beginning": (
        kvik({**PLACED, "until": "2026-01-04"}),
        ["events[0].until: '2026-01-04' lies before the event's own date 2026-01-05"]),
    "a period in words": (
        kvik({"type": "referral_received", "on": "2026-01-05", "placement_period": "13 weeks"}),
        ["events[0].placement_period: '13 weeks' is not a period"]),
    "a period of no days": (
        kvik({"type": "referral_received", "on": "2026-01-05", "placement_period": "P0D"}),
        ["events[0].placement_period: 'P0D' is not a period"]),
    "one for true": (
        kvik({"type": "participation_decided", "on": "2026-01-05", "accepted": 1}),
        ["events[0].accepted: 1 is not true or false"]),
    "true for one": (
        kvik({"type": "waiver", "on": "2026-01-05", "requirement": "plan", "reason": "x",
              "instance": True}),
        ["events[0].instance: true is not a whole number"]),
    "an empty text": (kvik({"type": "case_closed", "on": "2026-01-05", "reason": ""}),
                      ["events[0].reason: '' is not a text"]),
    "present is not a list": (with_event(present="citizen"),
                              ["events[0].present: 'citizen' is not a list"]),
    "an unknown role": (with_event(present=["citizen", "doctor"]),
                        ["events[0].present[1]: unknown role 'doctor'; there are: citizen, "]),
    "a word for several roles": (with_event(by="caseworker"),
                                 ["events[0].by: unknown role 'caseworker'"]),
    "an id twice": (kvik({**EVENT, "id": "e"}, {**EVENT, "id": "e"}),
                    ["events[1].id: id 'e' has been used before"]),
    "an id that is a number": (with_event(id=3), ["events[0].id: 3 is not a text"]),
    "a correction of nothing": (
        kvik({"type": "correction", "on": "2026-01-05", "of": "e", "reason": "x"}),
        ["events[0].of: there is no event with id 'e'"]),
    "a correction of a correction": (
        kvik({**EVENT, "id": "e"},
             {"type": "correction", "on": "2026-01-05", "of": "e", "reason": "x", "id": "c"},
             {"type": "correction", "on": "2026-01-05", "of": "c", "reason": "x"}),
        ["events[2].of: 'c' is a correction itself"]),
    "a correction of itself": (
        kvik({"type": "correction", "on": "2026-01-05", "of": "c", "reason": "x", "id": "c"}),
        ["events[0].of: 'c' is a correction itself"]),
    "a waiver of nothing": (
        kvik({"type": "waiver", "on": "2026-01-05", "requirement": "cv", "reason": "x"}),
        ["events[0].requirement: unknown requirement 'cv'; there are: clarification-employment, "]),
    "an event that is null": (kvik(None), ["events[0]: null is not an object"]),
    "events that are an object": (
        {"programme": "kvik", "events": {}}, ["events: {} is not a list"]),
    "no events": ({"programme": "kvik"}, ["events: is missing"]),
    "no programme": ({"events": []}, ["programme: is missing"]),
    "a programme that is null": ({"programme": None, "events": []},
                                 ["programme: null is not a text"]),
    "an unknown programme": ({"programme": "x", "events": []},
                             ["programme: unknown programme 'x'; there are: "]),
    "an unknown variant": (kvik(variant="sel-85"), ["variant: unknown variant 'sel-85'"]),
    "a variant that is a number": (kvik(variant=3), ["variant: 3 is not a text"]),
    "a citizen that is null": (kvik(citizen=None), ["citizen: null is not an object"]),
    "an unknown fact": (kvik(citizen={"cpr": "x"}), ["citizen.cpr: unknown fact 'cpr'"]),
    "a fact of another type": (kvik(citizen={"willing": "yes"}),
                               ["citizen.willing: 'yes' is not true or false"]),
    "a match group that is not": (kvik(citizen={"match_group": 4}),
                                  ["citizen.match_group: 4 is not one of: 1, 2, 3"]),
    "a match group that is true": (kvik(citizen={"match_group": True}),
                                   ["citizen.match_group: true is not a whole number"]),
    "an unknown key": (kvik(name="x"), ["name: 'name' is not known here; use one of: citizen, "]),
    "a case's id that is a number": (kvik(id=3), ["id: 3 is not a text"]),
    "not an object": ([], ["[] is not an object"]),
    "all of it at once": (
        {"programme": "kvik", "x": 1, "variant": 3, "citizen": {"y": 1, "willing": 1},
         "events": [{"type": "plan_sent", "on": "x", "by": "y", "z": 1}, 3]},
        ["x: ", "variant: ", "citizen.y: ", "citizen.willing: ", "events[0].on: ",
         "events[0].by: ", "events[0].z: ", "events[1]: "]),
}  # fmt: skip


@pytest.mark.parametrize(("case", "expected"), BAD.values(), ids=BAD)
def test_bad_input_with_its_place(case, expected):
    found = refused(case)
    assert len(found) == len(expected)
    for line, begins in zip(sorted(found), sorted(expected), strict=True):
        assert line.startswith(begins)


@pytest.mark.parametrize(("case", "expected"), BAD.values(), ids=BAD)
def test_bad_input_in_danish(case, expected):
    english, danish = refused(case), refused(case, "2026-06-01", "--language", "da")
    assert len(english) == len(danish)
    assert all(one != other for one, other in zip(english, danish, strict=True))


def test_the_example_of_a_fault_to_the_letter():
    assert refused(BAD["a day that is not there"][0]) == [
        "events[3].on: '2026-02-30' is not a date"
    ]


@pytest.mark.parametrize("on", ["2026-02-30", "today", "", "2026-6-1"])
def test_the_day_asked_about_is_not_one(on):
    assert refused(kvik(x=1), on)[0] == f"--on: '{on}' is not a date"
    assert len(refused(kvik(x=1), on)) == 2


# --- what is not JSON, or hardly

NESTED = b'{"programme": "kvik", "events": ' + b"[" * 400 + b"]" * 400 + b"}"
TEXTS = {
    "nothing": (b"", "not valid JSON: "),
    "a word": (b"hello", "not valid JSON: "),
    "half of it": (b'{"programme": "kvik", "events": [', "not valid JSON: "),
    "two of them": (b'{"programme": "kvik", "events": []} {}', "not valid JSON: "),
    "single quotes": (b"{'programme': 'kvik'}", "not valid JSON: "),
    "NaN": (b'{"programme": "kvik", "events": [], "id": NaN}', "not valid JSON: NaN is not"),
    "infinity": (b'{"programme": "kvik", "events": [], "id": -Infinity}', "not valid JSON: -Inf"),
    "another encoding": ('{"programme": "æ"}'.encode("latin-1"), "not valid JSON: "),
    "two bytes a letter": ('{"programme": "kvik"}'.encode("utf-16"), "not valid JSON: "),
    "a number of 5,000 digits": (
        b'{"programme": "kvik", "events": [], "id": ' + b"9" * 5000 + b"}", "not valid JSON: "),
    "a number beyond all floats": (b'{"programme": "kvik", "events": [], "id": 1e999}',
                                   "id: inf is"),
    "nested 400 deep": (NESTED, "events[0]: [[["),
    "nested 950 deep": (NESTED.replace(b"[" * 400, b"[" * 950).replace(b"]" * 400, b"]" * 950), ""),
    "nested 100,000 deep": (b"[" * 100_000 + b"]" * 100_000, "not valid JSON: nested too deeply"),
    "never closed": (b"[" * 100_000, "not valid JSON: nested too deeply"),
    "a repeated key": (b'{"programme": "kvik", "programme": "kvik", "events": []}',
                       "programme: the key 'programme' appears twice"),
    "a repeated key inside": (
        b'{"programme": "kvik", "events": [{"on": "2026-01-05", "type": "plan_sent", "on": "x"}]}',
        "events[0].on: the key 'on' appears twice"),
    "half a letter": (b'{"programme": "\\ud800", "events": []}',
                      "programme: unknown programme '\\ud800'"),
    "half a letter as a key": (b'{"programme": "kvik", "events": [], "\\udfff": 1}', "\\udfff: "),
    "a key of two lines": (b'{"programme": "kvik", "events": [], "a\\nb\\u2028c": 1}',
                           "a\\nb\\u2028c: "),
    "an empty key": (b'{"programme": "kvik", "events": [], "": 1}', ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "begins"), TEXTS.values(), ids=TEXTS)
def test_hardly_json(text, begins):
    [fault] = refused(text)
    assert fault.startswith(begins)
    assert len(fault) < 1000


@pytest.mark.parametrize("depth", range(960, 1000, 4))
def test_however_deeply_it_is_nested(depth):
    inner = b"[" * depth + b'{"a": 1, "a": 1}' + b"]" * depth
    assert refused(b'{"programme": "kvik", "events": [], "citizen": ' + inner + b"}")


def test_a_byte_order_mark_does_no_harm():
    assert evaluated(b"\xef\xbb\xbf" + EXAMPLE.encode())["phase"] == "intro"
