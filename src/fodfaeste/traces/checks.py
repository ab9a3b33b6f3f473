"""What the checks of the logs have found, for the page that shows it."""

from dataclasses import dataclass
from datetime import datetime

from fodfaeste.cases.models import LogEntry
from fodfaeste.traces.models import Verification
from fodfaeste.traces.verifying import Finding

SMALL = 20_000
"""Lines of cases' logs that can be checked while somebody waits: a few seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A check. ``groups``: the digest in pieces that can be read aloud."""

    at: datetime
    by: str
    digest: str
    groups: tuple[str, ...]
    logs: int
    faults: int
    compared: bool
    findings: tuple[Finding, ...]


def newest() -> Checked | None:
    """The last check; None if there has been none."""
    kept = Verification.objects.select_related("by").first()
    if kept is None:
        return None
    return Checked(
        at=kept.at,
        by=kept.by.name if kept.by else "",
        digest=kept.digest,
        groups=tuple(kept.digest[i : i + 8] for i in range(0, len(kept.digest), 8)),
        logs=kept.logs,
        faults=kept.faults,
        compared=kept.compared,
        findings=tuple(Finding(*place) for place in kept.places),
    )


def is_small() -> bool:
    """Whether checking everything takes a moment only."""
    return LogEntry.unrestricted.order_by().values("pk")[: SMALL + 1].count() <= SMALL
