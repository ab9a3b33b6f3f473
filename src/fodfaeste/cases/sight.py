"""What a person sees of one case and may do in it: ``policy``, carried out.

Pages show by a ``Sight`` and services refuse by it. The database says which relations there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, Value
from django.db.models import Case as When
from django.db.models import When as Then

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case, CaseMember, SharedKind, Sharing
from fodfaeste.cases.policy import BY_MEMBER, LOOKING, MAY, SEES, TEXTS, Act, Kind, Relation
from fodfaeste.cases.relations import NOBODY, covers_on, shared_with, stands_in

PARTS = frozenset({Relation.MEMBER, Relation.COVER})
"""To whom the team says what they see beside ordinary notes."""


@dataclass(frozen=True, slots=True)
class Sight:
    """``relations``: how a person stands to the case. ``kinds``: what they see of it; the name of
    a protected citizen is among them only if they see that. ``acts``: what they may do.

    ``author_id``: whose own texts they see in any case; None for one who writes none.
    """

    relations: frozenset[Relation] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    acts: frozenset[Act] = frozenset()
    author_id: int | None = field(default=None)

    def sees(self, kind: Kind) -> bool:
        return kind in self.kinds

    def may(self, act: Act) -> bool:
        return act in self.acts

    def sees_name(self, *, protected: bool) -> bool:
        """Whether they see the citizen's name and date of birth."""
        return (Kind.PROTECTED_NAME if protected else Kind.NAME) in self.kinds

    def sees_number(self, *, protected: bool) -> bool:
        """Whether they see the citizen's CPR number."""
        return Kind.CPR in self.kinds and self.sees_name(protected=protected)

    def sees_contact(self, *, protected: bool) -> bool:
        """Whether they see the citizen's address, telephone and e-mail."""
        return (Kind.PROTECTED_CONTACT if protected else Kind.CONTACT) in self.kinds

    @property
    def texts(self) -> tuple[str, ...]:
        """The kinds of personal text that they read."""
        return tuple(text for text, kind in TEXTS.items() if kind in self.kinds)


def receiver_sight(kinds: Iterable[Kind | str]) -> Sight:
    """What a receiver sees with whom those kinds are shared, and nothing else: what one is shown
    before sharing, and what the receiver is shown afterwards."""
    return Sight(frozenset({Relation.RECEIVER}), _shared(Kind(kind) for kind in kinds))


def sight_of(*, user: User, case_id: UUID, on: date) -> Sight:
    """How ``user`` stands to a case on a day; an empty sight if it is nothing to them."""
    relations = _relations(user, case_id, on)
    told, shared, is_asked = frozenset[Kind](), frozenset[Kind](), False
    if relations & PARTS:
        told = _told(user, case_id, on)
    if Relation.RECEIVER in relations:
        found = SharedKind.objects.filter(sharing__in=shared_with(user, on).filter(case=case_id))
        rows = list(found.values_list("kind", "sharing__way"))
        shared = frozenset(Kind(kind) for kind, _ in rows)
        is_asked = any(way == Sharing.Way.HANDOVER for _, way in rows)
    return composed(relations, told=told, shared=shared, is_asked=is_asked, user_id=user.pk)


def lasting_sight(*, user: User, case_id: UUID, on: date) -> Sight:
    """What ``user`` sees without what they may only look at: by which they show something to
    others, or change who sees it."""
    relations = _relations(user, case_id, on) - LOOKING
    told = _told(user, case_id, on) if relations & PARTS else frozenset[Kind]()
    return composed(relations, told=told, user_id=user.pk)


def composed(
    relations: frozenset[Relation],
    *,
    told: frozenset[Kind] = frozenset(),
    shared: frozenset[Kind] = frozenset(),
    is_asked: bool = False,
    user_id: int,
) -> Sight:
    """What follows from relations: ``told`` by the team beside them, ``shared`` with a receiver,
    who may be asked (``is_asked``) to take the case over and then answers."""
    if not relations:
        return Sight()
    kinds = frozenset[Kind]().union(*(SEES[relation] for relation in relations))
    acts = frozenset(act for act, who in MAY.items() if who & relations)
    acts |= {Act.TAKE_OVER} if is_asked else set()
    is_writer = bool(relations - {Relation.RECEIVER})
    return Sight(relations, kinds | told | _shared(shared), acts, user_id if is_writer else None)


def _relations(user: User, case_id: UUID, on: date) -> frozenset[Relation]:
    """One question to the database."""
    if not user.is_active or not user.works_here:
        return frozenset()
    asked = {relation: stands_in(relation, user, on) for relation in Relation}
    flags = {
        f"is_{relation}": ExpressionWrapper(
            When(Then(condition, then=Value(True)), default=Value(False)),
            output_field=BooleanField(),
        )
        for relation, condition in asked.items()
        if condition is not NOBODY
    }
    row = Case.unrestricted.filter(pk=case_id).annotate(**flags).values(*flags).first()
    return frozenset(one for one in Relation if row and row.get(f"is_{one}"))


def _told(user: User, case_id: UUID, on: date) -> frozenset[Kind]:
    """What the team lets a member see beside ordinary notes, and whoever stands in for one."""
    away = covers_on(on).filter(cover=user).values("absent")
    theirs = Q(user=user) | Q(user__in=away)
    parts = CaseMember.unrestricted.filter(theirs, case=case_id, until=None)
    columns = dict(BY_MEMBER)
    rows = list(parts.values(*columns.values()))
    return frozenset(kind for kind, name in columns.items() if any(row[name] for row in rows))


def _shared(kinds: Iterable[Kind]) -> frozenset[Kind]:
    """With a name or an address that is shared, a protected one is."""
    also = {Kind.NAME: Kind.PROTECTED_NAME, Kind.CONTACT: Kind.PROTECTED_CONTACT}
    given = frozenset(kinds)
    return given | {also[kind] for kind in given if kind in also}
