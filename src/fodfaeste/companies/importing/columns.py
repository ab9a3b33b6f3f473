"""The columns of a sheet: what each is called in both languages, and by which other names people
call it. Capitals, accents and punctuation make no difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fodfaeste.cases.names import search_key
from fodfaeste.core.faults import Fault, Refused


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that it fills, its names, and an example for the template."""

    field: str
    da: str
    en: str
    others: tuple[str, ...]
    example: str

    def name(self, language: str) -> str:
        return self.da if language == "da" else self.en


COLUMNS: tuple[Column, ...] = (
    Column("cvr", "CVR-nummer", "CVR number", ("cvr", "cvrnr", "cvr nr"), "99990007"),
    Column("name", "Navn", "Name", ("virksomhed", "virksomhedsnavn", "company"), "Søby Bageri"),
    Column("trade", "Branche", "Trade", ("branchetekst", "industry"), "bageri"),
    Column("kind", "Slags", "Kind", ("type",), "virksomhed"),
    Column("is_public", "Offentlig", "Public", ("offentlig arbejdsgiver",), "nej"),
    Column("p_number", "P-nummer", "P-number", ("pnr", "p nr", "produktionsenhed"), "9990000000"),
    Column("unit_name", "Enhedens navn", "Name of the unit", ("enhed", "afdeling", "unit"), ""),
    Column("street", "Gade og nummer", "Street and number", ("adresse", "gade", "vej", "address"),
           "Havnegade 1"),
    Column("postcode", "Postnummer", "Postcode", ("postnr", "post nr", "zip"), "8999"),
    Column("town", "By", "Town", ("postdistrikt", "bynavn", "city"), "Søby"),
    Column("staff", "Ansatte (årsværk)", "Employees (full-time)",
           ("ansatte", "årsværk", "antal ansatte", "employees"), "12,5"),
    Column("month", "Måned", "Month", (), "2026-10"),
    Column("contact", "Kontaktperson", "Contact", ("kontakt", "kontaktnavn"), "Bodil Bager"),
    Column("title", "Stilling", "Position", ("titel", "title"), "mester"),
    Column("role", "Rolle", "Role", (), "ansvarlig"),
    Column("phone", "Telefon", "Telephone", ("tlf", "tlf nr", "mobil", "phone"), "00 00 44 00"),
    Column("email", "E-mail", "E-mail address", ("email", "mail"), "bodil@bageri.example"),
    Column("tasks", "Opgaver", "Tasks", ("arbejdsopgaver", "tilbud", "offer"),
           "pakke brød, stille varer op"),
    Column("kinds", "Tilbydes som", "Offered as", ("ordning", "scheme"), "virksomhedspraktik"),
    Column("hours_least", "Timer fra", "Hours from", ("timer", "hours"), "5"),
    Column("hours_most", "Timer til", "Hours to", (), "20"),
    Column("considerations", "Hensyn", "Considerations", ("skånehensyn",), "ekstra pauser"),
    Column("places", "Pladser", "Places", ("antal pladser",), "2"),
)  # fmt: skip

REQUIRED = ("cvr", "name")

Positions = Mapping[str, int]


def _key(name: str) -> str:
    return search_key(name).replace("0", "")


_FIELDS = {_key(name): one.field for one in COLUMNS for name in (one.da, one.en, *one.others)}


def positions(header: Sequence[str]) -> Positions:
    """Where each field stands. Raises ``Refused``: a column twice, or one that is needed not
    there."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        field = _FIELDS.get(_key(name))
        if field is not None and field in found:
            raise Refused([Fault("file", "column_twice", {"value": name.strip()})])
        if field is not None:
            found[field] = place
    for field in REQUIRED:
        if field not in found:
            raise Refused([Fault("file", "column_missing", {"value": name_of(field, "da")})])
    return found


def unknown(header: Sequence[str]) -> tuple[str, ...]:
    """The columns that are passed over."""
    return tuple(name.strip() for name in header if name.strip() and _key(name) not in _FIELDS)


def name_of(field: str, language: str) -> str:
    """What a field's column is called; the field itself where there is none."""
    return next((one.name(language) for one in COLUMNS if one.field == field), field)
