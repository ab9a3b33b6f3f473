"""The forms of the match: wishes, a step, travel time, a search."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fodfaeste.matching.models import Step
from fodfaeste.matching.services import NewStep
from fodfaeste.matching.wishes import Needs, Wishes
from fodfaeste.web.companies.names import considerations, offer_kinds
from fodfaeste.web.fields import DayField
from fodfaeste.web.matching.names import STEPS
from fodfaeste.web.sent_once import TEXT_KINDS, Group, SentOnce, TextKindField

LONGEST = 4000
TOLD = (
    ("yes", pgettext_lazy("may be told", "Yes")),
    ("no", pgettext_lazy("may be told", "No")),
    ("", pgettext_lazy("may be told", "The citizen has not been asked")),
)


def area(label: Any, *, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def number(label: Any, *, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        localize=True,
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )


class WishesForm(SentOnce):
    """What the citizen wishes. ``reads_needs``: whoever writes reads about health, and says what
    the workplace has to know of."""

    tasks = area(_("Tasks"), hint=_("One on each line. Any of them will do."))
    trades = area(_("Trades"), hint=_("One on each line. Any of them will do."), rows=2)
    kinds = forms.MultipleChoiceField(
        label=_("Of which kind may it be?"),
        help_text=_("Choose none if it does not matter. Ordinary paid hours come first anyway."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours_least = number(_("Hours a week, at least"))
    hours_most = number(_("Hours a week, at most"))
    near = forms.CharField(
        label=_("Near this postcode"),
        help_text=_("Leave it out if the citizen’s address is protected."),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
    most_minutes = forms.IntegerField(
        label=_("At most so many minutes each way"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
    where = area(_("What else about where"), rows=2)
    codes = forms.MultipleChoiceField(
        label=_("What does the workplace have to consider?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = area(_("What else it has to consider"), hint=_("No diagnosis is needed here."), rows=2)
    told = forms.ChoiceField(
        label=_("May the employer be told of the illness?"),
        help_text=_("It is the citizen who decides, and may decide otherwise at any time."),
        choices=TOLD,
        required=False,
        widget=forms.RadioSelect,
    )
    told_on = DayField(label=_("The citizen decided on"), required=False)
    told_words = area(_("What the employer may be told, in the citizen’s words"), rows=2)

    OF_HEALTH = ("codes", "words", "told_words")

    def __init__(
        self,
        data: Any = None,
        *,
        wishes: Wishes,
        needs: Needs | None,
        reads_needs: bool,
    ) -> None:
        super().__init__(data, initial=begins(wishes, needs or Needs()))
        if reads_needs:
            self.fields["codes"].choices = considerations()  # type: ignore[attr-defined]
        else:
            for name in self.OF_HEALTH:
                del self.fields[name]
        self.fields["kinds"].choices = offer_kinds()  # type: ignore[attr-defined]
        self.reads_needs = reads_needs

    @property
    def groups(self) -> list[tuple[str, Group]]:
        """The fields by what they are about."""
        parts = (
            (_("The work"), ("tasks", "trades", "kinds", "hours_least", "hours_most")),
            (_("Where"), ("near", "most_minutes", "where")),
            (_("Considerations"), ("codes", "words")),
            (_("What the employer is told"), ("told", "told_on", "told_words")),
        )
        found = [(str(head), [self[n] for n in names if n in self.fields]) for head, names in parts]
        return [(heading, Group(fields)) for heading, fields in found if fields]

    def wishes(self) -> Wishes:
        """For a form that is valid."""
        said = self.cleaned_data
        return Wishes(
            tasks=lines(said["tasks"]),
            trades=lines(said["trades"]),
            kinds=tuple(said["kinds"]),
            hours_least=said["hours_least"],
            hours_most=said["hours_most"],
            near=said["near"].strip(),
            where=said["where"].strip(),
            most_minutes=said["most_minutes"],
            told=said["told"],
            told_on=said["told_on"] if said["told"] else None,
        )

    def needs(self) -> Needs | None:
        """None: they stay as they are."""
        if not self.reads_needs:
            return None
        said = self.cleaned_data
        return Needs(
            codes=tuple(said["codes"]),
            words=said["words"].strip(),
            told_words=said["told_words"].strip(),
        )


def begins(wishes: Wishes, needs: Needs) -> Mapping[str, Any]:
    """What stands in the form to begin with."""
    return {
        "tasks": "\n".join(wishes.tasks),
        "trades": "\n".join(wishes.trades),
        "kinds": list(wishes.kinds),
        "hours_least": wishes.hours_least,
        "hours_most": wishes.hours_most,
        "near": wishes.near,
        "most_minutes": wishes.most_minutes,
        "where": wishes.where,
        "codes": list(needs.codes),
        "words": needs.words,
        "told": wishes.told,
        "told_on": wishes.told_on,
        "told_words": needs.told_words,
    }


def lines(text: str) -> tuple[str, ...]:
    """The lines that say something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class StepForm(SentOnce):
    """What happened with a workplace. ``colleagues``: who may have been in touch, by id."""

    kind = forms.ChoiceField(
        label=_("What happened?"), choices=list(STEPS.items()), widget=forms.RadioSelect
    )
    on = DayField(label=_("When"))
    channel = forms.ChoiceField(
        label=_("How were you in touch?"),
        choices=[("", _("Choose")), *Step.Channel.choices],
        required=False,
    )
    declined_by = forms.ChoiceField(
        label=_("If it came to nothing: who said no?"),
        choices=[("", _("Choose")), *Step.Side.choices],
        required=False,
    )
    done_by = forms.TypedChoiceField(label=_("Who was in touch?"), coerce=int, required=False)
    note = area(_("What was said, or why not"))
    text_kind = TextKindField(
        label=_("It is about"),
        help_text=_(
            "What is about health and social matters is read only by those the team has chosen."
        ),
        choices=TEXT_KINDS,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        today: date,
        kind: str,
        user_id: int,
        colleagues: Sequence[tuple[int, str]],
    ) -> None:
        first = {"on": today, "kind": kind, "done_by": user_id, "text_kind": TEXT_KINDS[0][0]}
        super().__init__(data, initial=first)
        self.fields["done_by"].choices = colleagues  # type: ignore[attr-defined]

    def step(self, offer_id: UUID | None) -> NewStep:
        """For a form that is valid. ``offer_id``: the work from which one came here."""
        said = self.cleaned_data
        return NewStep(
            kind=said["kind"],
            on=said["on"],
            channel=said["channel"],
            declined_by=said["declined_by"],
            done_by=said["done_by"] or None,
            offer_id=offer_id,
            note=said["note"],
            text_kind=said["text_kind"],
        )


class MinutesForm(SentOnce):
    """How long it takes to get there."""

    minutes = forms.IntegerField(
        label=_("Minutes each way"),
        help_text=_("As the citizen travels. Empty: nobody knows."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )


class ReasonForm(SentOnce):
    """Why a step was a mistake."""

    reason = area(_("Why is it taken back?"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"].required = True
