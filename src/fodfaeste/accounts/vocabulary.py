"""What of the programmes' vocabulary people's accounts need."""

from fodfaeste.programmes.catalogue import vocabulary


def staff_roles() -> tuple[str, ...]:
    """The roles that people who work here can hold in a case, in the vocabulary's order."""
    return tuple(name for name, role in vocabulary().roles.items() if role.staff)
