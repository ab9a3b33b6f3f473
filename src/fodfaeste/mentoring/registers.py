"""What is done with the registers of partners and mentors: one function an act, each a line of the
organisation's log. Of people it says only which fields were changed: they can be erased, and a line
cannot."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import models
from django.utils.translation import override

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, difference
from fodfaeste.cases import crypto
from fodfaeste.cases.names import search_key, sort_key
from fodfaeste.companies import numbers
from fodfaeste.companies.services.writing import found, responsible_faults, write
from fodfaeste.companies.taking import one_line
from fodfaeste.core.faults import refuse_if_any
from fodfaeste.mentoring.checks import (
    agreement_faults,
    help_faults,
    mentor_faults,
    partner_faults,
)
from fodfaeste.mentoring.models import Mentor, Partner, PartnerAgreement, PartnerHelp
from fodfaeste.mentoring.told import (
    DETAILS,
    REACHED,
    AgreementTold,
    HelpTold,
    MentorTold,
    PartnerTold,
)

SAID_OF_PARTNER = ("name", "kind", "place", "cvr", "is_active")
SAID_OF_HELP = ("what", "for_whom", "track", "place", "is_active")
SAID_IN_LOG = {"kind": "partner_kind", "what": "help_what", "place": "help_place"}
"""What the organisation's log calls a field, where its own name is taken."""


def add_partner(*, told: PartnerTold, by: User, now: datetime, submission: UUID) -> UUID:
    """Puts a partner into the register. Raises ``Refused``."""
    pk = uuid5(submission, "partner")

    def act() -> Sequence[Change]:
        refuse_if_any(list(partner_faults(told)))
        row = Partner(pk=pk, organisation=by.organisation, added_at=now, added_by=by)
        _take_partner(row, told)
        row.save(force_insert=True)
        return [Change("partner_added", _about(row), {}, _said(row, SAID_OF_PARTNER))]

    write(by, now, submission, act)
    return pk


def change_partner(
    *, partner_id: UUID, told: PartnerTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew what a partner is and whom one turns to there. Raises ``Refused`` or
    ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        row = found(Partner.objects, by, partner_id)
        refuse_if_any(list(partner_faults(told)))
        before, reached = _said(row, SAID_OF_PARTNER), reached_of(row)
        _take_partner(row, told)
        row.save()
        changed = [name for name, value in reached_of(row).items() if reached[name] != value]
        return [
            difference("partner_changed", _about(row), before, _said(row, SAID_OF_PARTNER)),
            Change("partner_contact_changed", _about(row), {}, {"fields": changed})
            if changed
            else None,
        ]

    write(by, now, submission, act)


def erase_partner_contact(*, partner_id: UUID, by: User, now: datetime, submission: UUID) -> None:
    """Erases whom one turned to, and who signed; what was agreed stays. Raises
    ``NotInRegister``."""

    def act() -> Sequence[Change]:
        row = found(Partner.objects, by, partner_id)
        row.contact = None
        row.save(update_fields=["contact"])
        PartnerAgreement.unrestricted.filter(partner=row).update(signed=None)
        return [Change("partner_contact_erased", _about(row), {}, {})]

    write(by, now, submission, act)


def reached_of(row: Partner) -> Mapping[str, str]:
    """Whom one turns to; empty where it is not known."""
    known = crypto.decrypt_map(row.contact) if row.contact else {}
    return {name: str(known.get(name, "")) for name in REACHED}


def _take_partner(row: Partner, told: PartnerTold) -> None:
    row.name, row.kind, row.place = one_line(told.name), told.kind, one_line(told.place)
    row.cvr, row.is_active = numbers.cvr(told.cvr), told.is_active
    row.sort_key = sort_key(row.name)
    row.search_key = findable(row)
    reached = {name: one_line(getattr(told, name)) for name in REACHED}
    row.contact = crypto.encrypt_map(reached) if any(reached.values()) else None


def findable(row: Partner) -> str:
    """The key of a partner with what it can give."""
    said = [row.name, row.place, row.cvr, *_kind_in_both(row)]
    for help_ in PartnerHelp.unrestricted.filter(partner=row.pk, is_active=True):
        said += [help_.what, help_.for_whom, help_.place]
    return search_key(" ".join(filter(None, said)))


def _kind_in_both(row: Partner) -> Iterator[str]:
    """Whoever looks for it may read the page in either language."""
    for language in ("da", "en"):
        with override(language):
            yield str(row.get_kind_display())


# --- what they can give


def add_help(
    *, partner_id: UUID, told: HelpTold, by: User, now: datetime, submission: UUID
) -> UUID:
    """Says what support a partner can give. Raises ``Refused`` or ``NotInRegister``."""
    pk = uuid5(submission, "help")

    def act() -> Sequence[Change]:
        partner = found(Partner.objects, by, partner_id)
        refuse_if_any(list(help_faults(told)))
        row = PartnerHelp(pk=pk, partner=partner)
        _take_help(row, told)
        row.save(force_insert=True)
        _refresh(partner)
        return [Change("partner_help_added", _about(partner), {}, _said(row, SAID_OF_HELP))]

    write(by, now, submission, act)
    return pk


def change_help(
    *, help_id: UUID, told: HelpTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew what a partner can give, or that it does not any more. Raises ``Refused`` or
    ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        row = found(PartnerHelp.objects, by, help_id)
        refuse_if_any(list(help_faults(told)))
        before = _said(row, SAID_OF_HELP)
        _take_help(row, told)
        row.save()
        _refresh(row.partner)
        after = _said(row, SAID_OF_HELP)
        return [difference("partner_help_changed", _about(row.partner), before, after)]

    write(by, now, submission, act)


def _take_help(row: PartnerHelp, told: HelpTold) -> None:
    row.what, row.for_whom = told.what.strip(), told.for_whom.strip()
    row.track, row.place, row.is_active = told.track, one_line(told.place), told.is_active


def _refresh(partner: Partner) -> None:
    Partner.unrestricted.filter(pk=partner.pk).update(search_key=findable(partner))


# --- what is agreed with them


def agree(
    *, partner_id: UUID, told: AgreementTold, by: User, now: datetime, submission: UUID
) -> UUID:
    """Writes down what is agreed, as the next version. Raises ``Refused`` or ``NotInRegister``."""
    pk = uuid5(submission, "agreement")

    def act() -> Sequence[Change]:
        partner = found(Partner.objects, by, partner_id)
        refuse_if_any([*agreement_faults(told), *responsible_faults(told.responsible_id, by)])
        earlier = PartnerAgreement.unrestricted.filter(partner=partner).order_by("-number")
        last = earlier.values_list("number", flat=True).first() or 0
        signed = one_line(told.signed_by)
        row = PartnerAgreement.unrestricted.create(
            pk=pk,
            partner=partner,
            number=last + 1,
            about=told.about.strip(),
            since=told.since,
            until=told.until,
            signed_on=told.signed_on,
            signed=crypto.encrypt_map({"them": signed}) if signed else None,
            responsible_id=told.responsible_id,
            recorded_at=now,
            recorded_by=by,
        )
        return [Change("partner_agreement_made", _about(partner), {}, agreed(row))]

    write(by, now, submission, act)
    return pk


def agreed(row: PartnerAgreement) -> dict[str, object]:
    """What the log says of an agreement."""
    return {
        "agreement": row.about,
        "since": str(row.since),
        "until": str(row.until) if row.until else None,
        "members": [row.responsible_id],
    }


# --- mentors


def add_mentor(*, told: MentorTold, by: User, now: datetime, submission: UUID) -> UUID:
    """Puts a mentor into the register. Raises ``Refused``."""
    pk = uuid5(submission, "mentor")

    def act() -> Sequence[Change]:
        refuse_if_any(list(mentor_faults(told)))
        row = Mentor(pk=pk, organisation=by.organisation, added_at=now, added_by=by)
        _take_mentor(row, told)
        row.save(force_insert=True)
        return [Change("mentor_added", {"mentor": str(pk)}, {}, {})]

    write(by, now, submission, act)
    return pk


def change_mentor(
    *, mentor_id: UUID, told: MentorTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew who a mentor is and what they can, or that they have stopped. Raises ``Refused``
    or ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        row = found(Mentor.objects, by, mentor_id)
        refuse_if_any(list(mentor_faults(told)))
        before = told_of(row)
        _take_mentor(row, told)
        row.save()
        after = told_of(row)
        fields = [name for name, value in after.items() if before[name] != value]
        line = Change("mentor_changed", {"mentor": str(mentor_id)}, {}, {"fields": fields})
        return [line if fields else None]

    write(by, now, submission, act)


def erase_mentor(*, mentor_id: UUID, by: User, now: datetime, submission: UUID) -> None:
    """Erases who a mentor was; the hours that they gave stay. Raises ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        row = found(Mentor.objects, by, mentor_id)
        if row.erased_at is not None:
            return []
        row.details, row.erased_at = crypto.encrypt_map({}), now
        row.save(update_fields=["details", "erased_at"])
        return [Change("mentor_erased", {"mentor": str(mentor_id)}, {}, {})]

    write(by, now, submission, act)


def details_of(row: Mentor) -> Mapping[str, str]:
    """What is known of a mentor; all empty once they are erased."""
    known = crypto.decrypt_map(row.details)
    return {name: str(known.get(name, "")) for name in DETAILS}


def told_of(row: Mentor) -> Mapping[str, object]:
    own = ("is_volunteer", "confidential_on", "stopped_on")
    return {**details_of(row), **{name: getattr(row, name) for name in own}}


def _take_mentor(row: Mentor, told: MentorTold) -> None:
    row.is_volunteer = told.is_volunteer
    row.confidential_on, row.stopped_on = told.confidential_on, told.stopped_on
    row.details = crypto.encrypt_map({name: one_line(getattr(told, name)) for name in DETAILS})


# --- for the log


def _about(partner: Partner) -> dict[str, str]:
    return {"partner": str(partner.pk), "called": partner.name}


def _said(row: models.Model, names: Sequence[str]) -> dict[str, object]:
    return {SAID_IN_LOG.get(name, name): getattr(row, name) for name in names}
