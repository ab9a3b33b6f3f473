"""What a case's page says of its referral: what was decided, by whom, why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fodfaeste.cases.intake import BEGUN, ENDS, UNDECIDED, Decision
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.cases.rows import INTAKE_DECIDED
from fodfaeste.web import dates
from fodfaeste.web.intake.words import decision


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision in words, with its line in the log."""

    says: str
    reason: str
    who: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeShown:
    """``decisions``: the latest first. ``waits``: nothing is decided yet. ``close_url``: where the
    case is closed, if that is what follows; ``share_url``: where the next place is let in."""

    decisions: Sequence[DecisionShown]
    waits: bool
    is_listed: bool
    ends: bool
    decide_url: str
    close_url: str
    share_url: str

    @property
    def is_to_be_told(self) -> bool:
        """Whether it stands at the top of the case; an acceptance is told among its facts."""
        return self.waits or self.is_listed or self.ends


def decided(view: CaseView) -> list[EntryView]:
    """The lines by which something was decided, the latest first."""
    return [entry for entry in view.entries if entry.type == INTAKE_DECIDED]


def closing_reason(view: CaseView) -> str:
    """With what words a case is closed that was not accepted: those of the decision."""
    found = decided(view)
    if not found or found[0].attributes.get("decision") not in ENDS:
        return ""
    said = says_of(str(found[0].attributes["decision"]))
    return f"{said}: {found[0].note}" if found[0].note else said


def shown(view: CaseView, *, today: date) -> IntakeShown:
    """The referral of a case as it stands."""
    latest, may = view.intake, view.sight.may
    is_open = view.evaluation.log.closed_on is None
    ends = latest in ENDS and is_open
    closing = reverse("close", args=[view.case_id])
    return IntakeShown(
        decisions=[one(entry, today=today) for entry in decided(view)],
        waits=latest == UNDECIDED and is_open and view.rules.programme.intake is not None,
        is_listed=latest == Decision.WAITING_LIST and is_open,
        ends=ends,
        decide_url=_decide_url(view, is_open=is_open),
        close_url=closing if ends and may(Act.REGISTER) else "",
        share_url=_share_url(view) if ends else "",
    )


def _decide_url(view: CaseView, *, is_open: bool) -> str:
    if view.intake == BEGUN or not is_open or not view.may_decide:
        return ""
    return reverse("decide", args=[view.case_id])


def _share_url(view: CaseView) -> str:
    """Nothing is opened by sending a citizen on: that needs a consent, or a statute."""
    found = decided(view)
    is_known = bool(found) and found[0].attributes.get("organisation") is not None
    if view.intake != Decision.SENT_ON or not is_known or not view.sight.may(Act.SHARE):
        return ""
    return reverse("sharing", args=[view.case_id])


def one(entry: EntryView, *, today: date) -> DecisionShown:
    day = dates.medium(entry.on, today=today)
    who = _("%(who)s, %(date)s") % {"who": entry.author, "date": day} if entry.author else day
    said, to = says_of(str(entry.attributes["decision"])), entry.attributes.get("to", "")
    return DecisionShown(f"{said}: {to}" if to else said, entry.note, who, entry.id)


def says_of(code: str) -> str:
    return decision(code)
