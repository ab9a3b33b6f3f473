"""Signs of life of what runs by itself."""

from datetime import datetime

from fodfaeste.running.models import Beat


def give(name: str, *, now: datetime) -> None:
    """Note that it ran."""
    Beat.objects.update_or_create(name=name, defaults={"at": now})


def latest() -> dict[str, datetime]:
    """When each of them last ran."""
    return dict(Beat.objects.values_list("name", "at"))
