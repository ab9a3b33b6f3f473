"""What codes of partners and mentors are called in the page's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.rules import Rules
from fodfaeste.mentoring import queries
from fodfaeste.mentoring.models import MentorSupport, Partner
from fodfaeste.web.dates import language

WORDS: Mapping[str, Promise] = {
    "mentor_what": _("What the mentor does"),
    "mentor_where": _("Where"),
    "mentor_when": _("When"),
    "mentor_how": _("How"),
    "mentor_agreed": _("How the citizen agreed"),
}
"""What is arranged in words (KV-11, RA-13)."""

FIELDS_OF_MENTORS: Mapping[str, Promise] = {
    "name": _("Name"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "comes_from": _("Comes from"),
    "languages": _("Languages"),
    "likes": _("Likes to do"),
    "time": _("How much time"),
    "is_volunteer": _("Volunteer"),
    "confidential_on": _("Declaration of confidentiality"),
    "stopped_on": _("Has stopped"),
}


def partner_kind(code: str) -> str:
    return str(dict(Partner.Kind.choices).get(code, code))


def partner_kinds() -> list[tuple[str, str]]:
    return [(code, capfirst(str(name))) for code, name in Partner.Kind.choices]


def track(code: str) -> str:
    """A track of plans, as a chip says it; empty: none in particular."""
    found = queries.track_names().get(code)
    return found[language()] if found else code


def tracks() -> list[tuple[str, str]]:
    return [(code, name[language()]) for code, name in queries.track_names().items()]


def bases(rules: Rules) -> list[tuple[str, str]]:
    """What paid support can be granted under."""
    return [(code, name[language()]) for code, name in queries.bases(rules).items()]


def basis(code: str, rules: Rules) -> str:
    return dict(bases(rules)).get(code, code)


def per(code: str) -> str:
    return str(dict(MentorSupport.Per.choices).get(code, code))
