"""Job-directed rehabilitation, from a motivation course to the interview on what follows."""

import pytest

from tests.browser.stories.telling import LATE, day

pytestmark = pytest.mark.browser


def test_jobrettet_rehabilitering(story):
    """Nine months, in a placement after four, notes every second month (JR-03 – JR-14)."""
    is_referred(story)
    is_in_placement(story)
    is_closed(story)


def is_referred(story):
    referral = {
        "Dato": day(-250),
        "Indsatsens variant": "9 måneder",
        "Kontaktperson": "Karla Kontakt",
        "Jobkonsulent": "Jokum Job",
    }
    story.refer("Sofus", to="jobrettet-rehabilitering", citizen="Rigmor Rehab", way=1, **referral)
    story.tells(
        "Sofus", "motivation_course_started", on=-249, **{"Bevilget af": "Socialafdelingen"}
    )
    story.decides("Karla", "Optag borgeren", why="Motivationskurset gik godt")
    story.is_answered("Sofus", "Optaget", "Motivationskurset gik godt")
    story.tells("Karla", "pre_interview", on=-245)
    story.meets("Karla", "Startsamtale", on=-240)
    story.tells("Karla", "programme_started", on=-238)
    story.is_due("Jokum", "I praktik", because="4 måneder")
    story.tells("Karla", "intro_session", on=-237)
    story.tells("Karla", "intro_session", on=-235)


def is_in_placement(story):
    said = {"Form": "Individuel samtale", "Notat": "Klarer fire timer om dagen"}
    story.meets("Jokum", "I praktik", on=-150, Slags="Virksomhedspraktik")
    story.is_due("Karla", "Opfølgningsnotat om praktikken", because="JR-13")
    story.tells("Karla", "follow_up", on=-101, **said)
    story.writes("Karla", "follow_up_note_written", on=-100, begins_with="Klarer fire timer")
    story.is_done("Sofus", "Opfølgningsnotat om praktikken")
    story.tells("Karla", "coping_course_ended", on=-90)
    story.meets("Karla", "Slutnotat om mestringsforløbet", on=-88)
    story.is_done("Sofus", "Startsamtale", "I praktik", "Slutnotat om mestringsforløbet")


def is_closed(story):
    story.closes("Karla", on=-10, why="Formålet er nået")
    story.is_due("Karla", "Samtale om det videre forløb", because="JR-14")
    story.books("Karla", "Samtale om det videre forløb", at=LATE)
    story.held("Karla", clicks=4)
    story.is_done("Sofus", "Forløbet afsluttet", "Samtale om det videre forløb")
    story.is_not_as_agreed("Sofus", None)
