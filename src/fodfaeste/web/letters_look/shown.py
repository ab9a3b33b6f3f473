"""What only pages can say of a letter: the drawing of a plan, what a consent covers."""

from datetime import date
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries
from fodfaeste.cases.queries import CaseView
from fodfaeste.web.attribute_fields import capital
from fodfaeste.web.plan.terms import sayer
from fodfaeste.web.plan.timeline import PlanDrawing, plan_for_paper
from fodfaeste.web.sharing import terms


def shown_of(what: str, of: str, view: CaseView, user: User, today: date) -> dict[str, Any]:
    """For the letter ``what`` of ``of``, in the language that is set."""
    if what == "planen":
        return {"timeline": timeline(of, view, user, today)}
    return consent_words(of, view, user, today) if what == "samtykke" else {}


def timeline(of: str, view: CaseView, user: User, today: date) -> dict[str, Any] | None:
    """A published version drawn; None where there is none."""
    if of not in {str(one.number) for one in view.plan.versions}:
        return None
    _version, items = queries.plan_version(
        user=user, case_id=view.case_id, number=int(of), today=today
    )
    drawing = plan_for_paper(view, items, sayer(view, items, today))
    return as_data(drawing) if drawing else None


def as_data(drawing: PlanDrawing) -> dict[str, Any]:
    """As ``letters/kinds.yaml`` has it."""
    return {
        "width": drawing.width,
        "height": drawing.height,
        "today": drawing.today,
        "ticks": [{"x": one.x, "label": f"{one.label} {one.year}"} for one in drawing.ticks],
        "headings": [{"x": one.x, "y": one.y, "text": one.text} for one in drawing.headings],
        "labels": [
            {"x": one.x, "y": one.y, "text": one.text, "at_right": one.at_right}
            for one in drawing.labels
        ],
        "bars": [
            {"x": one.x, "y": one.y, "width": one.width, "height": one.height, "tone": one.tone,
             "text": one.label}
            for one in drawing.bars
        ],
        "arrows": [
            {"x": one.ends[0][0], "y": one.ends[0][1], "to_x": one.ends[1][0],
             "to_y": one.ends[1][1], "late": one.late}
            for one in drawing.arrows
        ],
    }  # fmt: skip


def consent_words(of: str, view: CaseView, user: User, today: date) -> dict[str, Any]:
    """Whom a consent is given to, what it covers, and how it was given."""
    try:
        consent_id = UUID(of)
    except ValueError:
        return {}
    found = queries.consent(user=user, case_id=view.case_id, consent_id=consent_id, today=today)
    covered = (capital(str(terms.TOLD[kind])) for kind in found.kinds if kind in terms.TOLD)
    return {
        "to": terms.of_receiver(found.receiver),
        "scope": list(covered),
        "how": str(terms.WAYS.get(found.way, "")),
    }
