"""What a placement is to lead to: one of three, which its agreement and grant letter have to say
(facts 1.2; JS-16)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PURPOSES: Mapping[str, Promise] = {
    "hiring": _("that it can lead to a job on ordinary terms"),
    "skills": _("to train professional, social or language skills"),
    "goal": _("to make the goal of job or education clear"),
}
