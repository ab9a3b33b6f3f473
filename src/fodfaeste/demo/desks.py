"""Who works where in the demonstration, and at which desks cases lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from fodfaeste.demo.stories import FOLDER, read


@dataclass(frozen=True, slots=True)
class Desk:
    """Who has a case: ``runs`` and ``referred_by`` are organisations, ``members`` people by their
    role in the case, the first being the primary worker."""

    runs: str
    referred_by: str | None
    team: str
    members: Mapping[str, str]

    def role_of(self, role: str | None) -> str:
        """``role``, if somebody here has it; else the primary worker's."""
        return role if role is not None and role in self.members else next(iter(self.members))


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A made-up organisation and its teams. ``domain``: of its people's e-mail addresses;
    ``norms``: open cases a person by role; ``programmes``: its parts in each."""

    name: str
    kind: str
    domain: str
    teams: Sequence[str]
    norms: Mapping[str, int] = field(default_factory=dict)
    programmes: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who works there. ``about``: for those to sign in as, who they are, by language."""

    name: str
    email: str
    works_for: str
    function: str
    roles: Sequence[str] = ()
    teams: Sequence[str] = ()
    rights: Sequence[str] = ()
    about: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """All of it, by the keys that the files use."""

    organisations: Mapping[str, Organisation]
    colleagues: Mapping[str, Colleague]
    desks: Mapping[str, Desk]


@cache
def staff() -> Staff:
    """The organisations, people and desks of ``people.yaml``."""
    data = read(FOLDER / "people.yaml")
    return Staff(
        organisations={key: Organisation(**one) for key, one in data["organisations"].items()},
        colleagues={key: Colleague(**one) for key, one in data["people"].items()},
        desks={key: Desk(**one) for key, one in data["desks"].items()},
    )
