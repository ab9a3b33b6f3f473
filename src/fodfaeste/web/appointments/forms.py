"""The forms by which appointments are made and changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.services import CAUSES, PLACES, NewAppointment, Slot
from fodfaeste.web.attribute_fields import capital
from fodfaeste.web.case.event_form import roles_field
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import Group, SentOnce

LENGTHS = (15, 30, 45, 60, 90, 120, 180)
USUAL_LENGTH = 60
_CLOCK = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that can be booked: an event type, with the choice it has to make."""

    code: str
    name: str
    type: str
    attributes: dict[str, Any] = field(default_factory=dict)


class ClockField(forms.CharField):
    """A time of the day, as people type it: ``9``, ``9.30``, ``09:30``, ``0930``."""

    default_error_messages = {
        "required": _("Write a time, as 10.30."),
        "no_such_time": _("Write a time, as 10.30."),
    }

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if isinstance(value, time) or not text:
            return value or None
        found = _CLOCK.match(text)
        try:
            return time(int(found[1]), int(found[2] or 0)) if found else self._refuse()
        except ValueError:
            self._refuse()

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        return f"{value:%-H.%M}" if language() == "da" else f"{value:%-H:%M}"

    def _refuse(self) -> Any:
        raise ValidationError(self.error_messages["no_such_time"], code="no_such_time")


class SlotForm(SentOnce):
    """When, and for how long. A clash is asked about once, beside a box to tick. ``is_past``: the
    time that was asked for has passed."""

    is_past = False

    def __init__(self, data: Any = None, *, back: str = "", **values: Any) -> None:
        super().__init__(data, back=back, **values)
        self.fields["on"] = DayField(label=_("Which day"))
        self.fields["at"] = ClockField(
            label=_("Time"), widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6})
        )
        self.fields["minutes"] = forms.TypedChoiceField(
            label=_("How long"), choices=_lengths(self.initial.get("minutes")), coerce=int
        )
        self.fields["minutes"].initial = USUAL_LENGTH

    def slot(self) -> Slot:
        """When; for a form that is valid."""
        said = self.cleaned_data
        return Slot(on=said["on"], at=said["at"], minutes=said["minutes"])

    def is_sure(self, clashes: Sequence[str]) -> bool:
        """Whether nobody has anything else then, or it is said to be meant."""
        if clashes:
            self.fields["sure"] = forms.BooleanField(label=_("Book it all the same"))
            if "sure" not in self.data:
                for said in clashes:
                    self.add_error("sure", said)
        return not self.errors

    def group(self, *names: str, heading: str = "", is_open: bool = False) -> Group:
        known = [name for name in names if name in self.fields]
        is_open = is_open or any(name in self.errors or self[name].value() for name in known)
        return Group([self[name] for name in known], heading, is_open)

    @property
    def times(self) -> Group:
        return self.group("on", "at", "minutes", "sure")


def _lengths(known: Any) -> list[tuple[str, Any]]:
    lengths = sorted({*LENGTHS, known} if isinstance(known, int) else LENGTHS)
    return [(str(n), _("%(n)s minutes") % {"n": n}) for n in lengths]


class BookForm(SlotForm):
    """What, when, where, with whom."""

    def __init__(
        self,
        data: Any = None,
        *,
        kinds: Sequence[Kind],
        near: list[tuple[str, str]],
        hint: str = "",
        back: str = "",
        **values: Any,
    ) -> None:
        super().__init__(data, back=back, **values)
        self.kinds = {kind.code: kind for kind in kinds}
        self.fields["kind"] = forms.ChoiceField(
            label=_("What"),
            choices=[(kind.code, kind.name) for kind in kinds],
            widget=forms.HiddenInput if len(kinds) == 1 else forms.Select,
        )
        self.initial.setdefault("kind", kinds[0].code)
        self.fields["on"].help_text = hint
        self.fields["place"] = forms.ChoiceField(
            label=_("Where"),
            choices=[(code, capital(str(name))) for code, name in PLACES],
            widget=forms.RadioSelect,
        )
        self.fields["where"] = forms.CharField(
            label=_("Where, more exactly"),
            help_text=_("A room, an address, a link. It is kept encrypted."),
            required=False,
        )
        self.fields["roles"] = roles_field(_("Who is to come"), near)
        self.fields["others"] = forms.CharField(
            label=_("Others who come"),
            help_text=_("Names of people who do not use Fodfæste."),
            required=False,
        )
        self.fields["note"] = forms.CharField(
            label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    @property
    def what(self) -> Group:
        return self.group("kind") if len(self.kinds) > 1 else self.group()

    @property
    def near(self) -> Group:
        return self.group("place", "roles")

    @property
    def more(self) -> Group:
        is_open = self.data.get("place") == "other"
        return self.group("where", "others", "note", is_open=is_open)

    def appointment(self, duty: tuple[str, int] | None) -> NewAppointment:
        """What is booked; for a form that is valid."""
        said, kind = self.cleaned_data, self.kinds[self.cleaned_data["kind"]]
        requirement, instance = duty or (None, None)
        return NewAppointment(
            type=kind.type,
            attributes=kind.attributes,
            slot=self.slot(),
            roles=said["roles"],
            place=said["place"],
            requirement=requirement,
            instance=instance,
            where=said["where"],
            others=said["others"],
            note=said["note"],
        )

    places: dict[str, str] = {"type": "kind", "form": "kind"}


class MoveForm(SlotForm):
    """Another time, and perhaps why."""

    def __init__(self, data: Any = None, *, back: str = "", **values: Any) -> None:
        super().__init__(data, back=back, **values)
        self.fields["reason"] = reason_field(_("Why is it moved?"))

    @property
    def why(self) -> Group:
        return self.group("reason")


class NotHeldForm(SentOnce):
    """Because of whom it was not held, and why."""

    def __init__(self, data: Any = None, *, back: str = "") -> None:
        super().__init__(data, back=back)
        self.fields["cause"] = forms.ChoiceField(
            label=_("Who or what was the cause?"),
            choices=[(code, capital(str(name))) for code, name in CAUSES],
            widget=forms.RadioSelect,
        )
        self.fields["why"] = reason_field(_("What happened?"))


class CancelForm(SentOnce):
    """Why it is cancelled, if one wants to say so."""

    def __init__(self, data: Any = None, *, back: str = "") -> None:
        super().__init__(data, back=back)
        self.fields["reason"] = reason_field(_("Why is it cancelled?"))


class RemindForm(SentOnce):
    """Which duty, as the page's buttons say it."""

    duty = forms.RegexField(r"\A[a-z0-9-]+:\d{1,6}\Z")

    def named(self) -> tuple[str, int]:
        """Requirement and instance; for a form that is valid."""
        requirement, _, number = self.cleaned_data["duty"].partition(":")
        return requirement, int(number)


def reason_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))
