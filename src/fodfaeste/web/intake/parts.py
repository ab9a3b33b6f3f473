"""What the forms share in which parts in a case are given out."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.services import Member
from fodfaeste.web.sent_once import Group, SentOnce

Parts = Sequence[tuple[str, str, Sequence[tuple[int, str]]]]
"""The roles to give out, each with its name and who can have it."""
PART = "p_"


class GivesParts(SentOnce):
    """A form with a field for each role."""

    def offer(self, parts: Parts) -> None:
        """Adds the fields."""
        self.parts = [role for role, _name, _choices in parts]
        for role, name, choices in parts:
            self.fields[f"{PART}{role}"] = forms.TypedChoiceField(
                label=name,
                choices=[("", _("Nobody yet")), *choices],
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def team(self) -> Group:
        return Group([self[f"{PART}{role}"] for role in self.parts])

    def members(self) -> list[Member]:
        """Who takes part, in the order in which the programme names the roles."""
        chosen = [(role, self.cleaned_data[f"{PART}{role}"]) for role in self.parts]
        return [Member(user_id, role) for role, user_id in chosen if user_id is not None]

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults are about."""
        return {f"members[{n}]": f"{PART}{one.role}" for n, one in enumerate(self.members())}
