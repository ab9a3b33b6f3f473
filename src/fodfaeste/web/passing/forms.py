"""The forms on which a case is passed on whole, and taken over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.policy import SHAREABLE
from fodfaeste.cases.services import NewPassing, Recipient
from fodfaeste.web.intake.parts import PART, GivesParts, Parts
from fodfaeste.web.sent_once import Group
from fodfaeste.web.sharing.forms import SHORT_ACCESS, Desk, ShareForm

NOT_ASKED = ("role", "name", "kinds", "way")
"""What a sharing says and passing on does not: all of it goes, to somebody who uses Fodfæste."""
ACCEPTED, REFUSED = "accepted", "refused"


class PassForm(ShareForm):
    """Who takes the case over, why, and on which basis. ``referrer``: who referred the citizen."""

    why = forms.CharField(
        label=_("Why is the case passed on?"),
        help_text=_("Whoever is asked reads this, and it stands in the log."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    referrer_stays = forms.BooleanField(required=False)

    def __init__(
        self, data: Any = None, *, desk: Desk, by_statute: bool, referrer: str, moved: bool
    ) -> None:
        super().__init__(data, desk=desk, kinds=SHAREABLE, by_statute=by_statute)
        for name in NOT_ASKED:
            del self.fields[name]
        place = self.fields["organisation"]
        place.required, place.label = True, _("Who takes the case over?")
        place.help_text = _("Those who lead there, or do the secretary’s work, answer.")
        place.choices = [("", _("Choose")), *place.choices[1:]]  # type: ignore[attr-defined]
        place.error_messages["required"] = _("Choose who takes the case over.")
        self.fields["email"].label = _("Only one person there is to answer")
        self.fields["email"].help_text = _("Their e-mail at work. Left empty it is their leaders.")
        self.fields["last_on"].label = _("Answer by")
        self.fields["last_on"].help_text = _("After that day they see nothing of the case.")
        self.initial.setdefault("last_on", desk.today + SHORT_ACCESS)
        self._ask_about(referrer, moved=moved)

    def _ask_about(self, referrer: str, *, moved: bool) -> None:
        """One who moved has come to others; another provider works for the same."""
        if not referrer:
            del self.fields["referrer_stays"]
            return
        self.fields["referrer_stays"].label = _(
            "%(place)s, who referred the citizen, follows the case on"
        ) % {"place": referrer}
        self.initial.setdefault("referrer_stays", not moved)

    def recipient(self) -> Recipient:
        said = self.cleaned_data
        return Recipient(role="", organisation_id=said["organisation_id"], user_id=said["user_id"])

    def passing(self) -> NewPassing:
        """What is asked; for a form that is valid."""
        said = self.cleaned_data
        return NewPassing(
            receiver=self.recipient(),
            why=said["why"],
            statute=said.get("statute") or None,
            reason=said.get("reason") or "",
            last_on=said["last_on"],
            referrer_stays=said.get("referrer_stays", False),
        )

    @property
    def to(self) -> Group:
        return self.group("organisation", "email", "why", "referrer_stays", "last_on")

    @property
    def by_law(self) -> Group:
        return self.group("statute", "reason")


class AnswerForm(GivesParts):
    """Whether the case is taken over, and who has it then."""

    answer = forms.ChoiceField(
        label=_("Do you take the case over?"),
        choices=[(ACCEPTED, _("Yes, we take it over")), (REFUSED, _("No"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What do you want to tell those who ask?"),
        help_text=_("If you say no, write why."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        parts: Parts,
    ) -> None:
        super().__init__(data)
        self.offer(parts)

    @property
    def main(self) -> Group:
        return Group([self["answer"], self["note"]])

    @property
    def accepts(self) -> bool:
        """For a form that is valid."""
        return bool(self.cleaned_data["answer"] == ACCEPTED)

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults are about."""
        first = f"{PART}{self.parts[0]}" if self.parts else "answer"
        return {"why": "note", "members": first, **super().places}
