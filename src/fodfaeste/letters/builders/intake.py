"""The receipt of a referral, and the answer to it (JS-11, RA-05)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.accounts.wording import wording_of
from fodfaeste.cases import rows
from fodfaeste.cases.intake import Decision
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import EntryView, NotVisible
from fodfaeste.letters.builders.asked import Asked, Built
from fodfaeste.letters.builders.receivers import to_citizen, to_offices

REFERRAL = "referral_received"
STEPS = 3


def receipt(asked: Asked, of: str) -> Built:
    """That the referral of the line ``of`` has come. Raises ``NotVisible`` or ``Refused``."""
    entry = asked.entry(of)
    if entry.type != REFERRAL:
        raise NotVisible(asked.view.case_id)
    data = {
        **asked.every(),
        "citizen": asked.citizen,
        "received_on": entry.on.isoformat(),
        "referred_by": asked.view.referred_by or asked.view.organisation,
        "next_steps": list(_next_steps(asked)) or [_("We read the referral and write again.")],
    }
    to = [*to_offices(asked), to_citizen(asked)]
    return Built(kind="referral_receipt", data=data, receivers=to, seen_as=Kind.REGISTRATIONS)


def _next_steps(asked: Asked) -> Iterator[str]:
    """What is due first, with its day."""
    open_ = [one for one in asked.view.evaluation.requirements if one.state in ("pending", "open")]
    dated = sorted((one for one in open_ if one.due_on), key=lambda one: one.due_on or asked.today)
    for one in dated[:STEPS]:
        if one.due_on is not None:
            day = words.day_text(one.due_on, asked.language)
            said = {"what": one.rule.name[asked.language], "date": day}
            yield _("%(what)s, by %(date)s") % said


def decision(asked: Asked, of: str) -> Built:
    """That the citizen takes part, or does not, and why. Raises ``NotVisible`` or ``Refused``."""
    entry = asked.entry(of)
    accepted = accepts(asked, entry)
    if accepted is None:
        raise NotVisible(asked.view.case_id)
    data = {
        **asked.every(),
        "citizen": asked.citizen,
        "accepted": accepted,
        "decided_on": entry.on.isoformat(),
        "reasons": entry.note,
        "complaint": _complaint(asked),
    }
    to = [to_citizen(asked), *to_offices(asked)]
    return Built(
        kind="participation_decision",
        data=data,
        receivers=to,
        seen_as=Kind.REGISTRATIONS,
        written_from=entry.id,
    )


def accepts(asked: Asked, entry: EntryView) -> bool | None:
    """What a line decides on the referral; None for what decides nothing, or something else."""
    intake = asked.view.rules.programme.intake
    if entry.type == rows.INTAKE_DECIDED:
        said = entry.attributes.get("decision")
        return said == Decision.ACCEPTED if said in YES_OR_NO else None
    if intake is not None and entry.kind == "event" and entry.type == intake.decided_by:
        return bool(entry.attributes.get(intake.attribute or ""))
    return None


YES_OR_NO = (Decision.ACCEPTED, Decision.DECLINED)


def _complaint(asked: Asked) -> str:
    case = Case.unrestricted.select_related("organisation").get(pk=asked.view.case_id)
    return wording_of(case.organisation, "complaint", language=asked.language)
