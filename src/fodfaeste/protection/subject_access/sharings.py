"""Consents, sharings, emergency accesses and holds of a case, as the citizen is given them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from fodfaeste.cases import crypto, statutes
from fodfaeste.cases.models import Case, Consent, EmergencyAccess, Receiver, Sharing
from fodfaeste.protection.models import LegalHold
from fodfaeste.protection.subject_access.naming import DETAILS, Namer, joined, kind_name
from fodfaeste.protection.subject_access.tree import Fact, Item, day_in_words, fact, known


def consents(case: Case, namer: Namer) -> Iterator[Item]:
    found = Consent.unrestricted.filter(case=case).select_related(
        "receiver_organisation", "receiver_user", "recorded_by", "withdrawn_by"
    )
    for one in found:
        yield Item(
            f"{day_in_words(one.given_on)}: {_receiver(one, namer)}",
            known(
                *_details(one.details),
                fact("kinds", _("Kinds of information"), one.kinds, _kinds(one.kinds)),
                fact("way", _("How it was given"), one.way, str(one.get_way_display())),
                fact("since", _("From"), one.since),
                fact("last_on", _("Until"), one.last_on),
                fact("recorded_at", _("Written down"), one.recorded_at),
                fact("recorded_by", _("Written by"), one.recorded_by.name),
                fact("withdrawn_at", _("Withdrawn"), one.withdrawn_at),
                fact("withdrawn_by", _("Withdrawn through"), _name(one.withdrawn_by)),
            ),
        )


def shared(case: Case, namer: Namer) -> Iterator[Item]:
    found = Sharing.unrestricted.filter(case=case).select_related(
        "receiver_organisation", "receiver_user", "opened_by", "consent"
    )
    for one in found.prefetch_related("kinds"):
        kinds = [each.kind for each in one.kinds.all()]
        yield Item(
            f"{day_in_words(one.opened_at.date())}: {_receiver(one, namer)}",
            known(
                *_details(one.details),
                fact("kinds", _("Kinds of information"), kinds, _kinds(kinds)),
                fact("way", _("How"), one.way, str(one.get_way_display())),
                fact("basis", _("Basis"), one.statute, _basis(one, namer.language)),
                fact("since", _("From"), one.since),
                fact("last_on", _("Until"), one.last_on),
                fact("opened_at", _("Shared"), one.opened_at),
                fact("opened_by", _("Shared by"), one.opened_by.name),
                fact("sent_at", _("Handed over"), one.sent_at),
                fact("ended_at", _("Ended"), one.ended_at),
                *_content(one.content),
            ),
        )


def emergencies(case: Case) -> Iterator[Item]:
    found = EmergencyAccess.unrestricted.filter(case=case).select_related("organisation", "user")
    for one in found:
        yield Item(
            day_in_words(one.on),
            known(
                fact("organisation", _("Organisation"), one.organisation.name),
                fact("reason", _("Reason"), crypto.decrypt(one.reason)),
                fact("opened_at", _("When"), one.opened_at),
                fact("seen_at", _("Seen by a leader"), one.seen_at),
            ),
        )


def holds(case: Case) -> Iterator[Item]:
    found = LegalHold.objects.filter(Q(case=case.pk) | Q(citizen=case.citizen_id))
    for one in found.select_related("placed_by", "lifted_by").order_by("placed_at"):
        lifted = crypto.decrypt(one.lifted_reason) if one.lifted_reason else None
        yield Item(
            day_in_words(one.placed_at.date()),
            known(
                fact("reason", _("Why"), crypto.decrypt(one.reason)),
                fact("placed_by", _("Placed by"), one.placed_by.name),
                fact("lifted_at", _("Lifted"), one.lifted_at),
                fact("lifted_by", _("Lifted by"), _name(one.lifted_by)),
                fact("lifted_reason", _("Why it was lifted"), lifted),
            ),
        )


def _receiver(row: Receiver, namer: Namer) -> str:
    """Whom it names: role, organisation, person."""
    organisation = row.receiver_organisation.name if row.receiver_organisation else ""
    return joined((namer.receiver(row.receiver_role), organisation, _name(row.receiver_user) or ""))


def _name(person: Any) -> str | None:
    return person.name if person is not None else None


def _details(token: str) -> Iterator[Fact]:
    for name, value in crypto.decrypt_map(token).items():
        yield fact(name, DETAILS.get(name, name), value)


def _kinds(kinds: list[str]) -> str:
    return joined(map(kind_name, kinds))


def _basis(one: Sharing, language: str) -> str:
    if one.statute is None:
        given = one.consent.given_on if one.consent else None
        return _("your consent of %(day)s") % {"day": day_in_words(given)} if given else ""
    known_ones = {statute.id: statute.paragraph[language] for statute in statutes.STATUTES}
    return known_ones.get(one.statute, one.statute)


def _content(token: str | None) -> Iterator[Fact]:
    """The extract as it was frozen, line by line."""
    if token:
        for number, (name, said) in enumerate(_lines(crypto.decrypt_map(token)), start=1):
            yield fact(f"content_{number}", name, said)


def _lines(given: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text within plain data, each with the names that lead to it."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            yield from _lines(value, joined((name, str(key))))
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _lines(value, name)
    elif given not in (None, ""):
        yield name, str(given)
