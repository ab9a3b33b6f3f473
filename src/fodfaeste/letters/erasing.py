"""Erases what letters of a case say, and to whom they went; that they did stays."""

from functools import partial
from uuid import UUID

from django.db import transaction

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.letters import enclosing
from fodfaeste.letters.models import Enclosure, Frozen, Letter, State
from fodfaeste.letters.ways import digital_post

NOT_GONE = (State.WAITING, State.SENDING, State.FAILED)
STILL_HERE = (State.WAITING, State.FAILED)


def erase_letters(case: Case) -> None:
    """Inside a transaction. What has not gone does not go any more; what lies in the folder of
    Digital Post is taken away once it is committed."""
    letters, nothing = Letter.unrestricted.filter(case=case), crypto.encrypt_map({})
    ids = list(letters.values_list("pk", flat=True))
    Frozen.unrestricted.filter(letter__in=ids).delete()
    Enclosure.unrestricted.filter(letter__in=ids).delete()
    letters.update(receiver=nothing, data=nothing, when_sent=None)
    still = letters.filter(state__in=NOT_GONE)
    still.update(state=State.WITHDRAWN, next_at=None, claim=None)
    for letter_id in ids:
        transaction.on_commit(partial(digital_post.forget, letter_id))


def forget_texts(case_id: UUID) -> None:
    """Of letters that nobody has yet, erases what they say where the text that they were written
    from has been erased. They do not go any more, and whoever sent them is asked."""
    letters = Letter.unrestricted.filter(
        case=case_id, state__in=STILL_HERE, written_from__text__erased_at__isnull=False
    )
    ids = list(letters.values_list("pk", flat=True))
    Frozen.unrestricted.filter(letter__in=ids).delete()
    enclosing.thaw(ids)
    Letter.unrestricted.filter(pk__in=ids).update(data=crypto.encrypt_map({}))
