"""Who sees that there is a letter, and who reads it.

That there is one, and how it stands, see those who see registrations: the duty that it meets is
one. It is read by those who see the kinds of information that it and what is enclosed hold, and
whoever put it into the outbox; and since it says name and address, only by those who see these as
well, also where they are protected.
"""

from datetime import date

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases.doors import Asker, Door, M
from fodfaeste.cases.policy import MAY, SEES, Act, Kind, Relation
from fodfaeste.cases.relations import sees, stands_in_any


class LetterDoor(Door[M]):
    """Stands as ``Letter.objects``."""

    def readable_by(self, user: Asker, on: date) -> "QuerySet[M]":
        """The letters whose text ``user`` may read on that day."""
        return self._only(user, lambda user: self.reads(user, on))

    def reads(self, user: User, on: date) -> Q:
        """The condition of ``readable_by``."""
        known = stands_in_any(SEES.keys() - {Relation.RECEIVER}, user, on, self.path)
        found = (Q(put_by=user) & known) | self._all_in_it(user, on)
        return found & self.condition(user, on) & self._names(user, on)

    def _all_in_it(self, user: User, on: date) -> Q:
        """Those of which ``user`` reads all that is in the envelope."""
        from fodfaeste.letters.holding import HOLDS, holds

        found = Q()
        for kind in HOLDS:
            found &= ~holds(kind) | sees(kind, user, on, self.path)
        return found

    def printable_by(self, user: Asker, on: date) -> "QuerySet[M]":
        """Those which ``user`` may read and send."""
        return self.readable_by(user, on).filter(self.sends(user, on))

    def sends(self, user: Asker, on: date) -> Q:
        """The letters with which ``user`` may do something: print, take back, send again."""
        if not isinstance(user, User):
            return Q(pk__in=())
        return stands_in_any(MAY[Act.SEND_LETTERS], user, on, self.path)

    def received_by(self, user: Asker) -> "QuerySet[M]":
        """The letters that have come to ``user``'s organisation, for those who oversee its work."""

        def condition(user: User) -> Q:
            if not user.oversees:
                return Q(pk__in=())
            to_them = Q(receiver_organisation=user.organisation_id, channel="organisation")
            return to_them & Q(state="sent")

        return self._only(user, condition)

    def _names(self, user: User, on: date) -> Q:
        plain = Q(**{f"{self.path}__citizen__protected": False})
        named = sees(Kind.NAME, user, on, self.path) & sees(Kind.CONTACT, user, on, self.path)
        secret = sees(Kind.PROTECTED_NAME, user, on, self.path)
        reached = sees(Kind.PROTECTED_CONTACT, user, on, self.path)
        return (plain & named) | (secret & reached)
