"""Placements and jobs, as the citizen is given them: every version of what was agreed, who signed,
and where else they are recorded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.placements import agreements, papers, wording
from fodfaeste.placements.models import AgreementVersion, Placement
from fodfaeste.protection.subject_access.naming import Namer
from fodfaeste.protection.subject_access.tree import Fact, Item, fact, known


def placements(case: Case, namer: Namer) -> Iterator[Item]:
    """Each placement or job, then its versions and what belongs to them."""
    found = Placement.unrestricted.filter(case=case).select_related("unit__company", "made_by")
    for one in found:
        yield _placement(one, namer)
        versions = one.versions.select_related("made_by").prefetch_related(
            "signatures__recorded_by"
        )
        yield from (_version(version) for version in versions)
        yield from _signatures(one)
        yield from _records(one)


def _placement(one: Placement, namer: Namer) -> Item:
    kind = papers.kind_said(one.kind, namer.rules, namer.language)
    return Item(
        f"{kind[:1].upper()}{kind[1:]}",
        known(
            fact("kind", _("Kind"), one.kind, kind),
            fact("company", _("Company"), one.unit.company.name),
            fact("unit", _("Workplace"), one.unit.name),
            fact("since", _("From"), one.since),
            fact("until", _("Until"), one.until),
            fact("ended_on", _("Ended"), one.ended_on),
            fact("employed_here", _("Employed at the company already"), one.employed_here),
            fact("group", _("Target group"), one.group),
            fact("made_at", _("Written down"), one.made_at),
            fact("made_by", _("Written by"), one.made_by.name),
        ),
    )


def _version(one: AgreementVersion) -> Item:
    terms = agreements.terms_of(one)
    hours = "; ".join(f"{row.get('a_week', '')} {row['kind']}" for row in wording.hours_said(terms))
    facts = known(
        fact("number", _("Version"), one.number),
        fact("since", _("It holds from"), one.since),
        fact("until", _("Until"), one.until),
        fact("hours", _("Hours a week"), one.hours or None, hours),
        fact("week", _("Days and times"), one.week or None, wording.times_said(terms)),
        *_written(terms.details),
        fact("made_at", _("Written down"), one.made_at),
        fact("made_by", _("Written by"), one.made_by.name),
    )
    return Item(_("Work agreement"), facts)


def _written(details: agreements.Details) -> Iterator[Fact]:
    """What is written in words."""
    said = {
        _("Purpose"): wording.purpose_said(details) if details.purpose else "",
        _("Tasks"): details.tasks,
        _("Considerations"): ", ".join(wording.considered(details)),
        _("Sub-goals"): "; ".join(goal.words for goal in details.sub_goals),
        _("Responsible at the company"): _both(details.contact, details.contact_reached),
        _("Mentor at the workplace"): _both(details.mentor, details.mentor_reached),
        _("Staff representative"): _both(details.representative, details.representative_reached),
        _("Aids"): details.aids,
        _("Personal assistance and other schemes"): details.assistance,
        _("Follow-up"): details.follow_up,
        _("Why it is granted"): details.reasons,
        _("Decided although the rules warned"): details.decided if details.despite else "",
    }
    names = ("purpose", "tasks", "considerations", "sub_goals", "contact", "mentor",
             "representative", "aids", "assistance", "follow_up", "reasons", "decided")  # fmt: skip
    for code, (name, text) in zip(names, said.items(), strict=True):
        if text:
            yield fact(code, name, text)


def _both(name: str, reached: str) -> str:
    return ", ".join(filter(None, (name, reached)))


def _signatures(placement: Placement) -> Iterator[Item]:
    for version in placement.versions.all():
        for one in version.signatures.select_related("recorded_by"):
            said = crypto.decrypt_map(one.details)
            yield Item(
                _("Signature"),
                known(
                    fact("version", _("Version"), version.number),
                    fact("party", _("Who signs"), one.party, str(one.get_party_display())),
                    fact("way", _("How"), one.way, str(one.get_way_display())),
                    fact("on", _("Date"), one.on),
                    fact("on_behalf", _("Somebody else on their behalf"), one.on_behalf),
                    fact("name", _("Name"), said.get("name")),
                    fact("reason", _("Why it is somebody else"), said.get("reason")),
                    fact("recorded_at", _("Written down"), one.recorded_at),
                    fact("recorded_by", _("Written by"), one.recorded_by.name),
                ),
            )


def _records(placement: Placement) -> Iterator[Item]:
    for one in placement.records.select_related("changed_by"):
        reference = crypto.decrypt(one.reference) if one.reference else None
        yield Item(
            str(one.get_system_display()),
            known(
                fact("state", _("How far it is"), one.state, str(one.get_state_display())),
                fact("reference", _("Its number there"), reference),
                fact("changed_at", _("Written down"), one.changed_at),
                fact("changed_by", _("Written by"), one.changed_by.name),
            ),
        )
