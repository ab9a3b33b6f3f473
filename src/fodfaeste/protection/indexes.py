"""Makes the blind indexes anew, after their key was exchanged. While it runs nobody is found by
what is not done yet, so the site stands still for it; begun again, it goes on where it stopped."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps

from fodfaeste.accounts.blind import address_index
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.cpr import index_of_digits
from fodfaeste.cases.models import Citizen

BATCH = 500
PROOFS = ("running.KeyProof",)
"""What is made with the index key and kept to recognise it by. Named and not imported: that room
stands above this one."""


@dataclass(frozen=True, slots=True)
class Made:
    """``forgotten``: employees' own addresses, of which nothing but the index was kept."""

    seen: int
    changed: int
    forgotten: int


def make_anew() -> Made:
    """Computes every index from what is kept encrypted, and stores those that differ. The proof
    that the former key was the right one goes; the next start of the site makes another."""
    forgotten = _forget_employees() if _key_is_another() else 0
    seen = changed = 0
    for citizen in _indexed():
        seen += 1
        new = {name: of(citizen) for name, of in INDEXES.items()}
        if any(_bytes(getattr(citizen, name)) != value for name, value in new.items()):
            changed += Citizen.unrestricted.filter(pk=citizen.pk).update(**new)
    for proof in PROOFS:
        apps.get_model(proof)._base_manager.all().delete()
    return Made(seen, changed, forgotten)


def _of_cpr(citizen: Citizen) -> bytes | None:
    return index_of_digits(crypto.decrypt(citizen.cpr)) if citizen.cpr else None


def _of_address(citizen: Citizen) -> bytes | None:
    if not citizen.contact:
        return None
    known = crypto.decrypt_map(citizen.contact)
    return address_index(street=known.get("street", ""), postcode=known.get("postcode", ""))


INDEXES: dict[str, Callable[[Citizen], bytes | None]] = {
    "cpr_index": _of_cpr,
    "address_index": _of_address,
}
"""Each index of a citizen, and how it is made from what is encrypted."""


def _indexed() -> Iterator[Citizen]:
    """The citizens who have something to be found by, batch by batch."""
    found = Citizen.unrestricted.exclude(cpr=None, contact=None).order_by("pk")
    last, more = None, True
    while more:
        rows = list((found if last is None else found.filter(pk__gt=last))[:BATCH])
        yield from rows
        more = len(rows) == BATCH
        last = rows[-1].pk if rows else None


def _key_is_another() -> bool:
    """Whether an index that is stored was made with another key than the present one."""
    return any(
        _bytes(getattr(citizen, name)) != of(citizen)
        for citizen in _indexed()
        for name, of in INDEXES.items()
        if getattr(citizen, name) is not None
    )


def _forget_employees() -> int:
    return User.objects.exclude(address_index=None).update(address_index=None)


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    """PostgreSQL gives a view of bytes."""
    return None if value is None else bytes(value)
