"""The forms of courses."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fodfaeste import words
from fodfaeste.accounts.queries import Colleague
from fodfaeste.cases.services import Slot
from fodfaeste.core.courses import WEEKDAYS, Pattern
from fodfaeste.courses.letters import LONGEST_REASON, usual_reason
from fodfaeste.courses.patterns import Kind
from fodfaeste.courses.services import Details, NewRun
from fodfaeste.letters.languages import USUAL
from fodfaeste.web import names
from fodfaeste.web.appointments.forms import ClockField
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import Group, SentOnce

DAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
)  # fmt: skip
OFF_DAYS = (
    ("skip", _("falls away")),
    ("next_day", _("is held on the next working day that is free")),
    ("at_end", _("is held after the last one")),
)
EVERY = ((1, _("every week")), (2, _("every second week")), (4, _("every fourth week")))
MINUTES = (20, 30, 45, 60)
CLOCK = forms.TextInput(attrs={"inputmode": "decimal", "size": 6})


class StaffedForm(SentOnce):
    """Room, places, and who is responsible in each of the roles that the pattern asks for."""

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Kind,
        people: Sequence[Colleague],
        staff: Sequence[tuple[int, str]] = (),
        **values: Any,
    ) -> None:
        super().__init__(data, **values)
        self.kind = kind
        self.fields["room"] = forms.CharField(label=_("Room"), required=False, max_length=200)
        self.fields["capacity"] = forms.IntegerField(
            label=_("Places"),
            help_text=_("Empty: there is no limit."),
            required=False,
            min_value=1,
            max_value=500,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
        for role in roles_of(kind):
            self._ask_for(role, people, staff)

    def _ask_for(
        self, role: str, people: Sequence[Colleague], staff: Sequence[tuple[int, str]]
    ) -> None:
        chosen = [str(user) for user, held in staff if held == role]
        choices = [(str(one.user_id), one.name) for one in people if role in one.roles]
        if not choices:
            return
        wanted = sum(each.count for each in self.kind.course.staff if each.role == role)
        self.fields[f"staff_{role}"] = forms.MultipleChoiceField(
            label=words.capitalised(names.of_role(self.kind.rules, role)),
            help_text=_("The course needs %(n)s.") % {"n": wanted} if wanted else "",
            choices=choices,
            required=False,
            initial=chosen,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def staff(self) -> list[tuple[int, str]]:
        """People and roles; for a form that is valid."""
        found = [name for name in self.fields if name.startswith("staff_")]
        return [
            (int(user), name.removeprefix("staff_"))
            for name in found
            for user in self.cleaned_data.get(name, ())
        ]

    def details(self) -> Details:
        said = self.cleaned_data
        return Details(room=said["room"], capacity=said["capacity"], staff=self.staff)

    @property
    def about(self) -> Group:
        return Group([self[name] for name in ("room", "capacity")])

    @property
    def responsible(self) -> Group:
        return Group([self[name] for name in self.fields if name.startswith("staff_")])


class RunForm(StaffedForm):
    """When a course is held, beside all that; it begins with the programme's pattern."""

    def __init__(self, data: Any = None, *, kind: Kind, people: Sequence[Colleague]) -> None:
        super().__init__(data, kind=kind, people=people, initial=_begins(kind))
        self.fields["first_on"] = DayField(label=_("First day"))
        self.fields["weekdays"] = forms.TypedMultipleChoiceField(
            label=_("On which days of the week"),
            help_text=_("None chosen: once, on the first day."),
            choices=list(enumerate(DAYS)),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["begins_at"] = ClockField(label=pgettext_lazy("time", "From"), widget=CLOCK)
        self.fields["ends_at"] = ClockField(label=pgettext_lazy("time", "To"), widget=CLOCK)
        self.fields["weeks"] = forms.IntegerField(
            label=_("For how many weeks"),
            min_value=1,
            max_value=60,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
        self.fields["every"] = forms.TypedChoiceField(
            label=_("How often"), choices=EVERY, coerce=int
        )
        self.fields["off"] = forms.ChoiceField(
            label=_("A session on a Danish public holiday"),
            choices=OFF_DAYS,
            widget=forms.RadioSelect,
        )

    @property
    def when(self) -> Group:
        first = ("first_on", "weekdays", "begins_at", "ends_at", "weeks", "every", "off")
        return Group([self[name] for name in first])

    def pattern(self) -> Pattern:
        said = self.cleaned_data
        wanted = ("first_on", "weekdays", "begins_at", "ends_at", "weeks", "every")
        return Pattern(**{name: said[name] for name in wanted})

    def new_run(self) -> NewRun:
        said = self.cleaned_data
        return NewRun(
            kind=self.kind,
            pattern=self.pattern(),
            off=said["off"],
            room=said["room"],
            capacity=said["capacity"],
            staff=self.staff,
        )


def _begins(kind: Kind) -> dict[str, Any]:
    course = kind.course
    return {
        "weekdays": [WEEKDAYS.index(day) for day in course.weekdays],
        "begins_at": _clock(course.begins_at),
        "ends_at": _clock(course.ends_at),
        "weeks": course.weeks or 1,
        "every": 1,
        "off": "skip",
        "capacity": course.capacity,
    }


def _clock(said: str | None) -> time | None:
    """A time of the pattern, as the field writes times."""
    return time.fromisoformat(said) if said else None


def roles_of(kind: Kind) -> tuple[str, ...]:
    """Who can be responsible: the roles that the pattern asks for, else those of the programme."""
    wanted = [each.role for each in kind.course.staff]
    known = kind.rules.terms.roles
    of_programme = [one.role for one in kind.rules.programme.people if one.role in known]
    staff = [role for role in of_programme if known[role].staff]
    return tuple(dict.fromkeys(wanted or staff))


class SessionForm(SentOnce):
    """The new time of a session."""

    def __init__(self, data: Any = None, *, languages: Collection[str] = (), **values: Any) -> None:
        super().__init__(data, **values)
        self.fields["on"] = DayField(label=_("Which day"))
        self.fields["at"] = ClockField(label=pgettext_lazy("time", "From"), widget=CLOCK)
        self.fields["ends_at"] = ClockField(label=pgettext_lazy("time", "To"), widget=CLOCK)
        self.fields |= reason_fields(languages, moved=True)

    def slot(self) -> Slot:
        """For a form that is valid; with no minutes, or fewer, where it ends before it begins."""
        said = self.cleaned_data
        begins, ends = (said[name].hour * 60 + said[name].minute for name in ("at", "ends_at"))
        return Slot(on=said["on"], at=said["at"], minutes=ends - begins)


class CancelForm(SentOnce):
    """Why a session is cancelled. It stands on the same page as the form that moves it."""

    def __init__(self, data: Any = None, *, languages: Collection[str] = (), **values: Any) -> None:
        super().__init__(data, auto_id="id_cancel_%s", **values)
        self.fields |= reason_fields(languages, moved=False)


REASON = "reason_"
WHY = {
    "da": (
        _("Why, as it stands in the letter"),
        _(
            "It stands in the letters alone, in Danish. Do not write anything about anybody’s"
            " health."
        ),
    ),
    "en": (
        _("Why, in English"),
        _("For those who were written to in English."),
    ),
}


def reason_fields(languages: Collection[str], *, moved: bool) -> dict[str, forms.Field]:
    """Why, as it stands in the letters of each language that is written, and always of the usual
    one; it begins with what is usual."""
    return {
        f"{REASON}{code}": forms.CharField(
            label=label,
            help_text=hint,
            initial=usual_reason(moved=moved, language=code),
            max_length=LONGEST_REASON,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        for code, (label, hint) in WHY.items()
        if code == USUAL or code in languages
    }


def reasons(form: SentOnce) -> dict[str, str]:
    """What was typed, by language; for a form that is valid."""
    said = form.cleaned_data
    return {code: said[f"{REASON}{code}"] for code in WHY if f"{REASON}{code}" in said}


class TimesForm(SentOnce):
    """Times for interviews, in a row on one day."""

    def __init__(self, data: Any = None, *, days: Sequence[date], **values: Any) -> None:
        super().__init__(data, initial={"on": days[0] if days else None}, **values)
        self.fields["on"] = DayField(label=_("Which day"))
        self.fields["begins_at"] = ClockField(label=_("The first begins"), widget=CLOCK)
        self.fields["minutes"] = forms.TypedChoiceField(
            label=_("How long"),
            choices=[(n, _("%(n)s minutes") % {"n": n}) for n in MINUTES],
            coerce=int,
            initial=45,
        )
        self.fields["number"] = forms.IntegerField(
            label=_("How many in a row"), min_value=1, max_value=40, initial=4
        )


class ParticipantForm(SentOnce):
    """An act on a participant: of which case."""

    case_id = forms.UUIDField(widget=forms.HiddenInput)
    invites = forms.BooleanField(required=False)
    language = forms.ChoiceField(choices=[(code, code) for code in WHY], required=False)


class LeaveForm(ParticipantForm):
    reason = forms.CharField(required=False, max_length=4000)


class RelativesForm(ParticipantForm):
    relatives = forms.CharField(required=False, max_length=500)


class TimeForm(ParticipantForm):
    time_id = forms.UUIDField()
