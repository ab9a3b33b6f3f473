"""What an organisation is, how it presents itself, and what it has to do with programmes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from stdnum.dk import cvr as stdnum_cvr

from fodfaeste.accounts.administration.scope import organisation_of
from fodfaeste.accounts.models import (
    OUTSIDE,
    CaseloadNorm,
    Function,
    Logo,
    Organisation,
    OrganisationKind,
    OutsideRole,
    ProgrammePart,
    ProgrammeUse,
    Right,
    User,
)
from fodfaeste.accounts.organisation_log import Change, Done, Writer, difference, written
from fodfaeste.accounts.vocabulary import staff_roles
from fodfaeste.accounts.wording import TEXTS
from fodfaeste.core.faults import Fault, Faults, Refused
from fodfaeste.programmes.catalogue import programme_ids

OVER_OTHERS = frozenset({ProgrammePart.COORDINATES, ProgrammePart.FUNDS})
"""Parts in a programme that show what other organisations do in it. Whoever runs the site gives
them, at the terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What an organisation is. ``cvr``: empty for a unit. ``is_active``: whether citizens can be
    referred to it."""

    name: str
    kind: str
    cvr: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """How it presents itself in letters; ``wording`` by the keys of ``wording.TEXTS``."""

    letter_name: str
    signature: str
    wording: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a role's name at the identity provider means here: one of the three."""

    name: str
    function: str = ""
    role: str = ""
    right: str = ""


def administrator(writer: Writer) -> User:
    """Whoever does it; only the command line has nobody."""
    if writer.by is None:
        raise ValueError("somebody has to do it")
    return writer.by


def change_organisation(*, organisation_id: int, told: Described, writer: Writer) -> Done:
    """Another name or kind, the CVR number, whether it is in use. Raises ``Refused``."""
    found = organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change | None]:
        found.refresh_from_db()  # as it is now that others wait for this act
        number = check_described(told, found)
        before = _described(found)
        found.name, found.kind, found.cvr = one_line(told.name), told.kind, number
        found.is_active = told.is_active
        found.save(update_fields=["name", "kind", "cvr", "is_active"])
        return [difference("organisation_changed", {}, before, _described(found))]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def add_unit(*, organisation_id: int, told: Described, writer: Writer) -> Done:
    """A unit of an organisation that is none itself. Raises ``Refused``."""
    whole = organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change]:
        if whole.parent_id is not None:
            raise Refused([Fault("", "unit_of_unit")])
        check_described(told, Organisation(parent_id=organisation_id))
        unit = Organisation.objects.create(
            name=one_line(told.name), kind=told.kind, parent_id=organisation_id
        )
        after = {"name": unit.name, "kind": unit.kind}
        return [Change("unit_added", {"organisation": unit.pk}, {}, after)]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def check_described(told: Described, organisation: Organisation) -> str | None:
    """The CVR number as it is kept. Raises ``Refused``."""
    faults = Faults()
    others = Organisation.objects.exclude(pk=organisation.pk)
    number = stdnum_cvr.compact(told.cvr) or None
    if not told.name.strip():
        faults.add("name", "missing")
    if others.filter(name=one_line(told.name)).exists():
        faults.add("name", "name_taken")
    if told.kind not in OrganisationKind.values:
        faults.add("kind", "unknown_way", value=told.kind)
    if not told.is_active and not organisation.parent_id:
        faults.add("is_active", "whole_in_use")
    if number and organisation.parent_id:
        faults.add("cvr", "cvr_of_unit")
    elif number and not stdnum_cvr.is_valid(number):
        faults.add("cvr", "cvr_form")
    elif number and others.filter(cvr=number).exists():
        faults.add("cvr", "cvr_taken")
    faults.refuse_if_any()
    return number


def _described(one: Organisation) -> dict[str, object]:
    return {"name": one.name, "kind": one.kind, "cvr": one.cvr, "is_active": one.is_active}


def one_line(text: str) -> str:
    return " ".join(text.split())


# --- how it presents itself


def change_presentation(*, organisation_id: int, told: Presented, writer: Writer) -> Done:
    """The name, signature and texts of its letters."""
    found = organisation_of(administrator(writer), organisation_id)
    wording = {key: told.wording.get(key, "").strip() for key in TEXTS}

    def act() -> list[Change | None]:
        found.refresh_from_db()
        before = _presented(found)
        found.letter_name, found.signature = one_line(told.letter_name), told.signature.strip()
        kept = {key: text for key, text in found.wording.items() if key not in TEXTS}
        found.wording = {**kept, **{key: text for key, text in wording.items() if text}}
        found.save(update_fields=["letter_name", "signature", "wording"])
        return [difference("wording_changed", {}, before, _presented(found))]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def _presented(one: Organisation) -> dict[str, str]:
    texts = {key: str(one.wording.get(key, "")) for key in TEXTS}
    return {"letter_name": one.letter_name, "signature": one.signature, **texts}


def change_logo(*, organisation_id: int, content: bytes, kind: str, writer: Writer) -> Done:
    """The picture at the head of its pages and letters. ``kind``: its content type, which
    whoever took the file in has read from its first bytes. Empty ``content`` takes it away."""
    found = organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change | None]:
        found.refresh_from_db()
        before = {"logo": found.logo_digest[:12]}
        found.logo_digest = sha256(content).hexdigest() if content else ""
        found.save(update_fields=["logo_digest"])
        Logo.objects.filter(organisation=found).delete()
        if content:
            Logo.objects.create(organisation=found, content=content, content_type=kind)
        return [difference("logo_changed", {}, before, {"logo": found.logo_digest[:12]})]

    return written(organisation_id=organisation_id, writer=writer, act=act)


# --- norms and programmes


def change_norms(*, organisation_id: int, norms: Mapping[str, int | None], writer: Writer) -> Done:
    """How many open cases one person should have, by role (CT-16); None: no norm of its own.
    Roles that are not named keep what they have. Raises ``Refused``."""
    organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change | None]:
        if unknown := set(norms) - set(staff_roles()):
            raise Refused([Fault(role, "unknown_role") for role in sorted(unknown)])
        rows = CaseloadNorm.objects.filter(organisation=organisation_id)
        had = dict(rows.values_list("role", "cases"))
        before = {role: had.get(role) for role in norms}
        rows.filter(role__in=norms).delete()
        CaseloadNorm.objects.bulk_create(
            CaseloadNorm(organisation_id=organisation_id, role=role, cases=cases)
            for role, cases in norms.items()
            if cases is not None
        )
        return [difference("norms_changed", {}, before, norms)]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def change_programmes(
    *, organisation_id: int, uses: Mapping[str, Sequence[str]], writer: Writer
) -> Done:
    """What it has to do with each programme. Nothing said of any: all may be run and referred to;
    see ``queries.may_refer_to``. A part that shows the cases of others is only taken away here.
    Raises ``Refused``."""
    organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change | None]:
        if {part for parts in uses.values() for part in parts} - set(ProgrammePart):
            raise Refused([Fault("", "unknown_way", {"value": "part"})])
        rows = ProgrammeUse.objects.filter(organisation=organisation_id)
        before: dict[str, list[str]] = {programme: [] for programme in uses}
        for programme, part in rows.order_by("part").values_list("programme", "part"):
            before.setdefault(programme, []).append(part)
        after = {programme: sorted(map(str, uses.get(programme, ()))) for programme in before}
        _refuse_over_others(before, after)
        rows.delete()
        ProgrammeUse.objects.bulk_create(
            ProgrammeUse(organisation_id=organisation_id, programme=programme, part=part)
            for programme, parts in after.items()
            for part in parts
        )
        return [difference("programmes_changed", {}, before, after)]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def give_part(*, organisation: str, programme: str, part: str, writer: Writer) -> Done:
    """Says, at the terminal, that an organisation coordinates or pays for a programme, which shows
    it what others do in it (KV-16). Raises ``Refused``."""
    found = Organisation.objects.filter(name=one_line(organisation)).first()
    if found is None or programme not in programme_ids():
        raise Refused([Fault("programme" if found else "organisation", "unknown_way")])

    def act() -> list[Change]:
        values: dict[str, Any] = {"organisation": found, "programme": programme, "part": part}
        _, is_new = ProgrammeUse.objects.get_or_create(**values)
        change = Change("programmes_changed", {}, {}, {programme: [str(part)]})
        return [change] if is_new else []

    return written(organisation_id=found.pk, writer=writer, act=act)


def _refuse_over_others(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> None:
    """An organisation cannot say of itself that the cases of others are for it to see."""
    added = {programme: set(parts) - set(before[programme]) for programme, parts in after.items()}
    faults = [Fault(name, "over_others") for name, parts in added.items() if parts & OVER_OTHERS]
    if faults:
        raise Refused(faults)


# --- sign-in from outside


def add_meaning(*, organisation_id: int, meaning: Meaning, writer: Writer) -> Done:
    """What a role's name at the identity provider means here. Raises ``Refused``."""
    organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change]:
        values = {**asdict(meaning), "name": meaning.name.strip()}
        _check_meaning(values)
        _, is_new = OutsideRole.objects.get_or_create(organisation_id=organisation_id, **values)
        return [Change("meaning_added", {}, {}, _said(values))] if is_new else []

    return written(organisation_id=organisation_id, writer=writer, act=act)


def remove_meaning(*, organisation_id: int, meaning_id: int, writer: Writer) -> Done:
    """The name means that no more. Whoever has signed in by it keeps what they have until they
    sign in again."""
    organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change]:
        rows = OutsideRole.objects.filter(organisation=organisation_id, pk=meaning_id)
        had: list[Any] = list(rows.values("name", "function", "role", "right"))
        rows.delete()
        return [Change("meaning_removed", {}, _said(values), {}) for values in had]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def _check_meaning(values: Mapping[str, str]) -> None:
    faults = Faults()
    if not values["name"]:
        faults.add("name", "missing")
    if not (values["function"] or values["role"] or values["right"]):
        faults.add("meaning", "nothing_said")
    if values["function"] and values["function"] not in set(Function) - OUTSIDE:
        faults.add("meaning", "unknown_function")
    if values["role"] and values["role"] not in staff_roles():
        faults.add("meaning", "unknown_role")
    if values["right"] and values["right"] not in Right.values:
        faults.add("meaning", "unknown_right")
    faults.refuse_if_any()


def _said(values: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in values.items() if text}
