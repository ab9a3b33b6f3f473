"""Courses that a case has to do with, as the citizen is given them. Who was there is in the log."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.courses.models import Participant
from fodfaeste.protection.subject_access.naming import Namer
from fodfaeste.protection.subject_access.tree import Fact, Item, fact, known


def courses(case: Case, namer: Namer) -> Iterator[Item]:
    found = Participant.unrestricted.filter(case=case).select_related("run", "changed_by")
    for one in found.order_by("listed_at", "pk"):
        yield Item(
            namer.course(one.run.course),
            known(
                fact("run", _("Course (number)"), str(one.run_id)),
                fact("first_on", _("First day"), one.run.first_on),
                fact("state", _("What became of it"), one.state, str(one.get_state_display())),
                fact("listed_at", _("Since"), one.listed_at),
                fact("answer_by", _("To answer by"), one.answer_by),
                fact("relatives", _("Which relatives come"), _relatives(one)),
                fact("changed_by", _("Written by"), one.changed_by.name),
                *_told(one),
            ),
        )


def _relatives(one: Participant) -> str:
    return crypto.decrypt(one.relatives) if one.relatives else ""


def _told(one: Participant) -> Iterator[Fact]:
    for notice in one.notices.select_related("told_by"):
        yield fact("told_at", _("Told of a change of a course"), notice.told_at)
        who = notice.told_by and notice.told_by.name
        yield fact("told_by", _("Told by"), who)
