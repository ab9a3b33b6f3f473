"""Sentences for the faults of data protection."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "archive_first": _("Confirm that it has been handed over to an archive, or reject it."),
    "decided_already": _("Somebody has decided it already."),
    "held_already": _("There is a hold of that kind already."),
    "no_such_hold": _("The hold has been lifted already."),
    "no_such_proposal": _("There is no such proposal in your organisation."),
    "no_such_rule": _("The rule has been ended already."),
    "nothing_due": _("Nothing is due any more."),
    "own_proposal": _("You proposed it yourself: somebody else has to approve it."),
    "retention_code_differs": _("%(code)s means %(years)s years. Write the same in both."),
    "retention_code_form": _("A retention code is written as P1825D: P, days, D."),
    "years_out_of_range": _("Write a number of years from 1 to %(most)s."),
}
