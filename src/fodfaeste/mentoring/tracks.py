"""The tracks of plans, and what paid support is granted under, as programmes and vocabulary name
them."""

from collections.abc import Mapping

from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Words
from fodfaeste.programmes import catalogue

GRANTED, BASIS = "support_granted", "legal_basis"


def track_names() -> dict[str, Words]:
    """The tracks of all programmes by their ids, each as the first of them names it."""
    found: dict[str, Words] = {}
    for programme in catalogue.programme_ids():
        for track in catalogue.versions(programme)[-1].programme.tracks:
            found.setdefault(str(track.id), track.name)
    return found


def bases(rules: Rules) -> Mapping[str, Words]:
    """What support can be granted under."""
    return rules.terms.events[GRANTED].attributes[BASIS].values
