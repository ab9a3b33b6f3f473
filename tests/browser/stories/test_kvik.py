"""KVIK, from the first interview to the offer at a company."""

import pytest

from tests.browser.stories.telling import day

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.4\n" + b"x" * 5_000


def test_kvik(story):
    """Clarified in three tracks, one plan with mentor support, an offer, and what it earns (KV-05 –
    KV-18)."""
    referral = {"Dato": day(-200), "Jobkonsulent": "Jokum Job", "Mentor": "Mads Mentor"}
    story.refer("Maja", to="kvik", citizen="Kim Kvik", **referral)
    story.decides("Jokum", "Optag borgeren", why="Passer til forløbet")
    story.is_answered("Maja", "Optaget", "Passer til forløbet")
    story.meets("Maja", "Første samtale", on=-195)
    for track in ("beskæftigelse", "sociale forhold", "sundhed"):
        story.meets("Maja", f"Afklaring: {track}", on=-190)
    story.plans("Maja", words="Jeg vil i job", goal="Være stabil", activity="Virksomhedsforløb")
    story.plans_mentor("Maja")
    story.publishes("Maja")
    story.meets("Maja", "Mentor", on=-178)
    story.meets("Jokum", "tilbud", on=-150, Slags="Virksomhedspraktik")
    story.documents("Jokum", "placement_agreed", on=-149, file="Aftale.pdf", content=PDF)
    story.has_reached("Maja", "Første samtale")
    story.closes("Maja", on=0, why="Borgeren er i job")
