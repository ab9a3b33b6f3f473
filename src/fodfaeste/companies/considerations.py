"""Considerations that a workplace can meet and a citizen may need (CT-09, JR-08): codes, so that
both can be laid beside each other. No illness stands among them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONSIDERATIONS: Mapping[str, Promise] = {
    "few_hours": _("few hours to begin with"),
    "flexible_hours": _("hours that can vary from day to day"),
    "late_start": _("a late start of the day"),
    "breaks": _("extra breaks"),
    "quiet": _("a quiet place to work"),
    "few_people": _("few people around"),
    "no_customers": _("no contact with customers"),
    "clear_tasks": _("clear tasks, one at a time"),
    "no_heavy_lifting": _("no heavy lifting"),
    "sitting": _("work that can be done sitting"),
    "same_person": _("the same person to turn to every day"),
    "step_free": _("step-free access"),
    "public_transport": _("near public transport"),
}
