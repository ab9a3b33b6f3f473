"""What a backup says of itself, and whether it fits here."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from fodfaeste import __version__
from fodfaeste.running import keys
from fodfaeste.running.faults import NoBackup, OtherKeys, OtherVersion, OtherWorld

FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The first line of a backup. ``migrations``: the state of the tables. ``canaries``: a word
    sealed by each of the site's keys, the one in use first."""

    made_at: str
    version: str
    database: str
    demonstration: bool
    migrations: list[str]
    canaries: list[str]
    index_digest: str
    format: int = FORMAT


def manifest_of_this_site(*, now: datetime) -> Manifest:
    return Manifest(
        made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        version=__version__,
        database=connection.vendor,
        demonstration=settings.FODFAESTE_DEMO,
        migrations=applied_migrations(),
        canaries=keys.canaries(),
        index_digest=keys.index_digest(),
    )


def applied_migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def as_line(manifest: Manifest) -> dict[str, Any]:
    return asdict(manifest)


def read_manifest(line: dict[str, Any]) -> Manifest:
    """The manifest; ``NoBackup`` if another version of Fodfæste wrote it in another way."""
    if line.get("format") != FORMAT:
        raise NoBackup(
            f"The backup is of format {line.get('format')!r}, and this version of Fodfæste reads "
            f"{FORMAT}. Restore it with the version that made it."
        )
    return Manifest(**line)


def refuse_unfit(manifest: Manifest) -> None:
    """Whether this site, its tables and its keys can take the backup in."""
    _refuse_other_world(manifest)
    _refuse_other_tables(manifest)
    _refuse_other_keys(manifest)


def _refuse_other_world(manifest: Manifest) -> None:
    if manifest.demonstration and not settings.FODFAESTE_DEMO:
        raise OtherWorld(
            "The backup is of a demonstration, where anybody may be anybody. "
            "Restore it with DEMO=1."
        )
    if settings.FODFAESTE_DEMO and not manifest.demonstration:
        raise OtherWorld(
            "The backup is of a real site, and this is a demonstration, where anybody may be "
            "anybody. Set DATABASE_URL, and leave DEMO out."
        )


def _refuse_other_tables(manifest: Manifest) -> None:
    here, there = set(applied_migrations()), set(manifest.migrations)
    if here != there:
        told = "; ".join(
            f"{where}: {shortly(names)}"
            for where, names in (("only here", here - there), ("only there", there - here))
            if names
        )
        raise OtherVersion(
            f"The backup was made by Fodfæste {manifest.version}, whose tables are not those of "
            f"{__version__} ({told}). Restore it with the version that made it into an empty "
            "database, and upgrade afterwards."
        )


def shortly(names: Iterable[str]) -> str:
    first, *rest = sorted(names)
    return f"{first} and {len(rest)} more" if rest else first


def _refuse_other_keys(manifest: Manifest) -> None:
    if not keys.can_read(manifest.canaries[0]):
        raise OtherKeys(
            "FODFAESTE_KEYS holds no key that reads the personal text in this backup. Put the key "
            "that was in use on the day it was made behind the present ones."
        )
    if manifest.index_digest != keys.index_digest():
        raise OtherKeys(
            "FODFAESTE_INDEX_KEY is not the one that the backup was made with; nobody would be "
            "found by their CPR number. Set it to the former one."
        )


def unreadable_keys(manifest: Manifest) -> int:
    """How many of the older keys are missing here: text not renewed since cannot be read."""
    return sum(not keys.can_read(each) for each in manifest.canaries[1:])
