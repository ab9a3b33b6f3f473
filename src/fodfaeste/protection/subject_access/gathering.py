"""Gathers all that is held of a citizen into one tree."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.cpr import written
from fodfaeste.cases.models import Case, CaseMember, Citizen, Companion, DutyRow, PhaseRow
from fodfaeste.cases.queries.traces import look_ups_of
from fodfaeste.programmes.catalogue import version_of, versions
from fodfaeste.protection.register import register
from fodfaeste.protection.subject_access import (
    appointments,
    courses,
    drafts,
    entries,
    files,
    letters,
    matching,
    mentoring,
    placements,
    planning,
    sharings,
)
from fodfaeste.protection.subject_access.naming import (
    COMPANION,
    COMPANIONS,
    CONTACT,
    DECISIONS,
    IDENTITY,
    PAGES,
    Namer,
    function_name,
    joined,
    kind_name,
    look_up_name,
)
from fodfaeste.protection.subject_access.tree import Fact, Held, Item, Part, fact, known

OF_CITIZENS = ("cases.", "letters.")
"""Rooms whose tables hold what is told of citizens."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which cases, in which language, when."""

    by: User
    cases: tuple[Case, ...]
    language: str
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def gathered(asked: Asked) -> Held:
    """Everything, in the language asked for."""
    with override(asked.language):
        citizens = list({case.citizen_id: case.citizen for case in asked.cases}.values())
        return Held(
            title=_("All that is held about you"),
            language=asked.language,
            organisation=asked.by.organisation.letter_name or asked.by.organisation.name,
            made_at=asked.now,
            lead=_(
                "This is what the organisation holds about you in Fodfæste: your cases, what was "
                "written in them, what was shared, and who has looked. What other organisations "
                "hold, they give you."
            ),
            parts=tuple(part for part in _parts(asked, citizens) if not part.is_empty),
        )


def _parts(asked: Asked, citizens: list[Citizen]) -> Iterator[Part]:
    yield Part("citizen", _("Who you are"), items=tuple(map(_citizen, citizens)))
    near = tuple(item for citizen in citizens for item in _companions(citizen))
    yield Part("companions", _("Who stands at your side"), items=near)
    for case in asked.cases:
        yield _case(case, asked)
    begun = (item for each in citizens for item in drafts.referrals(each, asked.by))
    yield Part("referrals", _("Referrals begun and not sent"), items=tuple(begun))
    yield _corrections(asked)
    yield Part(
        "look_ups",
        _("Who has looked"),
        _("Every time somebody was shown something about you, and why they could see it."),
        tuple(item for citizen in citizens for item in _look_ups(citizen, asked.language)),
        is_table=True,
    )
    yield Part("about", _("Why it is held, and your rights"), items=_about(asked))


def _corrections(asked: Asked) -> Part:
    items = [
        item
        for case in asked.cases
        for item in entries.corrections(case, namer_of(case, asked.language))
    ]
    about = _("As it was, as it is, by whom and why.")
    return Part("corrections", _("What was corrected"), about, tuple(items))


# --- the citizen


def _citizen(citizen: Citizen) -> Item:
    number = written(crypto.decrypt(citizen.cpr)) if citizen.cpr else None
    facts = known(
        fact("name", IDENTITY["name"], citizen.name),
        fact("cpr", IDENTITY["cpr"], number),
        fact("birth_date", IDENTITY["birth_date"], citizen.birth_date),
        fact("protected", IDENTITY["protected"], citizen.protected),
        *_contact(citizen),
        fact("home", _("Recorded by"), citizen.home.name),
        fact("id", _("Number in the system"), str(citizen.pk)),
    )
    return Item("", facts)


def _contact(citizen: Citizen) -> Iterator[Fact]:
    given: Mapping[str, Any] = crypto.decrypt_map(citizen.contact) if citizen.contact else {}
    for name, value in given.items():
        yield fact(name, CONTACT.get(name, name), value)


def _companions(citizen: Citizen) -> Iterator[Item]:
    found = Companion.unrestricted.filter(citizen=citizen).select_related("recorded_by")
    for row in found:
        details = crypto.decrypt_map(row.details)
        yield Item(
            str(COMPANIONS.get(row.kind, row.kind)),
            known(
                *(fact(name, COMPANION.get(name, name), said) for name, said in details.items()),
                fact("letters", _("Every letter goes to them too"), row.letters),
                fact("since", _("From"), row.since),
                fact("last_on", _("Until"), row.last_on),
                fact("recorded_by", _("Written by"), row.recorded_by.name),
                fact("recorded_at", _("Written down"), row.recorded_at),
            ),
        )


# --- a case


def _case(case: Case, asked: Asked) -> Part:
    namer = namer_of(case, asked.language)
    name = namer.rules.programme.name[asked.language]
    parts = (
        Part("people", _("Who takes part"), items=tuple(_people(case, namer))),
        Part("phases", _("Phases"), items=tuple(_phases(case, namer))),
        Part("duties", _("What is planned"), items=tuple(_duties(case, namer))),
        Part(
            "log",
            _("What happened, and what was written"),
            items=tuple(entries.log(case, namer)),
        ),
        Part(
            "placements",
            _("Placements and jobs"),
            items=tuple(placements.placements(case, namer)),
        ),
        Part("plan_now", _("The plan as it stands"), items=tuple(planning.draft(case, namer))),
        Part("plan_versions", _("Published plans"), items=tuple(planning.versions(case, namer))),
        Part("mentors", _("Mentors at your side"), items=tuple(mentoring.supports(case, namer))),
        Part("wishes", _("What work you wish"), items=tuple(matching.wishes(case, asked.language))),
        Part("workplaces", _("Workplaces thought of"), items=tuple(matching.steps(case))),
        Part(
            "appointments",
            _("Appointments"),
            items=tuple(appointments.appointments(case, namer)),
        ),
        Part("courses", _("Courses you take part in"), items=tuple(courses.courses(case, namer))),
        Part("consents", _("Consents"), items=tuple(sharings.consents(case, namer))),
        Part("sharings", _("What was shared"), items=tuple(sharings.shared(case, namer))),
        Part("files", _("Documents"), items=tuple(files.files(case))),
        Part("letters", _("Letters"), items=tuple(letters.letters(case, namer))),
        Part("drafts", _("Begun and not sent"), items=tuple(drafts.drafts(case, namer))),
        Part("emergencies", _("Emergency access"), items=tuple(sharings.emergencies(case))),
        Part("holds", _("Legal holds"), items=tuple(sharings.holds(case))),
    )
    full = tuple(part for part in parts if not part.is_empty)
    return Part("case", name, items=(_about_case(case, namer),), parts=full)


def namer_of(case: Case, language: str) -> Namer:
    parts = CaseMember.unrestricted.filter(case=case).values_list("user", "user__name")
    return Namer(version_of(case.programme, case.version), language, dict(parts))


def _about_case(case: Case, namer: Namer) -> Item:
    return Item(
        "",
        known(
            fact("organisation", _("Carried out by"), case.organisation.name),
            fact("referred_by", _("Referred by"), case.referred_by and case.referred_by.name),
            fact("team", _("Team"), case.team and case.team.name),
            fact("opened_at", _("Opened"), case.opened_at),
            fact("opened_by", _("Opened by"), case.opened_by.name),
            fact("variant", _("Form of the programme"), case.variant, namer.variant(case.variant)),
            fact("version", _("Version of the programme"), case.version),
            fact("primary", _("Primary worker"), case.primary and case.primary.name),
            fact("intake", _("Referral"), _decided(case)),
            fact("taken_over_at", _("Taken over by another organisation"), case.taken_over_at),
            fact("closed_on", _("Closed"), case.closed_on),
            fact("id", _("Number in the system"), str(case.pk)),
        ),
    )


def _decided(case: Case) -> str:
    """What was decided on the referral; empty where nothing was."""
    return str(DECISIONS.get(case.intake, ""))


def _people(case: Case, namer: Namer) -> Iterator[Item]:
    found = CaseMember.unrestricted.filter(case=case).select_related("user__organisation")
    for part in found:
        yield Item(
            part.user.name,
            known(
                fact("role", _("Role"), part.role, namer.role(part.role)),
                fact("organisation", _("Organisation"), part.user.organisation.name),
                fact("since", _("Since"), part.since),
                fact("until", _("Until"), part.until),
                fact("sees_health", _("Sees health notes"), part.sees_health),
                fact("sees_social", _("Sees social notes"), part.sees_social),
            ),
        )


def _phases(case: Case, namer: Namer) -> Iterator[Item]:
    for row in PhaseRow.unrestricted.filter(case=case).order_by("first_on", "pk"):
        yield Item(
            namer.phase(row.phase),
            known(
                fact("first_on", _("From"), row.first_on),
                fact("last_on", _("Until"), row.last_on),
            ),
        )


def _duties(case: Case, namer: Namer) -> Iterator[Item]:
    found = DutyRow.unrestricted.filter(case=case).select_related("responsible")
    for row in found.order_by("due_on", "pk"):
        yield Item(
            namer.requirement(row.requirement),
            known(
                fact("due_on", _("At the latest"), row.due_on),
                fact("owner_role", _("Whose task"), row.owner_role, namer.role(row.owner_role)),
                fact("responsible", _("Who"), row.responsible and row.responsible.name),
            ),
        )


# --- who has looked


def _look_ups(citizen: Citizen, language: str) -> Iterator[Item]:
    """Without the names of those who looked: see ``look_ups_of``."""
    for one in look_ups_of(citizen_id=citizen.pk):
        page = str(PAGES.get(one.page, one.page))
        kinds = joined(map(kind_name, one.kinds))
        yield Item(
            "",
            (
                fact("at", _("When"), one.at),
                fact("act", _("What was done"), one.act, look_up_name(one.act)),
                fact("who", _("Who"), one.function, _who(one.function, one.organisation)),
                fact("page", _("Where"), one.page, page or _programme(one.programme, language)),
                fact("kinds", _("What was seen"), list(one.kinds), kinds),
                fact("relations", _("Why"), list(one.relations), _why(one.relations)),
            ),
        )


def _programme(programme: str | None, language: str) -> str:
    return versions(programme)[-1].programme.short_name[language] if programme else ""


def _who(function: str, organisation: str) -> str:
    return joined((function_name(function), organisation))


def _why(relations: Iterable[str]) -> str:
    said = {
        "member": _("takes part in the case"),
        "cover": _("covers for somebody who takes part"),
        "team": _("is in the team of the case"),
        "leader": _("leads the organisation"),
        "secretary": _("does the secretary’s work"),
        "opener": _("opened the case"),
        "emergency": _("emergency access"),
        "receiver": _("it was shared with them"),
        "guard": _("watches over data protection"),
    }
    return joined(said.get(relation, relation) for relation in relations)


# --- about the processing (article 15(1)(a) to (h))


def _about(asked: Asked) -> tuple[Item, ...]:
    words = register().words
    tables = [table for table in register().tables if table.name.startswith(OF_CITIZENS)]
    rows = [row for table in tables for row in table.rows if row.is_personal]

    def listed(group: str, codes: Iterable[str]) -> str:
        return "\n".join(words[group][code][asked.language] for code in dict.fromkeys(codes))

    classes = [code for row in rows for code in row.classes]
    return (
        Item(
            "",
            (
                _told("purposes", _("Why"), listed("purposes", (row.purpose for row in rows))),
                _told("classes", _("Kinds of data"), listed("classes", classes)),
                _told("bases", _("Legal basis"), listed("bases", (row.basis for row in rows))),
                _told(
                    "retentions",
                    _("How long"),
                    listed("retentions", (row.retention for row in rows)),
                ),
                _told("receivers", _("Who receives it"), _receivers()),
                _told("sources", _("Where it comes from"), _sources()),
                _told("rights", _("Your rights"), _rights()),
            ),
        ),
    )


def _told(code: str, label: str, said: str) -> Fact:
    return Fact(code, label, said, said)


def _receivers() -> str:
    return _("Those with whom it was shared are listed with each case. Nobody else receives it.")


def _sources() -> str:
    return _(
        "From you, from those who referred you, and from those who take part in your case. Each "
        "entry says who wrote it."
    )


def _rights() -> str:
    return _(
        "You can ask to have what is wrong corrected, to have something erased or its use limited, "
        "and you can object. You can withdraw a consent at any time. Nothing is decided about you "
        "by a machine alone. You can complain to the Danish Data Protection Agency (Datatilsynet), "
        "datatilsynet.dk."
    )
