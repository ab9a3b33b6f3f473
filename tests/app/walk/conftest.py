"""One world for all tests of this folder that a process runs; what they do to it is taken back."""

import logging
from pathlib import Path

import pytest

FACTS = """
facts:
  walk_fact: {name: {da: Andet, en: Other}, type: text}
  walk_health: {name: {da: Om helbredet, en: About health}, type: text, about: health}
  walk_social: {name: {da: Om det sociale, en: About social matters}, type: text, about: social}
"""
SUPPORT = """
stretches:
  walk:
    {name: {da: Vandring, en: Walk}, clause: JR-04, begins: start, lasts: P9M, parts: 3}
phased_support:
  {clause: JR-04, stretch: walk, focus_areas: 2, contacts: {event: intro_session},
   call_in: {clause: JR-14, role: caseworker},
   lasting_plan: {clause: JR-13, event: final_note_written}}
"""
TRACKS = """
tracks:
  - {id: walk_track, clause: JR-05, name: {da: Vejen, en: The way}}
"""


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    """A programme that asks in words, also about health: what is only yes or no cannot be found
    in a page; and that gives support in phases. Gone before a test of another module begins: to
    all others it would be one programme too many."""
    from fodfaeste.programmes import catalogue

    known = Path(catalogue.OWN_FOLDER) / "jobrettet-rehabilitering" / "2018-02-01.yaml"
    text = known.read_text("utf-8").replace(
        "programme: jobrettet-rehabilitering", "programme: vandring", 1
    )
    folder = tmp_path_factory.mktemp("programmes")
    (folder / "vandring").mkdir()
    more = FACTS + SUPPORT + ("" if "\ntracks:" in text else TRACKS)
    (folder / "vandring" / "2018-02-01.yaml").write_text(text + more, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FODFAESTE_PROGRAMMES", str(folder))
        catalogue.forget()
        yield
    catalogue.forget()


@pytest.fixture(scope="module")
def world(programme, django_db_setup, django_db_blocker):
    from django.db import transaction

    from tests.app.walk.making import make_world

    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        # A letter that is sent beside the answer would look for its reader on another connection.
        patch.setattr("fodfaeste.web.sign_in.adapters.beside", lambda act: act())
        # Thousands of refusals, each with its traceback, would be kept for the report.
        logging.disable(logging.CRITICAL)
        yield make_world()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)
