"""What the address of the case list may ask for."""

import re
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from fodfaeste.web.addresses import with_query
from fodfaeste.web.requests import uuid_or_none

Status = Literal["open", "overdue", "closed", "all"]
# As addresses write them: ?status=lukkede&hvem=mine
STATUSES: dict[str, Status] = {
    "": "open",
    "forsinkede": "overdue",
    "lukkede": "closed",
    "alle": "all",
}
IN_ADDRESS = {status: text for text, status in STATUSES.items()}
MINE = "mine"
# Six digits in a row begin a CPR number, in full or in part; no name holds them.
LIKE_CPR = re.compile(r"\d{6}")
LENGTH_OF_CPR = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which cases, from which one on."""

    text: str = ""
    programme: str | None = None
    phase: str | None = None
    status: Status = "open"
    mine: bool = False
    after: UUID | None = None

    @property
    def are_set(self) -> bool:
        """Whether they leave anything out that is open."""
        return replace(self, after=None) != Filters()

    def address(self) -> str:
        """Where these cases are listed."""
        return with_query(
            reverse("cases"),
            q=self.text,
            program=self.programme,
            fase=self.phase,
            status=IN_ADDRESS[self.status],
            hvem=MINE if self.mine else None,
            efter=str(self.after) if self.after else None,
        )


def read_filters(data: QueryDict) -> Filters:
    """The filters in an address. What is not understood is not filtered by."""
    programme = data.get("program") or None
    text = data.get("q", "").strip()
    return Filters(
        text="" if is_like_cpr(text) else text,
        programme=programme,
        phase=(data.get("fase") or None) if programme else None,
        status=STATUSES.get(data.get("status", ""), "open"),
        mine=data.get("hvem") == MINE,
        after=uuid_or_none(data.get("efter", "")),
    )


def is_like_cpr(text: str) -> bool:
    """Whether a text holds a CPR number or a part of one, which must not be in an address."""
    return bool(LIKE_CPR.search(re.sub(r"[\s.-]", "", text)))


def is_part_of_cpr(text: str) -> bool:
    """Whether digits are missing: a citizen is found by the whole number only."""
    return is_like_cpr(text) and len(re.findall(r"\d", text)) < LENGTH_OF_CPR
