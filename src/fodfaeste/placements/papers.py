"""The letters that go out with a placement: what each is told, in the citizen's language (JS-16,
CT-09). How they look is the templates' affair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.law import for_kind
from fodfaeste.core.rules import Rules
from fodfaeste.letters.services import NewLetter
from fodfaeste.placements import kinds
from fodfaeste.placements.agreements import Details, Terms
from fodfaeste.placements.models import Placement, Signature
from fodfaeste.placements.new import (
    GRANT_LETTER,
    LETTERS,
    TIME_SHEETS,
    WORK_AGREEMENT,
    NewPlacement,
)
from fodfaeste.placements.purposes import PURPOSES
from fodfaeste.placements.wording import (
    Data,
    considered,
    full,
    hours_said,
    lines_of,
    purpose_said,
    week_said,
    weeks_of,
)
from fodfaeste.programmes.catalogue import version_of
from fodfaeste.programmes.placing import placement_rules

NEED_A_LAST_DAY = frozenset({GRANT_LETTER, TIME_SHEETS})
WHEN_SENT = {GRANT_LETTER: "grant_letter_sent", TIME_SHEETS: "timesheets_sent"}
"""The event of the vocabulary that is registered once a letter has been delivered."""
CITIZEN, EMPLOYER = "citizen", "employer"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """All that a letter may have to say."""

    placement: Placement
    terms: Terms
    rules: Rules
    by: User
    on: date
    language: str
    number: int = 1
    by_role: str | None = None
    signed: Sequence[Signature] = ()

    @property
    def case(self) -> Case:
        return self.placement.case


def of_start(
    placement: Placement, new: NewPlacement, *, by: User, submission: UUID
) -> list[NewLetter]:
    """The letters that somebody chose, as of a placement that was just registered."""
    about = about_of(placement, new.terms, by=by, language=new.language, by_role=new.by_role)
    return letters(about, new.letters, submission=submission)


def about_of(
    placement: Placement,
    terms: Terms,
    *,
    by: User,
    language: str,
    number: int = 1,
    by_role: str | None = None,
    on: date | None = None,
) -> About:
    """What letters about a version of a placement's agreement are told by."""
    return About(
        placement=placement,
        terms=terms,
        rules=version_of(placement.case.programme, placement.case.version),
        by=by,
        on=on or timezone.localdate(placement.made_at),
        language=language,
        number=number,
        by_role=by_role,
    )


def letters(about: About, wanted: Iterable[str], *, submission: UUID) -> list[NewLetter]:
    """A letter to the citizen of each kind, and the agreement to the company as well."""
    chosen = frozenset(wanted)
    with translation.override(about.language):
        made = [_to_citizen(kind, about, submission) for kind in LETTERS if kind in chosen]
        if WORK_AGREEMENT in chosen:
            made.append(_to_company(about, submission))
    return made


def _to_citizen(kind: str, about: About, submission: UUID) -> NewLetter:
    event = WHEN_SENT.get(kind)
    return NewLetter(
        id=uuid5(submission, kind),
        kind=kind,
        case_id=about.case.pk,
        to=CITIZEN,
        receiver={"name": about.case.citizen.name},
        data=TOLD[kind](about),
        language=about.language,
        when_sent=NewEvent(type=event, on=about.on, by_role=about.by_role) if event else None,
    )


def _to_company(about: About, submission: UUID) -> NewLetter:
    unit, company = about.placement.unit, about.placement.unit.company
    place = " ".join(filter(None, (unit.postcode, unit.town)))
    receiver = {
        "name": company.name,
        "address": "\n".join(filter(None, (unit.street, place))),
        "cvr": company.cvr,
    }
    return NewLetter(
        id=uuid5(submission, f"{WORK_AGREEMENT}:{EMPLOYER}"),
        kind=WORK_AGREEMENT,
        case_id=about.case.pk,
        to=EMPLOYER,
        receiver={name: said for name, said in receiver.items() if said},
        data=work_agreement(about),
        language=about.language,
        seen_as=Kind.REGISTRATIONS.value,
    )


# --- what they are told


def grant_letter(about: About) -> Data:
    """The award: purpose, period, place, hours, legal basis, reasons, how to complain (JS-16)."""
    details = about.terms.details
    return full(
        **_common(about),
        purpose=purpose_said(details),
        tasks=details.tasks,
        considerations=considered(details),
        follow_up=lines_of(details.follow_up),
        absence=_("Call the workplace the same morning, and %(who)s.") % {"who": about.by.name},
        legal_basis=legal_basis(about),
        reasons=details.reasons or usual_reasons(details),
        complaint=complaint(about),
    )


def time_sheets(about: About) -> Data:
    """The sheets to fill in, a week each (JS-16)."""
    common = _common(about)
    return full(
        **{name: said for name, said in common.items() if name != "hours"},
        weeks=[week_said(one, about.terms) for one in weeks_of(about.terms)],
        causes=[
            _("ill"), _("on holiday"), _("the workplace was closed"), _("absent without agreement"),
        ],
        return_to=_("%(who)s, %(where)s")
        % {"who": about.by.name, "where": about.by.organisation.name},
        return_by=_("on the Monday after"),
    )  # fmt: skip


def work_agreement(about: About) -> Data:
    """The agreement that the parties sign (CT-09)."""
    details = about.terms.details
    told = full(
        **_common(about),
        version=about.number,
        applies_from=about.terms.since.isoformat(),
        tasks=details.tasks,
        considerations=considered(details),
        sub_goals=[
            full(words=one.words, by=one.by.isoformat() if one.by else "")
            for one in details.sub_goals
        ],
        mentor=full(name=details.mentor, phone=details.mentor_reached) if details.mentor else {},
        aids="\n".join(filter(None, (details.aids, details.assistance))),
        follow_up=lines_of(details.follow_up),
        terms=_terms(about),
    )
    return {**told, "signatures": _signatures(about)}


TOLD = {GRANT_LETTER: grant_letter, TIME_SHEETS: time_sheets, WORK_AGREEMENT: work_agreement}


def _common(about: About) -> Data:
    return {
        "date": about.on.isoformat(),
        "programme": about.rules.programme.name[about.language],
        "contact": full(name=about.by.name, role=_role(about), email=about.by.email),
        "citizen": about.case.citizen.name,
        "measure": kind_said(about.placement.kind, about.rules, about.language),
        "period": full(
            first=about.placement.since.isoformat(),
            last=about.terms.until.isoformat() if about.terms.until else "",
        ),
        "place": place_of(about),
        "hours": hours_said(about.terms),
    }


def _role(about: About) -> str:
    role = about.rules.terms.roles.get(about.by_role or "")
    return role.name[about.language] if role else ""


def kind_said(kind: str, rules: Rules, language: str) -> str:
    """What a kind of placement or job is called."""
    known = kinds.every(rules).get(kind)
    return known[language] if known else kind


def place_of(about: About) -> Data:
    """The workplace, and whom to ask for there."""
    unit, company, details = about.placement.unit, about.placement.unit.company, about.terms.details
    town = " ".join(filter(None, (unit.postcode, unit.town)))
    return full(
        company=company.name,
        cvr=company.cvr,
        unit=unit.p_number or (unit.name if unit.name != company.name else ""),
        address="\n".join(filter(None, (unit.street, town))),
        contact=details.contact,
        phone=details.contact_reached,
    )


def usual_reasons(details: Details) -> str:
    """Why it is granted, where nobody has written it."""
    known = str(PURPOSES.get(details.purpose, ""))
    said = _("We judge that the placement is the way on for you")
    return f"{said}: {known}." if known else f"{said}."


def legal_basis(about: About) -> str:
    """The paragraph of the rule about how long it may be, which names the act."""
    day = about.placement.since.toordinal()
    found = for_kind(placement_rules().durations, about.placement.kind, day)
    group = about.placement.group
    fitting = [one for one in found if group is None or not one.groups or group in one.groups]
    known = [one.law.paragraph[about.language] for one in fitting]
    return known[0] if known else _("Act on active employment effort")


def complaint(about: About) -> str:
    """How to complain of the award."""
    where = about.case.referred_by or about.case.organisation
    return _(
        "You can complain to %(where)s within 4 weeks of receiving this letter. They look at the "
        "decision once more, and send the complaint on to the National Social Appeals Board "
        "(Ankestyrelsen) if they do not agree with you."
    ) % {"where": where.letter_name or where.name}


def _terms(about: About) -> list[str]:
    said = [
        _("Everybody at the workplace treats what they learn about the citizen in confidence."),
        _("The agreement is adjusted when the citizen is ready for more, or needs it otherwise."),
    ]
    if not kinds.is_job(about.placement.kind, about.rules):
        said.append(_("The citizen keeps their benefit and is insured as others at work."))
    return said


def _signatures(about: About) -> list[Data]:
    signed = {one.party: one for one in about.signed}
    return [
        _signature(party, label, signed.get(party), about)
        for party, label in Signature.Party.choices
    ]


def _signature(party: str, label: Any, signed: Signature | None, about: About) -> Data:
    names = {
        Signature.Party.CITIZEN: about.case.citizen.name,
        Signature.Party.EMPLOYER: about.terms.details.contact,
        Signature.Party.STAFF_REPRESENTATIVE: about.terms.details.representative,
    }
    said = full(role=str(label), name=names[Signature.Party(party)])
    return said if signed is None else {**said, **_how(signed)}


def _how(signed: Signature) -> Data:
    return {"signed_on": signed.on.isoformat(), "how": str(Signature.Way(signed.way).label)}
