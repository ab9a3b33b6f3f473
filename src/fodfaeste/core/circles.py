"""Named days that wait for each other in a circle: refused, with the circle named."""

from collections.abc import Iterator, Mapping

from fodfaeste.core.faults import Faults
from fodfaeste.core.programme import Anchor, Point, Programme, Requirement

Graph = Mapping[str, list[str]]


def check_circles(programme: Programme, faults: Faults) -> None:
    """Adds a fault for each circle of anchors, stretches and requirements that they rest on."""
    graph = {name: list(_rests_on(programme, one)) for name, one in programme.anchors.items()}
    told: set[frozenset[str]] = set()
    for name in graph:
        circle = _circle_from(name, graph)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            faults.add(f"anchors.{name}", "circle", circle=" → ".join([*circle, circle[0]]))


def _rests_on(programme: Programme, anchor: Anchor) -> Iterator[str]:
    """The anchors that must be known before this one is."""
    if anchor.anchor:
        yield anchor.anchor
    stretch = programme.stretches.get(anchor.last_day_of or anchor.part_of or "")
    if stretch:
        yield stretch.begins
    for rule in programme.requirements:
        if rule.id == anchor.requirement:
            yield from (point.anchor for point in _points(rule) if point.anchor)


def _points(rule: Requirement) -> Iterator[Point]:
    window = rule.window
    for point in (rule.due, window.first if window else None, window.last if window else None):
        if point is not None:
            yield point


def _circle_from(start: str, graph: Graph) -> list[str]:
    """The circle on which ``start`` lies, beginning with it; empty if there is none."""
    paths = [[start]]
    seen = {start}
    while paths:
        path = paths.pop()
        for name in graph.get(path[-1], ()):
            if name == start:
                return path
            if name not in seen:
                seen.add(name)
                paths.append([*path, name])
    return []
