"""The ramp to the good job, from the leaflet to half a year in a job."""

import pytest

from tests.browser.stories.telling import day

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.4\n" + b"x" * 5_000


def test_rampen(story):
    """A voluntary course, feedback by agreement only, and a job that lasts (RA-02 – RA-14)."""
    referral = {
        "Dato": day(-400),
        "Medarbejder i indsatsgruppen": "Inga Ind",
        "Projektmedarbejder": "Pil Projekt",
    }
    story.refer("Maja", to="rampen", citizen="Randi Rampe", **referral)
    story.decides("Inga", "Sæt på venteliste", why="Næste hold er i juni")
    story.is_answered("Maja", "Sat på venteliste", "Næste hold er i juni")
    story.meets("Maja", "Pjece udleveret", on=-400)
    story.is_due("Inga", "Møde med indsatsgruppen", because="RA-04")
    story.meets("Inga", "Møde med indsatsgruppen", on=-390)
    story.meets("Inga", "Deltagelse afgjort", on=-388, **{"Borgeren deltager": True})
    story.meets("Maja", "Materiale om fleksjob sendt", on=-387)
    story.meets("Inga", "Borgeren taget over", on=-386)
    story.tells("Pil", "feedback_sent", on=-300, Modtager="Jobcentret")
    story.is_not_as_agreed("Maja", "Tilbagemelding uden aftale")
    story.documents("Pil", "follow_up", on=-290, file="Brev.pdf", content=PDF, Form="Telefon")
    for on in (-280, -260, -240):
        story.tells("Pil", "cafe_meeting", on=on, **{"Pårørende var med": True})
    story.is_not_as_agreed("Maja", "Pårørende til cafémøde")
    story.tells("Pil", "job_started", on=-210, Slags="Fleksjob")
    story.has_reached("Inga", "Varig tilknytning til arbejdsmarkedet")
    story.closes("Pil", on=-1, why="Borgeren er i fast job")
    story.is_done("Inga", "Pjece udleveret", "Møde med indsatsgruppen", "Borgeren taget over")
