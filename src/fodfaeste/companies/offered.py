"""What an offer may be: the kinds of placement and of job that the vocabulary names."""

from collections.abc import Mapping

from fodfaeste.core.vocabulary import Words
from fodfaeste.programmes.catalogue import vocabulary

BEGINS = ("placement_started", "job_started")


def kinds() -> Mapping[str, Words]:
    """Codes and names, placements first."""
    events = vocabulary().events
    return {
        code: name
        for event in BEGINS
        for code, name in events[event].attributes["kind"].values.items()
    }
