"""Sentences for the faults that are the placements' own."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "agreement_changed_since": _(
        "Somebody else has changed the agreement since you opened it. Take another look first."
    ),
    "already_begun": _("It is registered already that it has begun."),
    "placement_ended": _("It has ended already."),
    "bad_hours_a_week": _("Write hours a week from 0 to %(most)s."),
    "bad_times": _("Work ends after it has begun."),
    "before_the_placement": _("The placement began on %(value)s; write that day or a later one."),
    "begins_after_its_end": _("The last day agreed is %(value)s. Change the agreement first."),
    "day_not_come": _("%(value)s has not come yet."),
    "ends_before_start": _("It began on %(value)s; write that day or a later one."),
    "longest_period": _("This is more than ten years. Check the year."),
    "hours_after_the_end": _("%(value)s lies after the last day."),
    "letters_need_last_day": _(
        "Grant letter and time sheets need a last day. Write one, or leave these letters out."
    ),
    "needs_a_reason": _("The rules warn of something. Write why you go on all the same."),
    "no_hours": _("Write more hours a week than 0."),
    "no_weeks_chosen": _("Choose the weeks that were confirmed."),
    "not_as_begun": _("It was registered that it began on %(value)s."),
    "not_begun": _("It is not registered that it has begun. Register that first."),
    "not_the_newest": _("There is a newer version of the agreement. That is the one to sign."),
    "outside_placement": _("%(value)s lies outside the placement."),
    "sheet_bad_hours": _("Write hours from 0 to 24."),
    "signed_already": _("They have signed this version already."),
    "too_many_sub_goals": _("Write %(value)s sub-goals at most."),
    "unknown_absence": _("Choose one of the reasons for not coming."),
    "unknown_beginning": _("There is no such beginning that waits for an agreement."),
    "unknown_party": _("Choose who signs."),
    "unknown_placement_kind": _("Choose what it is."),
    "unknown_purpose": _("Choose what it is to lead to."),
    "unknown_state": _("Choose how far it is."),
    "unknown_system": _("There is no such system."),
    "no_workplace": _("Choose a workplace of the register."),
    "week_not_filled": _("Nothing has been filled in for one of the weeks. Fill it in first."),
}
