"""The form that refers a citizen to a programme, made of what the programme says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste import words
from fodfaeste.accounts.queries import Choice, Colleague
from fodfaeste.cases.services import Member, NewCitizen, NewEvent, Referral
from fodfaeste.core.description import WayIn
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.web import names
from fodfaeste.web.attribute_fields import field_of, shown_value
from fodfaeste.web.case.event_form import Group, SentOnce
from fodfaeste.web.dates import language
from fodfaeste.web.fact_fields import FACT, fact_fields, facts_asked, facts_given
from fodfaeste.web.fields import DayField, DayInput

FIRST, PART = "a_", "p_"
CITIZEN = ("cpr", "name", "birth_date", "protected")


@dataclass(frozen=True, slots=True)
class Around:
    """Who refers, and the organisations, teams and people to choose among. ``known_name``: of
    the citizen with the number typed, if the user sees them already."""

    user_id: int
    organisation_id: int
    organisations: Sequence[Choice]
    teams: Sequence[Choice]
    colleagues: Sequence[Colleague]
    known_name: str = ""


def attributes_asked(rules: Rules, way: WayIn) -> dict[str, Attribute]:
    """What a referral this way asks of its first event: what the way in names, what must be
    there, and what only this programme has."""
    own = rules.programme.events.get(way.begins_with)
    named = {*way.where, *way.asks, *(own.attributes if own else ())}
    known = rules.terms.events[way.begins_with].attributes
    return {name: one for name, one in known.items() if one.required or name in named}


class ReferralForm(SentOnce):
    """Citizen, way in, form of the programme, facts, and who takes part; cleaned to a
    ``Referral``."""

    cpr = forms.CharField(
        label=_("CPR number"),
        required=False,
        help_text=_("Ten digits. Leave it empty if there is none."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    name = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
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
        self.rules, self.way, self.around = rules, way, around
        self.fields["name"].required = not around.known_name
        self.attributes = attributes_asked(rules, way)
        self.asked = facts_asked(rules)
        self.parts = parts_of(rules)
        self._add_first(today)
        self.fields.update(fact_fields(rules, self.asked))
        self._add_place()
        self._add_parts()

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
        organisations = [(each.id, each.name) for each in self.around.organisations]
        self.fields["organisation"] = forms.TypedChoiceField(
            label=_("Who runs it"), choices=organisations, coerce=int
        )
        self.initial["organisation"] = self.around.organisation_id
        teams = [(each.id, each.name) for each in self.around.teams]
        if teams:
            self.fields["team"] = forms.TypedChoiceField(
                label=_("Team"),
                choices=[("", _("No team")), *teams],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def _add_parts(self) -> None:
        """A list of colleagues for each role that the programme gives to people who work here;
        whoever refers is chosen where they have the role."""
        for role in self.parts:
            fitting = [each for each in self.around.colleagues if role in each.roles]
            self.fields[f"{PART}{role}"] = forms.TypedChoiceField(
                label=words.capitalised(names.of_role(self.rules, role)),
                choices=[("", _("Nobody yet")), *((each.user_id, each.name) for each in fitting)],
                coerce=int,
                empty_value=None,
                required=False,
            )
            if any(each.user_id == self.around.user_id for each in fitting):
                self.initial[f"{PART}{role}"] = self.around.user_id

    # --- as it is shown

    @property
    def number(self) -> Group:
        return self._group(["cpr"])

    @property
    def person(self) -> Group:
        return self._group(["name", "birth_date", "protected"])

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
    def place(self) -> Group:
        team = ["team"] if "team" in self.fields else []
        return self._group(["organisation", *team, *(f"{PART}{role}" for role in self.parts)])

    def _group(self, wanted: Iterable[str]) -> Group:
        return Group([self[name] for name in wanted])

    def forgive_silence(self) -> None:
        """Takes back what is wrong only because not everything has been said yet."""
        for name, faults in self.errors.as_data().items():
            if all(fault.code == "required" for fault in faults):
                del self.errors[name]

    # --- as it is understood

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
        given = {}
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


def parts_of(rules: Rules) -> list[str]:
    """The roles of the programme that people who work here can have, in its order."""
    known = rules.terms.roles
    named = (part.role for part in rules.programme.people)
    return list(dict.fromkeys(role for role in named if role in known and known[role].staff))
