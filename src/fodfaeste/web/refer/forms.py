"""The form that refers a citizen to a programme, made of what the programme says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fodfaeste import words
from fodfaeste.accounts.queries import Choice, Colleague
from fodfaeste.cases import cpr as numbers
from fodfaeste.cases.names import search_key
from fodfaeste.cases.services import LONGEST_NAME, Member, NewCitizen, NewEvent, Referral
from fodfaeste.core.description import WayIn
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.web import names, saying
from fodfaeste.web.attribute_fields import field_of, shown_value
from fodfaeste.web.dates import language
from fodfaeste.web.fact_fields import FACT, fact_fields, facts_asked, facts_given
from fodfaeste.web.fields import DayField, DayInput
from fodfaeste.web.sent_once import Group, SentOnce

FIRST, PART = "a_", "p_"
CITIZEN = ("cpr", "name", "birth_date", "protected")
SAME, AGAIN = "same_person", "again"
# Faults that say only that something is still to come.
UNSAID = frozenset({"required", "unconfirmed"})


@dataclass(frozen=True, slots=True)
class Around:
    """Who refers, and the organisations, teams and people to choose among. ``known_name``: of
    the citizen with the number typed, if the user sees them already; ``open_case``: where their
    open case in this programme is. ``own_teams``: those that the user is in. ``repeated``: the
    form has opened its case already. ``runs``: who is taken to run the case until another is
    chosen; None where several could."""

    user_id: int
    organisation_id: int
    organisations: Sequence[Choice]
    teams: Sequence[Choice]
    colleagues: Sequence[Colleague]
    known_name: str = ""
    open_case: str = ""
    own_teams: frozenset[int] = frozenset()
    repeated: bool = False
    runs: int | None = None


def attributes_asked(rules: Rules, way: WayIn) -> dict[str, Attribute]:
    """What a referral this way asks of its first event: what the way in names, what must be
    there, and what only this programme has."""
    own = rules.programme.events.get(way.begins_with)
    named = {*way.where, *way.asks, *(own.attributes if own else ())} - settled(rules, way).keys()
    known = rules.terms.events[way.begins_with].attributes
    return {name: one for name, one in known.items() if one.required or name in named}


def settled(rules: Rules, way: WayIn) -> dict[str, Any]:
    """What choosing the way has said already: attributes that only this programme has."""
    own = rules.programme.events.get(way.begins_with)
    return {name: value for name, value in way.where.items() if own and name in own.attributes}


class ReferralForm(SentOnce):
    """Citizen, way in, form of the programme, facts, and who takes part; cleaned to a
    ``Referral``."""

    cpr = forms.CharField(
        label=_("CPR number"),
        required=False,
        help_text=_("Ten digits. Leave it empty if there is none."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the citizen's name.")},
    )
    birth_date = DayField(
        label=_("Date of birth"),
        required=False,
        help_text=_("Only needed where there is no CPR number, which says it."),
        widget=DayInput(birthday=True),
    )
    protected = forms.BooleanField(label=_("Name and address are protected"), required=False)

    def __init__(
        self, data: Any = None, *, rules: Rules, way: WayIn, around: Around, today: date
    ) -> None:
        super().__init__(data)
        self.rules, self.way, self.around, self.today = rules, way, around, today
        self.fields["name"].required = not around.known_name
        self.attributes = attributes_asked(rules, way)
        self.asked = facts_asked(rules)
        self.parts = parts_of(rules)
        self._add_first(today)
        self.fields.update(fact_fields(rules, self.asked))
        self._add_place()
        self._add_parts()
        self._add_questions()
        self.order_fields([each.name for group in self._groups for each in group.visible_fields])

    def _add_questions(self) -> None:
        """What has to be confirmed: that two names are one citizen's, and that a second case in
        the programme is meant. Nothing is asked of a form that has been sent before."""
        if self.around.repeated:
            return
        typed, known = str(self.data.get("name", "")).strip(), self.around.known_name
        if typed and known and search_key(typed) != search_key(known):
            text = _("The number belongs to %(known)s, whom you know; you wrote %(typed)s.")
            self.fields[SAME] = forms.BooleanField(
                label=_("It is the same person"),
                help_text=text % {"known": known, "typed": typed},
                required=False,
            )
        if self.around.open_case:
            self.fields[AGAIN] = forms.BooleanField(
                label=_("Refer all the same"), help_text=open_case(self.around), required=False
            )

    def _add_first(self, today: date) -> None:
        self.fields["on"] = DayField(label=_("Date"))
        self.initial["on"] = today
        for name, known in self.attributes.items():
            self.fields[f"{FIRST}{name}"] = field_of(
                known, language=language(), required=known.required
            )
            if name in self.way.where:
                self.initial[f"{FIRST}{name}"] = shown_value(known, self.way.where[name])
        variants = [(v.id, v.name[language()]) for v in self.rules.programme.variants]
        if variants:
            self.fields["variant"] = forms.ChoiceField(
                label=_("Form of the programme"),
                choices=[*variants, ("", _("Not chosen yet"))],
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["note"] = forms.CharField(
            label=_("Why this programme?"),
            help_text=_("Your own reason, also where a criterion is not met."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def _add_place(self) -> None:
        """Who runs the case, and the teams it can lie with. Nobody else's is proposed: it would be
        they who decide on the referral."""
        runs = self.around.runs
        choices = [(each.id, each.name) for each in self.around.organisations]
        self.fields["organisation"] = forms.TypedChoiceField(
            label=_("Who runs it"),
            choices=choices if runs is not None else [("", _("Choose")), *choices],
            coerce=int,
        )
        self.initial["organisation"] = runs
        teams = [(each.id, each.name) for each in self.around.teams]
        if teams:
            self.fields["team"] = forms.TypedChoiceField(
                label=_("Team"),
                choices=[("", _("No team")), *teams],
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.initial["team"] = self._proposed_team()

    def _proposed_team(self) -> int | None:
        """One's own, or the only one of those who run the case."""
        theirs = [one.id for one in self.around.teams if one.organisation_id == self.around.runs]
        own = (one for one in theirs if one in self.around.own_teams)
        return next(own, theirs[0] if len(theirs) == 1 else None)

    def _add_parts(self) -> None:
        """A list of colleagues for each role that the programme gives to people who work here;
        whoever refers is chosen where they have the role. Where others run the case, only in the
        first: the rest is theirs to give out."""
        proposed = self._proposed_parts()
        for role in self.parts:
            self.fields[f"{PART}{role}"] = forms.TypedChoiceField(
                label=words.capitalised(names.of_role(self.rules, role)),
                choices=[
                    ("", _("Nobody yet")),
                    *((each.user_id, each.name) for each in self._fitting(role)),
                ],
                coerce=int,
                empty_value=None,
                required=False,
            )
            if role in proposed:
                self.initial[f"{PART}{role}"] = self.around.user_id

    def _fitting(self, role: str) -> list[Colleague]:
        return [each for each in self.around.colleagues if role in each.roles]

    def _proposed_parts(self) -> list[str]:
        me = self.around.user_id
        mine = [role for role in self.parts if me in {one.user_id for one in self._fitting(role)}]
        return mine if self.around.runs == self.around.organisation_id else mine[:1]

    def propose_anew(self) -> None:
        """Where it has just been chosen who runs the case: what is proposed for them, instead of
        what was for others."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name in self._others():
            data[name] = self.initial.get(name) or ""
        self.data = data

    # --- as it is shown

    @property
    def _groups(self) -> list[Group]:
        """All of them, in the order of the page, which is that of the faults above it."""
        shown = [self.number, self.person, self.facts, self.first, self.reason]
        return [*shown, self.runs, self.others]

    @property
    def number(self) -> Group:
        return self._group(["cpr"])

    @property
    def person(self) -> Group:
        asked = [name for name in (AGAIN, SAME) if name in self.fields]
        return self._group(["name", *asked, "birth_date", "protected"])

    @property
    def first(self) -> Group:
        attributes = [f"{FIRST}{name}" for name in self.attributes]
        variant = ["variant"] if "variant" in self.fields else []
        return self._group(["on", *attributes, *variant])

    @property
    def facts(self) -> Group:
        return self._group([f"{FACT}{name}" for name in self.asked])

    @property
    def reason(self) -> Group:
        return self._group(["note"])

    @property
    def runs(self) -> Group:
        return self._group(["organisation"])

    @property
    def others(self) -> Group:
        return self._group(self._others())

    def _others(self) -> list[str]:
        team = ["team"] if "team" in self.fields else []
        return [*team, *(f"{PART}{role}" for role in self.parts)]

    def _group(self, wanted: Iterable[str]) -> Group:
        return Group([self[name] for name in wanted])

    def forgive_silence(self) -> None:
        """Takes back what is wrong only because not everything has been said yet."""
        for name, faults in self.errors.as_data().items():
            if all(fault.code in UNSAID for fault in faults):
                del self.errors[name]

    # --- as it is understood

    def clean_cpr(self) -> str:
        text = str(self.cleaned_data["cpr"])
        try:
            if text:
                numbers.read(text, today=self.today)
        except Refused as refused:
            raise ValidationError([saying.fault(each) for each in refused.faults]) from refused
        return text

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born is not None and born > self.today:
            raise ValidationError(_("A date of birth cannot lie in the future. Look at the year."))
        return born

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(saying.fault(Fault("on", "in_the_future")))
        return on

    def clean_same_person(self) -> bool:
        return self._confirmed(SAME, _("Tick this, or correct the number or the name."))

    def clean_again(self) -> bool:
        return self._confirmed(AGAIN, _("Tick this if a second case is meant."))

    def _confirmed(self, name: str, question: Any) -> bool:
        if not self.cleaned_data[name]:
            raise ValidationError(question, code="unconfirmed")
        return True

    def referral(self) -> Referral:
        """All that opens the case; for a form that is valid."""
        said = self.cleaned_data
        facts = {name: v for name, v in facts_given(said, self.asked).items() if v is not None}
        return Referral(
            citizen=NewCitizen(
                name=said["name"] or self.around.known_name,
                cpr=said["cpr"] or None,
                birth_date=said["birth_date"],
                protected=said["protected"],
            ),
            programme=self.rules.programme.programme,
            organisation_id=said["organisation"],
            first=NewEvent(
                type=self.way.begins_with,
                on=said["on"],
                attributes=self._attributes(),
                note=said["note"],
            ),
            facts=facts,
            variant=said.get("variant") or None,
            referred_by_id=self.around.organisation_id,
            team_id=said.get("team"),
            members=self.members(),
        )

    def _attributes(self) -> dict[str, Any]:
        given = settled(self.rules, self.way)
        for name, known in self.attributes.items():
            value = self.cleaned_data[f"{FIRST}{name}"]
            if value is not None and (value is not False or known.required):
                given[name] = value
        return given

    def members(self) -> list[Member]:
        """Those chosen; whoever refers comes first, and is the one whose case it is."""
        chosen = [
            Member(user_id, role)
            for role in self.parts
            if (user_id := self.cleaned_data[f"{PART}{role}"]) is not None
        ]
        return sorted(chosen, key=lambda member: member.user_id != self.around.user_id)

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults are about."""
        members = {f"members[{n}]": f"{PART}{m.role}" for n, m in enumerate(self.members())}
        return {
            **{f"citizen.{name}": name for name in CITIZEN},
            **{f"facts.{name}": f"{FACT}{name}" for name in self.asked},
            **{f"first.{name}": f"{FIRST}{name}" for name in self.attributes},
            **members,
            "first.on": "on",
            "organisation_id": "organisation",
            "team_id": "team",
        }


def open_case(around: Around) -> SafeString:
    """That the citizen has an open case in the programme, and where."""
    return format_html(
        '{} <a href="{}">{}</a>',
        _("%(name)s already has an open case in this programme.") % {"name": around.known_name},
        around.open_case,
        _("See the case"),
    )


def parts_of(rules: Rules) -> list[str]:
    """The roles of the programme that people who work here can have, in its order."""
    known = rules.terms.roles
    named = (part.role for part in rules.programme.people)
    return list(dict.fromkeys(role for role in named if role in known and known[role].staff))
