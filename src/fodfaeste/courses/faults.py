"""Sentences for what courses refuse."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "already_on_the_course": _("This citizen is on the course already, or on its waiting list."),
    "another_programme": _(
        "The case is in another programme, or with another organisation, than the course."
    ),
    "attendance_changed": _(
        "Somebody has registered attendance since you opened the page. See what stands now, and"
        " correct it if need be."
    ),
    "no_sessions": _("No session is left: all of them fall on days off. Choose other days."),
    "not_between": _("Write a whole number, %(value)s."),
    "not_on_the_course": _(
        "This citizen does not stand so on the course any more. Look once more."
    ),
    "not_the_week_before": _("Choose a day in the week before the course begins."),
    "same_first_day": _("The referral names that day already, or another one of its own."),
    "session_cancelled": _("This session is cancelled."),
    "session_ends_first": _("The session has to end later than it begins."),
    "session_not_yet": _("This session has not been held yet."),
    "session_past": _("This time has passed. Choose another."),
    "session_was_held": _("Attendance is registered for this session: it was held."),
    "time_taken": _("Somebody has booked this time meanwhile. Choose another."),
    "told_already": _("They have been told already."),
    "too_many_sessions": _("These are more than %(value)s sessions. Make several courses of it."),
    "unknown_mark": _("Choose for each participant what there is to choose."),
    "unknown_session": _("There is no such session on this course."),
    "unknown_time": _("There is no such time on this course."),
}
