"""What kinds of information, receivers and ways are called: to those who work here, and to the
citizen. Pure, but for the language."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.cases import statutes
from fodfaeste.cases.basis import ordered
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import ReceiverView
from fodfaeste.cases.rows import CONSENT_GIVEN
from fodfaeste.programmes import catalogue
from fodfaeste.web import dates
from fodfaeste.web.attribute_fields import capital
from fodfaeste.web.dates import language

KINDS: Mapping[Kind, Promise] = {
    Kind.NAME: gettext_lazy("Name and date of birth"),
    Kind.CPR: gettext_lazy("CPR number"),
    Kind.CONTACT: gettext_lazy("Address, telephone, e-mail, guardian and interpreter"),
    Kind.REGISTRATIONS: gettext_lazy("What has happened and what is due"),
    Kind.NOTES: gettext_lazy("Ordinary notes and facts"),
    Kind.HEALTH: gettext_lazy("Notes and facts about health"),
    Kind.SOCIAL: gettext_lazy("Notes and facts about social matters"),
    Kind.PEOPLE: gettext_lazy("Who has a part in the case"),
}
"""As those who work here say it."""

TOLD: Mapping[Kind, Promise] = {
    Kind.NAME: gettext_lazy("my name and date of birth"),
    Kind.CPR: gettext_lazy("my CPR number"),
    Kind.CONTACT: gettext_lazy(
        "my address, telephone and e-mail, and who is my guardian, representative or interpreter"
    ),
    Kind.REGISTRATIONS: gettext_lazy("my meetings, placements and jobs, and what is planned"),
    Kind.NOTES: gettext_lazy("what is written about my course"),
    Kind.HEALTH: gettext_lazy("what is written about my health"),
    Kind.SOCIAL: gettext_lazy("what is written about my family, home, money and the like"),
    Kind.PEOPLE: gettext_lazy("who helps me"),
}
"""As the citizen says it, after “may tell …”."""

MY: Mapping[str, Promise] = {
    "gp": gettext_lazy("my own doctor"),
    "relatives": gettext_lazy("my relatives"),
    "employer": gettext_lazy("my employer"),
    "volunteer_mentor": gettext_lazy("my volunteer mentor"),
    "housing_support": gettext_lazy("my housing support"),
}

PURPOSES: Mapping[str, Promise] = {
    "jobcentre": gettext_lazy("so that they know how it goes and can help at the right time"),
    "social_department": gettext_lazy("so that the help I get there fits with this course"),
    "employer": gettext_lazy("so that we can plan my work together"),
    "relatives": gettext_lazy("so that they can support me"),
    "gp": gettext_lazy("so that my treatment and my course fit together"),
    "psychiatry": gettext_lazy("so that my treatment and my course fit together"),
    "volunteer_mentor": gettext_lazy("so that they can support me in everyday life"),
    "housing_support": gettext_lazy("so that the help at home and this course fit together"),
}
"""What a consent to such a receiver is usually for."""

USUAL: Mapping[str, tuple[Kind, ...]] = {
    "jobcentre": (Kind.NAME, Kind.REGISTRATIONS),
    "social_department": (Kind.NAME, Kind.REGISTRATIONS, Kind.PEOPLE),
    "employer": (Kind.NAME, Kind.PEOPLE),
    "relatives": (Kind.NAME, Kind.REGISTRATIONS, Kind.PEOPLE),
    "gp": (Kind.NAME, Kind.CPR, Kind.REGISTRATIONS, Kind.HEALTH),
    "psychiatry": (Kind.NAME, Kind.CPR, Kind.REGISTRATIONS, Kind.HEALTH),
    "volunteer_mentor": (Kind.NAME, Kind.CONTACT, Kind.PEOPLE),
    "housing_support": (Kind.NAME, Kind.REGISTRATIONS, Kind.SOCIAL, Kind.PEOPLE),
}
"""What such a receiver usually needs: no more than that is ticked beforehand."""

WAYS: Mapping[str, Promise] = {
    "in_person": gettext_lazy("Said here, with a witness"),
    "signature": gettext_lazy("Signed on paper"),
    "digital": gettext_lazy("Given digitally"),
}
WAYS_TO_SHARE: Mapping[str, Promise] = {
    "access": gettext_lazy("They open the case here themselves, as long as it is shared"),
    "extract": gettext_lazy("They are given an extract once: on paper, or sent"),
}
IN_SHORT: Mapping[str, Promise] = {
    "access": gettext_lazy("access to the case"),
    "extract": gettext_lazy("extract"),
    "handover": gettext_lazy("asked to take the case over"),
}
WAYS_TO_SEND: Mapping[str, Promise] = {
    "handed_over": gettext_lazy("Handed over"),
    "post": gettext_lazy("By letter"),
    "digital_post": gettext_lazy("By Digital Post"),
    "secure_mail": gettext_lazy("By secure e-mail"),
}


def roles() -> Mapping[str, str]:
    """The receivers that the vocabulary knows, with their names."""
    known = catalogue.vocabulary().events[CONSENT_GIVEN].attributes["to"].values
    return {code: name[language()] for code, name in known.items()}


def of_role(role: str) -> str:
    """What a receiver's role is called; what was written, where it is another."""
    return roles().get(role, role)


def of_receiver(receiver: ReceiverView) -> str:
    """``Egen læge: Lægehuset Torvet``, ``Jobcentret: Vera Vest, Jobcenter Havn``."""
    parts = [receiver.person, receiver.organisation or receiver.recipient.name]
    named = ", ".join(filter(None, parts))
    role = capital(of_role(receiver.recipient.role))
    return f"{role}: {named}" if named else role


def of_statute(statute: str) -> str:
    """A paragraph as people name it."""
    known = statutes.BY_ID.get(statute)
    return known.paragraph[language()] if known else statute


def logged(given: Mapping[str, Any]) -> Iterable[str]:
    """What a line of the log says of something that was shared."""
    yield of_role(str(given.get("to", "")))
    if "way" in given:
        yield str(IN_SHORT.get(given["way"], ""))
    if "kinds" in given:
        yield of_kinds(ordered(given["kinds"]))
    if "how" in given:
        yield str(WAYS_TO_SEND.get(given["how"], ""))
    if "statute" in given:
        yield of_statute(given["statute"])


def of_kinds(kinds: Iterable[Kind]) -> str:
    """Kinds in one line: ``Navn og fødselsdag, CPR-nummer``."""
    names = [str(KINDS[kind]) for kind in kinds]
    return ", ".join([*names[:1], *(uncapital(name) for name in names[1:])])


def uncapital(text: str) -> str:
    """Not of a word in capitals, as CPR."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def wording(
    *,
    role: str,
    name: str,
    kinds: Iterable[Kind],
    purpose: str,
    organisation: str,
    since: date,
    last_on: date | None,
) -> str:
    """What the citizen agrees to, in a few short sentences that can be read aloud."""
    mine = MY.get(role)
    who = str(mine) if mine else of_role(role)
    who = f"{who} ({name})" if name.strip() else who
    lines = [
        _("I say yes: %(organisation)s may tell %(receiver)s") % {
            "organisation": organisation,
            "receiver": who,
        },
        *(f"– {TOLD[kind]}" for kind in kinds),
        _("It is %(purpose)s.") % {"purpose": purpose.strip().rstrip(".")},
        period(since, last_on),
        _(
            "I can say no, and I can take my yes back at any time, without saying why. "
            "From then on they are told nothing more. What they have been told already cannot be "
            "called back."
        ),
    ]  # fmt: skip
    return "\n".join(lines)


def period(since: date, last_on: date | None) -> str:
    # In full, with the year: the paper is read on another day.
    first = dates.medium(since, today=date.min)
    if last_on is None:
        return _("It applies from %(first)s until I take it back.") % {"first": first}
    last = dates.medium(last_on, today=date.min)
    return _("It applies from %(first)s to %(last)s.") % {"first": first, "last": last}


def scope(kinds: Iterable[Kind], purpose: str) -> str:
    """What a consent covers, for its line in the log."""
    return f"{of_kinds(kinds)}; {purpose}"
