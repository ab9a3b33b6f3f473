"""What the policy's relations, kinds of information and acts are called."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fodfaeste.cases.policy import MAY, Act, Kind, Relation

RELATIONS: Mapping[Relation, Promise] = {
    Relation.MEMBER: _("takes part in the case"),
    Relation.COVER: _("covers for somebody who takes part in the case"),
    Relation.TEAM: _("is in the team that the case lies with"),
    Relation.LEADER: _("leads an organisation that runs the case or has referred it"),
    Relation.SECRETARY: _("is secretary in an organisation that runs the case or has referred it"),
    Relation.EMERGENCY: _("has opened the case today in an emergency, with a reason"),
    Relation.RECEIVER: _("has been given access to a part of it"),
    Relation.OPENER: _("registered the referral"),
    Relation.GUARD: _("watches over data protection in the organisation"),
}

KINDS: Mapping[Kind, Promise] = {
    Kind.NAME: _("name and age"),
    Kind.PROTECTED_NAME: _("a protected name"),
    Kind.CPR: _("CPR number"),
    Kind.CONTACT: _("address, telephone, e-mail, guardian and interpreter"),
    Kind.PROTECTED_CONTACT: _("a protected address"),
    Kind.REGISTRATIONS: _("what has happened, and deadlines"),
    Kind.NOTES: _("ordinary notes and facts"),
    Kind.HEALTH: _("notes and facts on health"),
    Kind.SOCIAL: _("notes and facts on social matters"),
    Kind.BELIEF: _("the worker’s belief in the citizen"),
    Kind.PEOPLE: _("who takes part"),
    Kind.CONSENTS: _("consents and what is shared"),
    Kind.TRACES: _("who has looked"),
}

ACTS: Mapping[Act, Promise] = {
    Act.REGISTER: _("register what happened"),
    Act.CORRECT: _("correct what was registered"),
    Act.WAIVE: _("leave a duty out"),
    Act.RECORD_FACTS: _("record facts about the citizen"),
    Act.RECORD_CONTACT: _("record how the citizen is reached"),
    Act.CHOOSE_VARIANT: _("choose the form of the programme"),
    Act.CHANGE_PEOPLE: _("change who takes part"),
    Act.GRANT_SIGHT: _("say who reads about health and social matters"),
    Act.MOVE_VERSION: _("move the case to another version of the programme"),
    Act.CLASSIFY_TEXT: _("say what a text is about"),
    Act.ERASE_TEXT: _("erase a text"),
    Act.CONSENT: _("record and withdraw consents"),
    Act.SHARE: _("share parts of the case"),
    Act.SEE_ACCESS: _("see who can see the case"),
    Act.CHANGE_PLAN: _("write and publish the plan"),
    Act.PLACE: _("agree on placements and jobs, and keep their time sheets"),
    Act.BOOK: _("book, move and cancel appointments"),
    Act.SEND_LETTERS: _("send letters, print them and take them back"),
    Act.TAKE_OUT: _("give the citizen a copy of all that is held"),
    Act.STATE_BELIEF: _("write down their belief in the citizen"),
    Act.PLAN_SUPPORT: _("plan the support, and call in the caseworkers"),
    Act.MATCH: _("find work and placements for the citizen"),
    Act.DECIDE: _("decide on the referral"),
    Act.PASS_ON: _("pass the whole case on to another organisation"),
    Act.TAKE_OVER: _("say whether they take the case over"),
}

WHO: Mapping[Relation, Promise] = {
    Relation.MEMBER: pgettext_lazy("may do it", "those who take part in the case"),
    Relation.COVER: pgettext_lazy("may do it", "those who cover for them"),
    Relation.TEAM: pgettext_lazy("may do it", "the team that the case lies with"),
    Relation.LEADER: pgettext_lazy("may do it", "the leader"),
    Relation.SECRETARY: pgettext_lazy("may do it", "the secretary"),
    Relation.EMERGENCY: pgettext_lazy("may do it", "one who has opened it in an emergency"),
    Relation.RECEIVER: pgettext_lazy("may do it", "one who was given access"),
    Relation.OPENER: pgettext_lazy("may do it", "the one who registered the referral"),
    Relation.GUARD: pgettext_lazy("may do it", "whoever watches over data protection"),
}

ASKED = pgettext_lazy("may do it", "those who are asked to take the case over")
"""Who may do what nobody may by how they stand to the case."""


def kinds(seen: Iterable[Kind]) -> list[str]:
    """Kinds in the order of the policy. A protected name or address goes with the other."""
    said = set(seen)
    implied = {Kind.PROTECTED_NAME: Kind.NAME, Kind.PROTECTED_CONTACT: Kind.CONTACT}
    return [str(KINDS[kind]) for kind in Kind if kind in said and implied.get(kind) not in said]


def relations(held: Iterable[Relation]) -> list[str]:
    """Relations in the order of the policy."""
    said = set(held)
    return [str(RELATIONS[relation]) for relation in Relation if relation in said]


def who_may(act: Act) -> str:
    """``dem, der er med i sagen; lederen``: some of them hold a comma themselves."""
    found = [str(WHO[relation]) for relation in Relation if relation in MAY[act]]
    return "; ".join(found or [str(ASKED)])
