"""Whether a programme that has the right form also makes sense: every mistake, with its place.

Every part of the programme is visited; the checks for its kind are in ``_CHECKS``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from fodfaeste.core import description as d
from fodfaeste.core import indicators, phased_support
from fodfaeste.core import programme as p
from fodfaeste.core import vocabulary as v
from fodfaeste.core.checker import Checker
from fodfaeste.core.circles import check_circles
from fodfaeste.core.faults import FAULTY, Faults, below, shown
from fodfaeste.core.shapes import key_of


def check(programme: p.Programme, vocabulary: v.Vocabulary, faults: Faults) -> None:
    """Adds to ``faults`` every id that is not known, every circle, every contradiction."""
    checker = Checker(programme, vocabulary, faults)
    for place, part in walk(programme, ""):
        if part is FAULTY:
            checker.citations_known = False
        for kind, check_part in _CHECKS:
            if isinstance(part, kind):
                check_part(checker, part, place)
    checker.check_ids()
    checker.check_own_words()
    checker.check_clauses_carried()
    check_circles(programme, faults)


def walk(part: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every record in ``part``, itself included, with its place, and what stands for one that
    could not be read."""
    if is_dataclass(part):
        yield place, part
        for field in fields(part):
            yield from walk(getattr(part, field.name), below(place, key_of(field)))
    elif isinstance(part, Mapping | tuple):
        for key, inner in part.items() if isinstance(part, Mapping) else enumerate(part):
            if inner is FAULTY:
                yield below(place, key), inner
            yield from walk(inner, below(place, key))


# --- checks of one part


def _clauses(checker: Checker, part: Any, place: str) -> None:
    cited = [(below(place, "clause"), getattr(part, "clause", None))]
    cited += [(below(place, "also"), name) for name in getattr(part, "also", ())]
    for inside, name in cited:
        if name is FAULTY:
            checker.citations_known = False
        elif checker.known(name, checker.programme.clauses, inside, "unknown_clause"):
            checker.cited.add(str(name))


def _match(checker: Checker, part: p.Match, place: str) -> None:
    types = checker.event(part.event, below(place, "event"))
    checker.where(types, part.where, below(place, "where"))
    for name in part.present:
        checker.role(name, below(place, "present"), group=True)


ANCHOR_BASES = ("event", "anchor", "last_day_of", "part_of", "requirement")


def _anchor(checker: Checker, part: p.Anchor, place: str) -> None:
    programme = checker.programme
    checker.exactly_one(part, ANCHOR_BASES, place)
    types = checker.event(part.event, below(place, "event"))
    checker.where(types, part.where, below(place, "where"))
    for name in part.present:
        checker.role(name, below(place, "present"), group=True)
    for kind in types:
        _date_attribute(checker, kind, part.attribute, below(place, "attribute"))
    checker.known(part.anchor, programme.anchors, below(place, "anchor"), "unknown_anchor")
    checker.meetable(part.requirement, below(place, "requirement"))
    for key in ("last_day_of", "part_of"):
        name = getattr(part, key)
        checker.known(name, programme.stretches, below(place, key), "unknown_stretch")
    for key in ("where", "present", "attribute"):
        if getattr(part, key) and not part.event:
            checker.faults.add(place, "go_together", one=key, other="event")
    _part_number(checker, part, place)


def _part_number(checker: Checker, part: p.Anchor, place: str) -> None:
    stretch = checker.programme.stretches.get(part.part_of or "")
    if (part.part is None) != (part.part_of is None):
        checker.faults.add(place, "go_together", one="part", other="part_of")
    elif stretch and part.part and part.part > stretch.parts:
        known = f"1–{stretch.parts}"
        checker.faults.add(below(place, "part"), "not_one_of", value=part.part, known=known)


def _date_attribute(checker: Checker, kind: v.EventType, name: str | None, place: str) -> None:
    known = checker.known(name, kind.attributes, place, "unknown_attribute_here")
    if known and kind.attributes[name or ""].type != "date":
        checker.faults.add(place, "not_a_date_attribute", value=shown(name))


def _stretch(checker: Checker, part: p.Stretch, place: str) -> None:
    checker.known(part.begins, checker.programme.anchors, below(place, "begins"), "unknown_anchor")
    checker.length(part.lasts, below(place, "lasts"))
    periods = [part.lasts.always, *part.lasts.by_variant.values()]
    for period in periods:
        if FAULTY in (period, part.parts) or period is None:
            continue
        if period.part(part.parts) is None:
            inside = below(place, "parts")
            checker.faults.add(inside, "not_equal_parts", period=period.text, parts=part.parts)


def _moved(checker: Checker, part: p.Anchor | p.Point, place: str) -> None:
    checker.length(part.plus, below(place, "plus"))
    checker.length(part.minus, below(place, "minus"))


def _point(checker: Checker, part: p.Point, place: str) -> None:
    checker.exactly_one(part, ("anchor", "placement"), place)
    checker.known(part.anchor, checker.programme.anchors, below(place, "anchor"), "unknown_anchor")


def _window(checker: Checker, part: p.Window, place: str) -> None:
    for key, point in (("from", part.first), ("to", part.last)):
        if point is not None and point.placement == "first_day":
            checker.faults.add(below(place, key), "window_needs_anchor")


def _condition(checker: Checker, part: p.Condition, place: str) -> None:
    checker.exactly_one(part, ("event", "latest", "variant", "closed"), place)
    types = checker.event(part.event, below(place, "event"))
    types += checker.event([part.latest] if part.latest else [], below(place, "latest"))
    checker.where(types, part.where, below(place, "where"))
    if part.where and not (part.event or part.latest):
        checker.faults.add(place, "go_together", one="where", other="event")
    variants = [variant.id for variant in checker.programme.variants]
    for name in part.variant:
        checker.known(name, variants, below(place, "variant"), "unknown_variant")


def _phase(checker: Checker, part: p.Phase, place: str) -> None:
    checker.known(part.begins, checker.programme.anchors, below(place, "begins"), "unknown_anchor")


_ASKED: Mapping[str, tuple[set[str], set[str]]] = {
    "once": (set(), {"for_each", "due"}),
    "at_least": ({"window"}, {"count"}),
    "at_most": ({"window"}, {"count"}),
    "every": ({"window", "period"}, set()),
    "per_period": ({"window", "period"}, {"count"}),
}

_ASKED_OF_ANY = {"for_each", "due", "window", "period", "count"}


def _requirement(checker: Checker, part: p.Requirement, place: str) -> None:
    checker.role(part.owner, below(place, "owner"))
    for name in part.invites:
        checker.role(name, below(place, "invites"), group=True)
    needed, allowed = _ASKED.get(part.kind, (set(), _ASKED_OF_ANY))
    for key in sorted(_ASKED_OF_ANY):
        given = part.count != 1 if key == "count" else getattr(part, key) is not None
        if key in needed and not given:
            checker.faults.add(place, "kind_needs", kind=part.kind, key=key)
        if given and key not in needed | allowed:
            checker.faults.add(below(place, key), "kind_has_no", kind=part.kind, key=key)
    if part.due and part.due.placement == "first_day" and part.for_each != "placement":
        checker.faults.add(below(place, "due"), "needs_each_placement")
    if part.window and part.window.of == "case" and part.kind in ("every", "per_period"):
        checker.faults.add(below(place, "window"), "window_needs_start", kind=part.kind)
    _upper_limit(checker, part, place)


def _upper_limit(checker: Checker, part: p.Requirement, place: str) -> None:
    """An upper limit may not lie below a lower one for the same things in the same window."""
    for other in checker.programme.requirements:
        if (
            (part.kind, other.kind) == ("at_most", "at_least")
            and (part.match, part.window) == (other.match, other.window)
            and part.count < other.count
        ):
            inside = below(place, "count")
            checker.faults.add(inside, "below_lower_limit", count=part.count, other=other.count)


def _breach(checker: Checker, part: p.Breach, place: str) -> None:
    checker.exactly_one(part, ("on_each", "on_first"), place)
    if part.unless_by_that_day and part.unless_latest_before:
        checker.faults.add(place, "at_most_one", known="unless_by_that_day, unless_latest_before")
    latest = part.unless_latest_before
    if latest:
        names = {name for match in latest.of for name in match.event}
        inside = below(below(place, "unless_latest_before"), "is_a")
        checker.known(latest.is_a, names, inside, "unknown_event")


def _outcome(checker: Checker, part: p.Outcome, place: str) -> None:
    checker.exactly_one(part, ("first", "unbroken"), place)


def _criterion(checker: Checker, part: p.Criterion, place: str) -> None:
    facts = checker.terms.facts
    checker.exactly_one(part, ("one_of", "has_come", "not_passed"), place)
    if checker.known(part.fact, facts, below(place, "fact"), "unknown_fact"):
        fact = facts[part.fact]
        if part.one_of:
            checker.values(fact, v.Wanted(part.one_of), below(place, "one_of"))
        if (part.has_come or part.not_passed) and fact.type != "date":
            checker.faults.add(below(place, "fact"), "not_a_date_attribute", value=shown(part.fact))
    for name, wanted in part.only_when.items():
        inside = below(below(place, "only_when"), name)
        if checker.known(name, facts, inside, "unknown_fact"):
            checker.values(facts[name], wanted, inside)


def _settlement(checker: Checker, part: p.Settlement, place: str) -> None:
    for n, one in enumerate(part.entitlements):
        inside = below(below(below(place, "entitlements"), n), "requirement")
        checker.meetable(one.requirement, inside)
    shares = [part.project_start, *(one.share for one in part.entitlements)]
    total = sum(Decimal(share) for share in shares if share is not FAULTY)
    if total > 1:
        checker.faults.add(place, "shares_above_one", total=total)


def _variant_source(checker: Checker, part: d.VariantSource, place: str) -> None:
    variants = [variant.id for variant in checker.programme.variants]
    for kind in checker.event([part.event], below(place, "event")):
        inside = below(place, "attribute")
        if checker.known(part.attribute, kind.attributes, inside, "unknown_attribute_here"):
            for value in kind.attributes[part.attribute].values:
                checker.known(value, variants, inside, "unknown_variant")


def _placement(checker: Checker, part: d.Placement, place: str) -> None:
    for key in ("agreed", "ended"):
        checker.event([getattr(part, key)], below(place, key))
    for kind in checker.event([part.started], below(place, "started")):
        _date_attribute(checker, kind, part.until, below(place, "until"))
    if (part.or_shorter is None) != (part.attribute is None):
        checker.faults.add(place, "go_together", one="or_shorter", other="attribute")
    for kind in checker.event(
        [part.or_shorter] if part.or_shorter else [], below(place, "or_shorter")
    ):
        inside = below(place, "attribute")
        known = checker.known(part.attribute, kind.attributes, inside, "unknown_attribute_here")
        if known and kind.attributes[part.attribute or ""].type != "period":
            checker.faults.add(inside, "not_a_period_attribute", value=shown(part.attribute))


def _way_in(checker: Checker, part: d.WayIn, place: str) -> None:
    types = checker.event([part.begins_with], below(place, "begins_with"))
    checker.where(types, part.where, below(place, "where"))
    for kind in types:
        for name in part.asks:
            checker.known(name, kind.attributes, below(place, "asks"), "unknown_attribute_here")
    checker.event(part.then, below(place, "then"))


def _intake(checker: Checker, part: d.Intake, place: str) -> None:
    checker.event(part.begun_by, below(place, "begun_by"))
    decided = [part.decided_by] if part.decided_by else []
    for kind in checker.event(decided, below(place, "decided_by")):
        inside = below(place, "attribute")
        checker.known(part.attribute, kind.attributes, inside, "unknown_attribute_here")


def _booking(checker: Checker, part: d.Booking, place: str) -> None:
    for name in (part.by, *part.together):
        checker.role(name, place)


def _form(checker: Checker, part: d.QuestionList, place: str) -> None:
    types = checker.event(part.event, below(place, "event"))
    checker.where(types, part.where, below(place, "where"))
    if part.where and not part.event:
        checker.faults.add(place, "go_together", one="where", other="event")


_OF_TYPES: Mapping[str, tuple[str, ...]] = {
    "values": ("choice",),
    "scale": ("scale",),
    "unit": ("number", "hours"),
    "for_each": ("choice",),
    "books": ("date",),
}
"""Keys of a question, and the types of answer with which they mean something."""


def _question(checker: Checker, part: d.Question, place: str) -> None:
    if part.type is FAULTY:
        return
    for key, types in _OF_TYPES.items():
        if getattr(part, key) and part.type not in types:
            checker.faults.add(below(place, key), "kind_has_no", kind=part.type, key=key)
    if part.type == "choice" and not part.values:
        checker.faults.add(place, "choice_needs_values")
    if part.type == "scale" and part.scale is None:
        checker.faults.add(place, "kind_needs", kind=part.type, key="scale")
    checker.event([part.books] if part.books else [], below(place, "books"))


def _scale(checker: Checker, part: d.Scale, place: str) -> None:
    if part.last <= part.first:
        checker.faults.add(below(place, "to"), "scale_turned", first=part.first, last=part.last)


def _course(checker: Checker, part: d.Course, place: str) -> None:
    types = checker.event(_named(part.session_event), below(place, "session_event"))
    checker.where(types, part.session_where, below(place, "session_where"))
    if part.session_where and not part.session_event:
        checker.faults.add(place, "go_together", one="session_where", other="session_event")
    checker.event(_named(part.begins_with), below(place, "begins_with"))
    checker.event(_named(part.ends_with), below(place, "ends_with"))
    if part.begins_at and part.ends_at and part.ends_at <= part.begins_at:
        checker.faults.add(below(place, "ends_at"), "ends_before", value=part.ends_at)


def _named(name: str | None) -> list[str]:
    return [name] if name else []


def _interviews(checker: Checker, part: d.Interviews, place: str) -> None:
    checker.event([part.event], below(place, "event"))


def _offer(checker: Checker, part: d.Offer, place: str) -> None:
    checker.event(part.event, below(place, "event"))


def _named_role(
    checker: Checker, part: d.PartRole | d.Staffing | d.CaseloadNorm, place: str
) -> None:
    checker.role(part.role, below(place, "role"))


def _caseload(checker: Checker, part: d.CaseloadNorm, place: str) -> None:
    variants = [variant.id for variant in checker.programme.variants]
    for name in part.variant:
        checker.known(name, variants, below(place, "variant"), "unknown_variant")


def _own_role(checker: Checker, part: v.Role, place: str) -> None:
    for name in part.counts_as:
        checker.role(name, below(place, "counts_as"))


def _own_attribute(checker: Checker, part: v.Attribute, place: str) -> None:
    if part.type == "choice" and not part.values:
        checker.faults.add(place, "choice_needs_values")
    if part.not_before_on and part.type != "date":
        checker.faults.add(below(place, "type"), "not_a_date_attribute", value=shown(part.type))


def _versions(checker: Checker, part: p.Programme, place: str) -> None:
    if part.until is not None and part.until < part.version:
        checker.faults.add(below(place, "until"), "ends_before", value=part.until)


_CHECKS: Sequence[tuple[Any, Callable[[Checker, Any, str], None]]] = (
    (object, _clauses),
    (p.Match, _match),
    (p.Anchor, _anchor),
    ((p.Anchor, p.Point), _moved),
    (p.Stretch, _stretch),
    (p.Point, _point),
    (p.Window, _window),
    (p.Condition, _condition),
    (p.Phase, _phase),
    (p.Requirement, _requirement),
    (p.Breach, _breach),
    (p.Outcome, _outcome),
    (p.Criterion, _criterion),
    (p.Settlement, _settlement),
    (d.VariantSource, _variant_source),
    (d.Placement, _placement),
    (d.WayIn, _way_in),
    (d.Intake, _intake),
    (d.Booking, _booking),
    (d.QuestionList, _form),
    (d.Question, _question),
    (d.Scale, _scale),
    (d.Course, _course),
    (d.Interviews, _interviews),
    (d.Offer, _offer),
    ((d.PartRole, d.Staffing, d.CaseloadNorm), _named_role),
    (d.CaseloadNorm, _caseload),
    (v.Role, _own_role),
    (v.Attribute, _own_attribute),
    (p.Programme, _versions),
    *indicators.CHECKS,
    *phased_support.CHECKS,
)
