"""What the checks of a programme share: its words, and where mistakes are put."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fodfaeste.core.events import EVENT_KEYS, terms_of
from fodfaeste.core.faults import FAULTY, Faults, below, shown
from fodfaeste.core.programme import Length, Programme
from fodfaeste.core.vocabulary import Attribute, EventType, Vocabulary, Wanted


class Checker:
    """What the checks of one programme share: its words and where mistakes are put."""

    def __init__(self, programme: Programme, vocabulary: Vocabulary, faults: Faults) -> None:
        self.programme = programme
        self.terms = terms_of(programme, vocabulary)
        self.vocabulary = vocabulary
        self.groups = vocabulary.role_groups
        self.faults = faults
        self.cited: set[str] = set()
        self.citations_known = True

    def known(self, name: str | None, names: Iterable[str], place: str, code: str) -> bool:
        """Whether ``name`` is one of ``names``; a fault if it is given and is not."""
        known = list(names)
        if name is None or name in known:
            return name is not None
        if FAULTY in (name, names, *known):
            return False
        self.faults.add(place, code, value=shown(name), known=", ".join(known) or "–")
        return False

    def exactly_one(self, part: Any, names: Sequence[str], place: str) -> None:
        """One of several keys has to be there, and no more than one."""
        given = [name for name in names if getattr(part, name) not in (None, (), False)]
        if len(given) != 1:
            self.faults.add(place, "exactly_one", known=", ".join(names), given=len(given))

    def role(self, name: str, place: str, *, group: bool = False) -> None:
        """A role of the vocabulary or the programme; or, in a match, a word for several."""
        names = [*self.terms.roles, *(self.groups if group else ())]
        self.known(name, names, place, "unknown_role")

    def event(self, names: Iterable[str], place: str) -> list[EventType]:
        """The event types of those names; a fault for each that is not known."""
        return [
            self.terms.events[name]
            for name in names
            if self.known(name, self.terms.events, place, "unknown_event")
        ]

    def where(self, types: Sequence[EventType], where: Mapping[str, Any], place: str) -> None:
        """Attributes that every type has, with values that they can have."""
        for name, wanted in where.items():
            inside = below(place, name)
            for kind in types:
                if self.known(name, kind.attributes, inside, "unknown_attribute_here"):
                    self.values(kind.attributes[name], wanted, inside)

    def values(self, attribute: Attribute, wanted: Any, place: str) -> None:
        """Values that an attribute or fact can have."""
        if FAULTY in (attribute, attribute.type, wanted):
            return
        if attribute.type in _NEVER_ASKED:
            self.faults.add(place, "cannot_be_asked", type=attribute.type)
            return
        given = (*wanted.one_of, *wanted.none_of) if isinstance(wanted, Wanted) else (wanted,)
        allowed = _allowed(attribute)
        for value in given:
            if value is FAULTY:
                continue
            if type(value) is not _TYPES[attribute.type] or (allowed and value not in allowed):
                known = ", ".join(shown(one) for one in allowed) or attribute.type
                self.faults.add(place, "not_one_of", value=shown(value), known=known)

    def meetable(self, name: str | None, place: str) -> None:
        """A requirement that something can meet: an upper limit is not one."""
        names = [rule.id for rule in self.programme.requirements if rule.kind != "at_most"]
        self.known(name, names, place, "unknown_requirement")

    def length(self, length: Length | None, place: str) -> None:
        """A period for each variant that there is, and for no other."""
        if length is None or length.always:
            return
        names = [variant.id for variant in self.programme.variants]
        for name in length.by_variant:
            self.known(name, names, below(place, name), "unknown_variant")
        for name in names:
            if name is not FAULTY and name not in length.by_variant:
                self.faults.add(place, "variant_left_out", value=name)

    # --- the whole

    def check_ids(self) -> None:
        """No id stands twice among things of a kind; a breach's none that a requirement has."""
        programme = self.programme
        rules = [
            *_ids("requirements", programme.requirements),
            *_ids("breaches", programme.breaches),
        ]
        lists = ("target_group", "variants", "phases", "outcomes", "tracks", "courses", "forms",
                 "ways_in", "arrangements", "offers")  # fmt: skip
        others = [_ids(name, getattr(programme, name)) for name in lists]
        others += [
            _ids(f"forms[{n}].questions", f.questions) for n, f in enumerate(programme.forms)
        ]
        for rows in [rules, self._earning(), *others]:
            seen: set[str] = set()
            for place, name in rows:
                if name in seen and name is not FAULTY:
                    self.faults.add(place, "repeated_id", value=shown(name))
                seen.add(name)

    def _earning(self) -> list[tuple[str, str]]:
        settlement = self.programme.settlement
        return [
            (f"settlement.entitlements[{n}].requirement", one.requirement)
            for n, one in enumerate(settlement.entitlements if settlement else ())
        ]

    def check_own_words(self) -> None:
        """A programme adds to the shared vocabulary, and changes nothing in it."""
        programme, shared = self.programme, self.vocabulary
        for section in ("roles", "facts", "indicator_sets"):
            for name in getattr(programme, section):
                if name in getattr(shared, section):
                    self.faults.add(f"{section}.{name}", "stands_already", value=shown(name))
        for kind, own in programme.events.items():
            known = shared.events[kind].attributes if kind in shared.events else {}
            for name in own.attributes:
                inside = f"events.{kind}.attributes.{name}"
                if name in EVENT_KEYS or name in known:
                    self.faults.add(inside, "stands_already", value=shown(name))
            if own.group not in shared.event_groups:
                groups = ", ".join(shared.event_groups)
                inside = f"events.{kind}.group"
                self.faults.add(inside, "not_one_of", value=shown(own.group), known=groups)

    def check_clauses_carried(self) -> None:
        """A clause that is said to be a rule is cited by one."""
        for name, clause in self.programme.clauses.items() if self.citations_known else ():
            if clause.kind == "rule" and name not in self.cited:
                self.faults.add(f"clauses.{name}", "clause_not_carried", value=name)


def _ids(name: str, rows: Sequence[Any]) -> list[tuple[str, str]]:
    return [(f"{name}[{n}].id", row.id) for n, row in enumerate(rows)]


_NEVER_ASKED = ("date", "period", "text")
_TYPES = {"choice": str, "code": str, "yes_no": bool, "number": int}


def _allowed(attribute: Attribute) -> Sequence[object]:
    """The values of a closed list; empty where others are allowed as well."""
    if attribute.type == "yes_no":
        return [True, False]
    return {"choice": list(attribute.values), "number": attribute.numbers}.get(attribute.type, ())
