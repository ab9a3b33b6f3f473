"""What the address of the list of companies may ask for."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from fodfaeste.companies.models import Company
from fodfaeste.web.addresses import with_query
from fodfaeste.web.requests import search_text, uuid_or_none

# As addresses write them: ?q=bageri&slags=centre&status=udgaaede
INACTIVE, UNTOUCHED = "udgaaede", "laenge-siden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which companies, from which one on."""

    text: str = ""
    kind: str = ""
    inactive: bool = False
    untouched: bool = False
    after: UUID | None = None

    @property
    def are_set(self) -> bool:
        return replace(self, after=None) != Filters()

    @property
    def status(self) -> str:
        """As an address says it."""
        if self.inactive:
            return INACTIVE
        return UNTOUCHED if self.untouched else ""

    def address(self) -> str:
        """Where these companies are listed."""
        return with_query(
            reverse("companies"),
            q=self.text,
            slags=self.kind,
            status=self.status or None,
            efter=str(self.after) if self.after else None,
        )


def read_filters(data: QueryDict) -> Filters:
    """The filters in an address. What is not understood is not filtered by."""
    kind = data.get("slags", "")
    return Filters(
        text=search_text(data),
        kind=kind if kind in Company.Kind.values else "",
        inactive=data.get("status") == INACTIVE,
        untouched=data.get("status") == UNTOUCHED,
        after=uuid_or_none(data.get("efter", "")),
    )
