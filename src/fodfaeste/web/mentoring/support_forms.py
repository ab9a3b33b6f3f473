"""The forms of mentor support in a case: what is arranged, a contact, the end."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.rules import Rules
from fodfaeste.mentoring.models import MentorSupport
from fodfaeste.mentoring.queries import MentorView, SupportView
from fodfaeste.mentoring.services import ContactTold, SupportTold
from fodfaeste.mentoring.supporting import CONTACT, MISSED
from fodfaeste.mentoring.told import WORDS
from fodfaeste.web.companies.forms import NumberField
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.mentoring import names
from fodfaeste.web.mentoring.forms import text
from fodfaeste.web.sent_once import TEXT_KINDS, Doubted, SentOnce, TextKindField

PAID, VOLUNTARY = "paid", "voluntary"
Choices = list[tuple[str, str]]


def about_field() -> TextKindField:
    return TextKindField(
        label=_("It is about"),
        help_text=_(
            "What is about health and social matters is read only by those the team has chosen."
        ),
        choices=TEXT_KINDS,
    )


def chosen(mentor_id: UUID | None, user_id: int | None) -> str:
    """A mentor as the form says it: one of the register, or a person who uses the system."""
    return f"m:{mentor_id}" if mentor_id else f"u:{user_id}"


class SupportForm(SentOnce):
    """A mentor at the citizen's side, new or as it is arranged now (KV-11, RA-13)."""

    who = forms.ChoiceField(label=_("Who is the mentor?"))
    pay = forms.ChoiceField(
        label=_("Paid or voluntary?"),
        choices=[(VOLUNTARY, _("Voluntary")), (PAID, _("Paid"))],
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(
        label=_("Granted under"), required=False, help_text=_("For paid support only.")
    )
    since = DayField(label=_("From"))
    until = DayField(
        label=_("Until"),
        required=False,
        help_text=_(
            "Mentor support under the employment act is granted for at most 6 months at a time."
        ),
    )
    hours = NumberField(label=_("Hours granted"), required=False)
    hours_per = forms.ChoiceField(
        label=_("The hours are"),
        required=False,
        choices=[(code, capfirst(name)) for code, name in MentorSupport.Per.choices],
        widget=forms.RadioSelect,
    )
    mentor_what = text(names.WORDS["mentor_what"], help_text=_("As in along to the doctor."))
    mentor_where = text(names.WORDS["mentor_where"], rows=1)
    mentor_when = text(names.WORDS["mentor_when"], rows=1)
    mentor_how = text(names.WORDS["mentor_how"], rows=2)
    agreed_on = DayField(
        label=_("The citizen agreed on"),
        required=False,
        help_text=_("A volunteer supports by agreement with the citizen."),
    )
    mentor_agreed = text(
        names.WORDS["mentor_agreed"], rows=1, help_text=_("As in: said so at the interview.")
    )
    text_kind = about_field()

    def __init__(
        self,
        data: Any = None,
        *,
        rules: Rules,
        who: Sequence[tuple[str, str]],
        today: date,
        known: SupportView | None = None,
    ) -> None:
        initial: dict[str, Any] = {"since": today, "hours_per": MentorSupport.Per.WEEK}
        super().__init__(data, initial=initial | (begun_with(known) if known else {}))
        self.fields["who"].choices = who  # type: ignore[attr-defined]
        self.fields["basis"].choices = [("", _("Not said")), *names.bases(rules)]  # type: ignore[attr-defined]

    def support(self) -> SupportTold:
        said = self.cleaned_data
        kind, pk = said["who"].split(":", 1)
        return SupportTold(
            mentor_id=UUID(pk) if kind == "m" else None,
            user_id=int(pk) if kind == "u" else None,
            is_paid=said["pay"] == PAID,
            basis=said["basis"],
            since=said["since"],
            until=said["until"],
            hours=said["hours"],
            hours_per=said["hours_per"],
            agreed_on=said["agreed_on"],
            words={name: said[name] for name in WORDS},
            text_kind=said["text_kind"],
        )


def begun_with(known: SupportView) -> dict[str, Any]:
    """What the form of something that is arranged begins with."""
    same = ("basis", "since", "until", "hours", "agreed_on", "text_kind")
    return {
        "who": chosen(known.mentor_id, known.user_id),
        "pay": PAID if known.is_paid else VOLUNTARY,
        "hours_per": known.hours_per or MentorSupport.Per.WEEK,
        **{name: getattr(known, name) for name in same},
        **known.words,
    }


def who_choices(
    register: Sequence[MentorView], people: Sequence[tuple[int, str]]
) -> list[tuple[str, Any]]:
    """Volunteers and others of the register, then people who use the system."""
    groups: list[tuple[str, Any]] = [("", str(_("Choose")))]
    known = [(chosen(one.id, None), one.name) for one in register]
    users = [(chosen(None, pk), name) for pk, name in people]
    groups += [(str(_("In the register of mentors")), known)] if known else []
    return groups + ([(str(_("Colleagues")), users)] if users else [])


class ContactForm(Doubted):
    """A contact between mentor and citizen: few fields, quickly filled in."""

    on = DayField(label=_("When"))
    how = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("How many minutes"),
        required=False,
        help_text=_("Also if it was not held and time was spent."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
    )
    note = text(_("Note"), rows=3)
    text_kind = about_field()

    def __init__(self, data: Any = None, *, rules: Rules, today: date) -> None:
        super().__init__(data, initial={"on": today, "text_kind": TEXT_KINDS[0][0]})
        held = _values(rules, CONTACT, "way")
        missed = [
            (f"cause:{code}", _("Not held: %(cause)s") % {"cause": name})
            for code, name in _values(rules, MISSED, "cause")
        ]
        ways = [(f"way:{code}", capfirst(name)) for code, name in held]
        self.fields["how"].choices = [*ways, *missed]  # type: ignore[attr-defined]

    def contact(self) -> ContactTold:
        said = self.cleaned_data
        which, code = said["how"].split(":", 1)
        return ContactTold(
            on=said["on"],
            way=code if which == "way" else "",
            cause=code if which == "cause" else "",
            minutes=said["minutes"],
            note=said["note"],
            text_kind=said["text_kind"],
        )


def _values(rules: Rules, type_: str, name: str) -> Choices:
    known = rules.terms.events[type_].attributes[name].values
    return [(code, said[language()]) for code, said in known.items()]


class EndForm(SentOnce):
    """The last day, and why it ends."""

    on = DayField(label=_("Last day"))
    reason = text(_("Why it ends"), required=True)
