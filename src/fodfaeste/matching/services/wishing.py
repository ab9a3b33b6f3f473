"""Writes down what work a citizen wishes. Each time is a version, and a line of the case's log."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.services.events import EARLIEST
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import lasting_sight
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.companies.models import ProductionUnit
from fodfaeste.core.faults import Fault, refuse_if_any, too_long
from fodfaeste.matching.models import WishVersion
from fodfaeste.matching.wishes import Needs, Wishes, opened_wishes, sealed_needs, sealed_wishes

LONGEST, MOST_LINES, LONGEST_LINE = 2000, 12, 100
WEEK, DAY_IN_MINUTES = Decimal(60), 24 * 60
TOLD = ("yes", "no", "")


def write_wishes(
    *,
    case_id: UUID,
    wishes: Wishes,
    needs: Needs | None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Writes down what is wished from now on. ``needs`` None: they stay as they are, which is all
    that one can say who does not read about health. What was said of minutes stays. Raises
    ``Refused`` at the field."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.MATCH, writer.today)
    reads = lasting_sight(user=by, case_id=case_id, on=writer.today).sees(Kind.HEALTH)
    refuse_if_any([*_wish_faults(wishes, writer.today), *_need_faults(needs, may_be_given=reads)])
    said = wishes
    if wishes.told and wishes.told_on is None:
        said = replace(wishes, told_on=writer.today)
    return _written(case, writer, said, needs)


def tell_minutes(
    *, case_id: UUID, unit_id: UUID, minutes: int | None, by: User, now: datetime, submission: UUID
) -> Registered:
    """How long the citizen travels to a unit, by somebody who knows; None: nobody knows after all.
    Raises ``Refused`` at ``minutes``, or where there is no such unit (``unknown_unit``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.MATCH, writer.today)
    known = ProductionUnit.objects.visible_to(by).filter(pk=unit_id)
    faults = [] if known.exists() else [Fault("unit", "unknown_workplace")]
    refuse_if_any([*faults, *_minutes_faults("minutes", minutes)])
    last = latest(case)
    before = opened_wishes(last.content) if last else Wishes()
    said = {**before.minutes, unit_id: minutes}
    kept = {unit: each for unit, each in said.items() if each is not None}
    return _written(case, writer, replace(before, minutes=kept), None, minutes_too=True)


def latest(case: Case) -> WishVersion | None:
    """What is wished now; None if nothing has been written."""
    return WishVersion.unrestricted.filter(case=case).order_by("-number").first()


def _written(
    case: Case, writer: Writer, wishes: Wishes, needs: Needs | None, *, minutes_too: bool = False
) -> Registered:
    made: list[WishVersion] = []

    def decide(_: Known) -> list[Line]:
        last = latest(case)
        kept = opened_wishes(last.content).minutes if last else {}
        said = wishes if minutes_too else replace(wishes, minutes=kept)
        version = WishVersion(
            case=case,
            number=last.number + 1 if last else 1,
            content=sealed_wishes(said),
            needs=last.needs if needs is None and last else sealed_needs(needs or Needs()),
            made_at=writer.now,
            made_by=writer.by,
        )
        made[:] = [version]
        attributes = {"number": version.number}
        return [Line(type=rows.WISHES_WRITTEN, on=writer.today, attributes=attributes)]

    def also(_: Sequence[LogEntry]) -> None:
        made[0].save(force_insert=True)

    return append(case, writer, decide, also=also)


def _wish_faults(wishes: Wishes, today: date) -> Iterator[Fault]:
    for name in ("tasks", "trades"):
        yield from _line_faults(name, getattr(wishes, name))
    yield from _hours_faults(wishes)
    if wishes.near and not re.fullmatch(r"[0-9]{4}", wishes.near):
        yield Fault("near", "bad_postcode")
    yield from too_long({"where": wishes.where}, LONGEST)
    yield from _minutes_faults("most_minutes", wishes.most_minutes)
    if wishes.told not in TOLD:
        yield Fault("told", "unknown_answer")
    if wishes.told_on is not None and wishes.told_on > today:
        yield Fault("told_on", "in_the_future", {"value": str(wishes.told_on)})
    elif wishes.told_on is not None and wishes.told_on < EARLIEST:
        yield Fault("told_on", "too_early", {"value": str(wishes.told_on)})


def _line_faults(name: str, lines: Sequence[str]) -> Iterator[Fault]:
    if len(lines) > MOST_LINES:
        yield Fault(name, "too_many_lines", {"value": str(MOST_LINES)})
    if any(len(line) > LONGEST_LINE for line in lines):
        yield Fault(name, "line_too_long", {"value": str(LONGEST_LINE)})


def _hours_faults(wishes: Wishes) -> Iterator[Fault]:
    least, most = wishes.hours_least, wishes.hours_most
    for name, hours in (("hours_least", least), ("hours_most", most)):
        if hours is not None and not 0 <= hours <= WEEK:
            yield Fault(name, "bad_hours", {"value": str(WEEK)})
    if least is not None and most is not None and least > most:
        yield Fault("hours_most", "most_below_least")


def _minutes_faults(name: str, minutes: int | None) -> Iterator[Fault]:
    if minutes is not None and not 0 < minutes < DAY_IN_MINUTES:
        yield Fault(name, "bad_travel")


def _need_faults(needs: Needs | None, *, may_be_given: bool) -> Iterator[Fault]:
    if needs is None:
        return
    if not may_be_given:
        yield Fault("codes", "needs_not_yours")
    if any(code not in CONSIDERATIONS for code in needs.codes):
        yield Fault("codes", "unknown_consideration")
    yield from too_long({"words": needs.words, "told_words": needs.told_words}, LONGEST)
