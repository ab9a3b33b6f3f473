"""Which member of a case a role asks for."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from fodfaeste.core.rules import Rules


class HasRole(Protocol):
    """A member of a case."""

    @property
    def role(self) -> str: ...


Member = TypeVar("Member", bound=HasRole)


def fills(held: str, asked: str, rules: Rules) -> bool:
    """Whether who holds one role fills another: the same, one it counts as, one of a group."""
    if held == asked:
        return True
    role, group = rules.terms.roles.get(held), rules.vocabulary.role_groups.get(asked)
    if role is not None and asked in role.counts_as:
        return True
    return group is not None and held in group.any_of


def who_acts(members: Sequence[Member], asked: str, rules: Rules) -> Member | None:
    """The member who has to act in a role: who holds or fills it; else, where nobody has the
    joint role, one of those it counts as; else the first member, whose case it is."""
    for test in (
        lambda held: held == asked,
        lambda held: fills(held, asked, rules),
        lambda held: fills(asked, held, rules),
    ):
        for member in members:
            if test(member.role):
                return member
    return members[0] if members else None
