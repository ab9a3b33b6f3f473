"""The form on which a referral is decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.intake import Decision
from fodfaeste.cases.services import Member, NewDecision
from fodfaeste.web.intake.words import CHOICES
from fodfaeste.web.sent_once import Group, SentOnce

PART = "p_"
ELSEWHERE = ("organisation", "to")


class DecisionForm(SentOnce):
    """What is decided and why; who takes part then, or where the citizen is sent on to."""

    decision = forms.ChoiceField(
        label=_("What is decided?"), choices=list(CHOICES.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Whoever referred the citizen reads this too."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    after = forms.CharField(widget=forms.HiddenInput, required=False)
    organisation = forms.TypedChoiceField(
        label=_("To somebody who uses Fodfæste"), coerce=int, empty_value=None, required=False
    )
    to = forms.CharField(label=_("Or to somebody else: who?"), required=False, max_length=200)

    def __init__(
        self,
        data: Any = None,
        *,
        parts: Sequence[tuple[str, str, Sequence[tuple[int, str]]]],
        organisations: Sequence[tuple[int, str]],
        initial: Mapping[str, Any],
        back: str = "",
    ) -> None:
        """``parts``: the roles to give out, each with its name and who can have it."""
        super().__init__(data, back=back, initial=dict(initial))
        self.parts = [role for role, _name, _choices in parts]
        self.fields["organisation"].choices = [("", _("Nobody")), *organisations]  # type: ignore[attr-defined]
        for role, name, choices in parts:
            self.fields[f"{PART}{role}"] = forms.TypedChoiceField(
                label=name,
                choices=[("", _("Nobody yet")), *choices],
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def main(self) -> Group:
        return self._group(["decision", "reason"])

    @property
    def team(self) -> Group:
        return self._group([f"{PART}{role}" for role in self.parts])

    @property
    def elsewhere(self) -> Group:
        return self._group(ELSEWHERE)

    def _group(self, fields: Sequence[str]) -> Group:
        return Group([self[name] for name in fields])

    def told(self) -> NewDecision:
        """The decision, as the service takes it; for a form that is valid."""
        said = self.cleaned_data
        is_on = said["decision"] == Decision.SENT_ON
        return NewDecision(
            decision=said["decision"],
            reason=said["reason"],
            after=said["after"],
            to=said["to"] if is_on else "",
            organisation_id=said["organisation"] if is_on else None,
            parts=[Member(user_id, role) for role, user_id in self._chosen()],
        )

    def _chosen(self) -> list[tuple[str, int]]:
        if self.cleaned_data["decision"] != Decision.ACCEPTED:
            return []
        chosen = [(role, self.cleaned_data[f"{PART}{role}"]) for role in self.parts]
        return [(role, user_id) for role, user_id in chosen if user_id is not None]

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults are about."""
        chosen = self._chosen()
        return {f"members[{n}]": f"{PART}{role}" for n, (role, _user) in enumerate(chosen)}
