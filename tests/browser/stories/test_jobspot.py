"""Jobspot, from the referral to the note to the job centre."""

import pytest

from tests.browser.stories.telling import LATE, day

pytestmark = pytest.mark.browser


def test_jobspot(story):
    """Referred in good time, 13 weeks in a placement, closed with a note (JS-05 – JS-17)."""
    is_referred(story)
    is_in_placement(story)
    is_closed(story)


def is_referred(story):
    referral = {
        "Dato": day(-170),
        "Holdet begynder": day(-150),
        "Kontaktperson": "Karla Kontakt",
        "Jobkonsulent": "Jokum Job",
        "Sekretær": "Sif Sekretær",
    }
    story.refer("Maja", to="jobspot", citizen="Jette Jobspot", **referral)
    story.is_done("Maja", "Henvisning i god tid")
    story.decides("Karla", "Optag borgeren", why="I målgruppen, og der er plads")
    story.is_answered("Maja", "Optaget", "der er plads")
    story.is_due("Karla", "Startsamtale", because="JS-05")
    story.books_as_secretary("Sif", "Startsamtale", at=LATE)
    story.held("Karla", clicks=4, on=-152)
    story.plans("Maja", words="Jeg vil på arbejde", goal="Møde hver dag", activity="Praktik")
    story.meets("Maja", "Forløbet oprettet i FASIT", on=-151)
    story.publishes("Maja")
    story.sends_plan("Maja")
    story.is_done("Maja", "Formålet skrevet", "Plan sendt til borgeren")


def is_in_placement(story):
    agreed = {"Slags": "Virksomhedspraktik", "Begynder": day(-130)}
    story.tells("Jokum", "placement_agreed", on=-135, **agreed)
    story.meets("Jokum", "Virksomhedspraktik begyndt", on=-130)
    story.meets("Jokum", "Praktikken i VITAS", on=-129)
    for duty in ("Praktikken i FASIT", "Bevilling sendt", "Timesedler sendt"):
        story.meets("Sif", duty, on=-129)
    story.is_done("Karla", "Aftale med virksomheden", "Praktikken i VITAS", "Timesedler sendt")
    story.tells("Jokum", "follow_up", on=-110, Form="Besøg på virksomheden")
    met = {"Form": "Individuel samtale", "Hvem var med": ["Borger", "Kontaktperson"]}
    story.tells("Karla", "follow_up", on=-100, **met)
    story.tells("Karla", "follow_up", on=-90, Form="Gruppe")
    story.tells("Karla", "follow_up", on=-80, Form="Telefon")
    story.tells(
        "Jokum", "follow_up", on=-60, Form="Besøg på virksomheden", Notat="Trives i butikken"
    )


def is_closed(story):
    story.closes("Karla", on=0, why="Borgeren er kommet i arbejde")
    story.is_due("Karla", "Opfølgningsnotat til jobcentret", because="JS-17")
    story.writes("Karla", "follow_up_note_written", on=0, begins_with="Trives i butikken")
    story.meets("Karla", "Opfølgningsnotat til jobcentret", on=0)
    story.is_done("Maja", "Besøg på virksomheden, nr. 2", "Samtale med kontaktperson, nr. 1")
    story.lacks("Maja", "Samtale med kontaktperson, nr. 2")
