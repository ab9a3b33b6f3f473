"""Social support into a job and in it, from the start-up meeting to what comes after CTI."""

import pytest

from tests.browser.stories.telling import LATE, day

pytestmark = pytest.mark.browser


def test_social_stoette_i_job(story):
    """CTI for nine months in three equal phases, handed over before it ends (CT-03 – CT-24)."""
    starts_up(story)
    has_support(story)
    is_handed_over(story)


def starts_up(story):
    referral = {
        "Dato": day(-320),
        "Sagsbehandler i socialforvaltningen": "Sofus Social",
        "Jobkonsulent": "Jokum Job",
        "CTI-medarbejder": "Carl Cetei",
    }
    story.refer("Maja", to="social-stoette-i-job", citizen="Cecilie Cetei", **referral)
    story.decides("Carl", "Optag borgeren", why="I målgruppen")
    story.is_answered("Maja", "Optaget", "I målgruppen")
    story.is_due("Maja", "Opstartsmøde", because="CT-03")
    story.meets("Maja", "Opstartsmøde", on=-310)
    story.meets("Jokum", "CV", on=-300)
    story.plans("Maja", words="Jeg vil i job", goal="Klare en hel vagt", activity="Jobmatch")
    story.publishes("Maja")
    story.tells("Carl", "cti_contact", on=-290)
    story.tells("Carl", "cti_contact", on=-280)


def has_support(story):
    story.tells("Jokum", "job_match_found", on=-265)
    story.tells("Sofus", "support_granted", on=-262, **{"Bevilget efter": "Serviceloven § 85"})
    story.tells("Carl", "cti_started", on=-255)
    story.is_done("Maja", "Støtten bevilget", "CV", "Én fælles plan")
    story.meets("Jokum", "Arbejdsaftale", on=-254)
    story.tells("Jokum", "job_started", on=-250, Slags="Ordinært job")
    story.measures("Carl")
    story.anchors("Carl", words="Søsteren og mentoren på arbejdet")


def is_handed_over(story):
    story.tells("Sofus", "support_need_assessed", on=-30, **{"Der er fortsat behov": True})
    decided = {"Støtten er bevilget": True, "Efter": "Serviceloven § 85"}
    story.tells("Sofus", "support_decision", on=-25, **decided)
    story.is_due("Sofus", "Støtten overdraget", because="CT-24")
    story.meets("Sofus", "Støtten overdraget", on=-20)
    story.books("Maja", "Afsluttende møde", at=LATE)
    story.held("Carl", clicks=4)
    story.closes("Maja", on=0, why="Borgeren klarer sig selv")
    story.is_done("Carl", "Plan for fastholdelse", "Afsluttende møde")
    story.is_not_as_agreed("Carl", None)
