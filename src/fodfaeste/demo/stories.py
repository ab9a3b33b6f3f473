"""Reads what the demonstration is told with: stories, people, names, notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fodfaeste.programmes.yaml_files import read_yaml

FOLDER = Path(__file__).resolve().parent

# Words beside an event's attributes; the rest of what stands there are attributes.
_BESIDE = frozenset(
    {"id", "note", "present", "by", "recorded", "chance", "weekly", "through", "instead"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happens in a story.

    ``id``: what a correction calls it by. ``recorded``: how many days later it was written down.
    ``chance``: in how many of a hundred tellings it happens. ``weekly``: on these weekdays, week
    after week ``through`` a day. ``instead``: of a correction, what stands in the event's place.
    """

    day: object
    type: str
    attributes: Mapping[str, Any]
    id: str | None = None
    note: str | None = None
    present: Sequence[str] = ()
    by: str | None = None
    recorded: int | None = None
    chance: int = 100
    weekly: Sequence[str] = ()
    through: object = -1
    instead: "Moment | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happens to some citizens in much the same way.

    ``told``: how often at which desk. ``spread``: the last telling lies that many days before the
    first. ``same_citizens_as``: a story that happened to these citizens before.
    """

    name: str
    programme: str
    variant: str | None
    facts: Mapping[str, Any]
    age: tuple[int, int]
    told: Mapping[str, int]
    spread: int
    same_citizens_as: str | None
    log: Sequence[Moment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is written at an event of ``type`` that has these attributes, ``share`` of a hundred
    times. A text that is about health or social matters says so: ``{health: …}``. ``answers``: to
    the questions of the event's form, where its programme has one."""

    type: str
    where: Mapping[str, Any]
    share: int
    texts: Sequence[str | Mapping[str, str]]
    answers: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """First names by sex and family names that go together. ``share``: of all citizens, and
    ``middle``: of a hundred of these, those who have a family name in the middle too."""

    share: int
    female: Sequence[str]
    male: Sequence[str]
    family: Sequence[str]
    middle: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Names, notes, and what the notes of one case speak of (a company, a task there)."""

    names: Sequence[Names]
    notes: Sequence[Note]
    filling: Sequence[Mapping[str, str]]


def read(path: Path) -> Any:
    """The data of a YAML file. Raises ``Refused``."""
    found = read_yaml(path)
    found.faults.refuse_if_any()
    return found.data


@cache
def all_stories() -> tuple[Story, ...]:
    """Every story, in the order of the files' names."""
    return tuple(
        story
        for path in sorted((FOLDER / "stories").glob("*.yaml"))
        for story in _stories(read(path))
    )


@cache
def words() -> Words:
    """The words that tellings are filled with."""
    names, notes = read(FOLDER / "names.yaml"), read(FOLDER / "notes.yaml")
    return Words(
        names=tuple(Names(**one) for one in names),
        notes=tuple(
            Note(
                type=one["type"],
                where=one.get("where", {}),
                share=one.get("share", 60),
                texts=one["texts"],
                answers=one.get("answers", ()),
            )
            for one in notes["notes"]
        ),
        filling=notes["filling"],
    )


def _stories(data: Mapping[str, Any]) -> Iterator[Story]:
    usual = data.get("usual", {})
    for one in data["stories"]:
        yield Story(
            name=f"{data['programme']}: {one['story']}",
            programme=data["programme"],
            variant=one.get("variant"),
            facts={**data.get("facts", {}), **one.get("facts", {})},
            age=tuple(one.get("age", data.get("age", (21, 60)))),
            told=one["told"],
            spread=one.get("spread", 0),
            same_citizens_as=one.get("same_citizens_as"),
            log=tuple(_moment(line, usual) for line in one["log"]),
        )


def _moment(line: Sequence[Any], usual: Mapping[str, Mapping[str, Any]]) -> Moment:
    day, kind, said = line if len(line) == 3 else (*line, {})
    given = {**usual.get(kind, {}), **said}
    beside = {name: value for name, value in given.items() if name in _BESIDE}
    attributes = {name: value for name, value in given.items() if name not in _BESIDE}
    if "instead" in beside:
        beside["instead"] = _moment(beside["instead"], usual)
    return Moment(day=day, type=kind, attributes=attributes, **beside)
