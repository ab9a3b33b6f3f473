"""What the address of Today may ask for."""

from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict
from django.urls import reverse

from fodfaeste.web.addresses import with_query

Scope = Literal["mine", "team"]
# In the address: ?hvem=team&krav=programme.requirement
MINE, TEAM = "mine", "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Whose duties, and of which programme and kind."""

    scope: Scope = "mine"
    programme: str | None = None
    requirement: str | None = None

    @property
    def kind(self) -> str:
        """Programme and requirement as one value, as a form sends them."""
        return f"{self.programme}.{self.requirement}" if self.requirement else ""

    @property
    def are_set(self) -> bool:
        """Whether they leave anything out."""
        return bool(self.programme or self.requirement)

    def address(self) -> str:
        """Where these filters are shown."""
        programme = None if self.requirement else self.programme
        return with_query(reverse("today"), hvem=self.scope, program=programme, krav=self.kind)


def read_filters(data: QueryDict) -> Filters:
    """The filters in an address. What is not understood is not filtered by.

    A kind chosen for one programme falls away when another programme is chosen.
    """
    scope: Scope = "team" if data.get("hvem", MINE) == TEAM else "mine"
    programme = data.get("program") or None
    of, _, requirement = data.get("krav", "").partition(".")
    if requirement and programme in {None, of}:
        return Filters(scope=scope, programme=of, requirement=requirement)
    return Filters(scope=scope, programme=programme)
