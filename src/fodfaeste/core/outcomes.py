"""What counts as reached: the first of something, or something unbroken for long enough."""

from collections.abc import Callable

from fodfaeste.core.dates import add
from fodfaeste.core.log import Log
from fodfaeste.core.matching import Matcher
from fodfaeste.core.programme import Outcome, Unbroken

Reached = int | None
Reach = Callable[[Log], Reached]


def reach(outcome: Outcome, matcher: Matcher) -> Reach:
    """The function to the day on which ``outcome`` was reached (it may lie ahead), or None."""
    if outcome.unbroken:
        return _unbroken(outcome.unbroken, matcher)
    assert outcome.first is not None, "checked when the file was read"
    find = matcher.finder([outcome.first])

    def first(log: Log) -> Reached:
        events = find(log)
        return events[0].day if events else None

    return first


def _unbroken(rule: Unbroken, matcher: Matcher) -> Reach:
    """One that begins the day after the last one ended goes on with the same stretch."""
    begins, ends = matcher.finder([rule.begins]), matcher.finder([rule.ends])

    def reached(log: Log) -> Reached:
        ending = set(map(id, ends(log)))
        starting = set(map(id, begins(log)))
        running, since, covered = 0, None, 0
        for event in log.events if starting else ():
            if id(event) in starting:
                if running == 0 and (since is None or covered < event.day - 1):
                    if since is not None and add(since, rule.lasts) - 1 <= covered:
                        return add(since, rule.lasts)
                    since = event.day
                running += 1
            elif id(event) in ending and running:
                running -= 1
                covered = event.day
        if since is None:
            return None
        full = add(since, rule.lasts)
        return full if running or full - 1 <= covered else None

    return reached
