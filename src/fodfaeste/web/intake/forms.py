"""The form on which a referral is decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.intake import Decision
from fodfaeste.cases.services import Member, NewDecision
from fodfaeste.web.intake.parts import GivesParts, Parts
from fodfaeste.web.intake.words import CHOICES
from fodfaeste.web.sent_once import Group

ELSEWHERE = ("organisation", "to")


class DecisionForm(GivesParts):
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
        parts: Parts,
        organisations: Sequence[tuple[int, str]],
        initial: Mapping[str, Any],
        back: str = "",
    ) -> None:
        super().__init__(data, back=back, initial=dict(initial))
        self.offer(parts)
        self.fields["organisation"].choices = [("", _("Nobody")), *organisations]  # type: ignore[attr-defined]

    @property
    def main(self) -> Group:
        return self._group(["decision", "reason"])

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
            parts=self.members(),
        )

    def members(self) -> list[Member]:
        """Who takes part; nobody unless the citizen is accepted."""
        return super().members() if self.cleaned_data["decision"] == Decision.ACCEPTED else []
