"""What the address of the inbox may ask for."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from fodfaeste.cases.queries import Pile
from fodfaeste.programmes import catalogue
from fodfaeste.web.addresses import with_query
from fodfaeste.web.requests import uuid_or_none

# As addresses write them: ?vis=venteliste
PILES = {"nye": Pile.NEW, "venteliste": Pile.LISTED, "sendt": Pile.SENT}
IN_ADDRESS = {pile: text for text, pile in PILES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which referrals, from which one on."""

    programme: str | None = None
    pile: Pile | None = None
    after: UUID | None = None

    def address(self) -> str:
        """Where these referrals are listed."""
        return with_query(
            reverse("inbox"),
            program=self.programme,
            vis=IN_ADDRESS[self.pile] if self.pile else None,
            efter=str(self.after) if self.after else None,
        )


NONE = Filters()


def read_filters(data: QueryDict) -> Filters:
    """The filters in an address. What is not understood is not filtered by."""
    pile, programme = PILES.get(data.get("vis", "")), data.get("program", "")
    return Filters(
        programme=programme if programme in catalogue.programme_ids() else None,
        pile=pile,
        after=uuid_or_none(data.get("efter", "")) if pile else None,
    )
