"""Every address of the site, found from its configuration, with what its parameters are filled
with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.app.walk import world as given


@dataclass(frozen=True)
class Address:
    """A pattern of the configuration, with the whole of its route."""

    name: str
    route: str
    pattern: URLPattern

    @property
    def area(self) -> str:
        """The part of the site that answers it."""
        module = self.pattern.callback.__module__.removeprefix("fodfaeste.web.")
        area = module.split(".")[0]
        return "sign_in" if area == "allauth" else area

    @property
    def parameters(self) -> list[str]:
        regex = self.pattern.pattern.regex  # names groups for every kind of pattern
        return list(regex.groupindex)


@dataclass(frozen=True)
class Call:
    """An address with its parameters filled in. ``label``: with what, as the table says it;
    ``scope``: of whose case or organisation. ``query`` and ``data``: what somebody typed."""

    address: Address
    path: str
    label: str = ""
    scope: str = "own"
    methods: tuple[str, ...] = ("GET", "POST")
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    def row(self, method: str) -> str:
        """What the table calls it."""
        said = ", ".join(filter(None, [self.label, "" if self.scope == "own" else self.scope]))
        return f"{self.address.name}{f' ({said})' if said else ''} {method}"


def every_address() -> list[Address]:
    return list(_leaves(get_resolver().url_patterns, ""))


def _leaves(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _leaves(pattern.url_patterns, route)
        else:
            yield Address(pattern.name or route, shown(route), pattern)


def shown(route: str) -> str:
    """A route without converters and regular expressions."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
    return "/" + re.sub(r"<\w+:", "<", plain).strip("^$")


# --- what the parameters are filled with


Samples = Mapping[str, Mapping[str, object]]


def samples(world: given.World, scope: str) -> Samples:
    """For each parameter the values to try, by the label that the table gives them."""
    is_own = scope != "other"
    organisation = world.centre if is_own else world.elsewhere
    person = world.visitors["colleague" if is_own else "boss elsewhere"]
    # Of the case of others: entries, consents and sharings that are not of that case at all.
    entries = world.entries if scope == "own" else {"": "e1"}
    consents = {"stands": world.consents["receiver"], "withdrawn": world.consents["withdrawn"]}
    sharings = {"access": world.sharings["receiver"], "extract": world.sharings["extract"]}
    return {
        "case_id": {"": world.cases[scope]},
        "entry_id": entries,
        "appointment_id": {"": world.appointments["own" if scope == "other" else scope]},
        "consent_id": consents if scope == "own" else {"": consents["stands"]},
        "sharing_id": sharings if scope == "own" else {"": sharings["extract"]},
        "organisation_id": {"": organisation.pk},
        "user_id": {"": person.pk},
        "team_id": {"": (world.team if is_own else world.elsewhere_team).pk},
        "programme_id": {"": given.PROGRAMME},
        "part": {"": "maal"},
        "item": {"": "g1"},
        "number": {"": 1},
        "phase": {"": given.PHASE},
        "meeting_id": {"": world.meeting},
        "run_id": {"": world.run},
        "session_id": {"": world.session},
        "course_key": {"": given.COURSE},
        "version": {"": "2018-02-01"},
        "access_id": {"": world.emergency},
        "deletion_id": {"": world.deletion},
        "draft_id": {"": world.draft},
        "file_id": {"ordinary": world.files["ordinary"], "health": world.files["health"]},
        "letter_id": world.letters,
        "what": {"plan": "planen", "receipt": "kvittering"},
        "of": {"": "1"},
        "kind": {"": "citizen_plan"},
        "sample_id": {"": world.sample},
        "company_id": {"": world.register["company"]},
        "step_id": {"": world.step},
        "unit_id": {"": world.register["unit"]},
        "contact_id": {"": world.register["contact"]},
        "touch_id": {"": world.register["touch"]},
        "cooperation_id": {"": world.register["cooperation"]},
        "import_id": {"": world.register["import"]},
        "placement_id": {"": world.placement},
        "offer_id": {"": world.register["offer"]},
        "system": {"": "vitas"},
        "ending": {"": "json"},
        "partner_id": {"": world.register["partner"]},
        "help_id": {"": world.register["help"]},
        "mentor_id": {"": world.register["mentor"]},
        "support_id": {"": world.support},
        "pk": {"": 1},
        "uidb36": {"": "1"},
        "key": {"": "made-up"},
        "ticket": {"": "made-up"},
        "digest": {"": "made-up"},
    }


def then() -> str:
    """The team's week in which the appointments are."""
    year, week, _ = (timezone.localdate() + timedelta(days=20)).isocalendar()
    return f"?hvem=team&uge={year}-W{week:02}"


OF_A_CASE = frozenset({"case_id"})
OF_SOMEBODY = frozenset({"case_id", "organisation_id", "user_id", "team_id"})


def calls(world: given.World) -> list[Call]:
    """All of them, also with the ids of others, and with what somebody might type."""
    found: list[Call] = []
    for address in every_address():
        if unknown(address, world):
            continue
        found += filled(address, world, "own")
        if OF_SOMEBODY & set(address.parameters):
            found += filled(address, world, "other")
        if OF_A_CASE & set(address.parameters):
            found += filled(address, world, "protected")
        found += typed(address, world)
    return found


def unknown(address: Address, world: given.World) -> set[str]:
    """Its parameters of which ``samples`` says nothing."""
    return set(address.parameters) - set(samples(world, "own"))


def filled(address: Address, world: given.World, scope: str) -> Iterator[Call]:
    known, names = samples(world, scope), address.parameters
    for labels in product(*(known[name] for name in names)):
        values = {name: known[name][label] for name, label in zip(names, labels, strict=True)}
        path = reverse(address.name, kwargs=values)
        label = ", ".join(filter(None, labels))
        methods = ("GET",) if scope == "protected" else ("GET", "POST")
        yield Call(address, path, label, scope, methods)


def typed(address: Address, world: given.World) -> Iterator[Call]:
    """Searches and questions that could find somebody."""
    case = reverse("case", args=[world.cases["own"]])
    today = timezone.localdate()
    day = {"on_day": str(today.day), "on_month": str(today.month), "on_year": str(today.year)}
    keeping = {"kladde": "gem", "kladde_ejer": str(world.visitors["member"].pk)}
    asked: dict[str, list[tuple[str, str, str, dict[str, Any]]]] = {
        "calendar": [("the team's", "GET", "?hvem=team", {}), ("then", "GET", then(), {})],
        "book": [("an interview", "GET", "?slags=start_interview", {})],
        "remind": [("nothing", "POST", "", {"duty": "no-such:1"})],
        "today": [("the team's", "GET", "?hvem=team", {}), ("all", "GET", "?hvem=alle", {})],
        "cases": [
            ("search by name", "GET", "?q=zenobia&status=alle", {}),
            ("all", "GET", "?status=alle", {}),
            ("search by protected name", "GET", "?q=perpetua&status=alle", {}),
        ],
        "find": [
            ("by CPR number", "POST", "", {"find": given.CPR}),
            ("by protected CPR number", "POST", "", {"find": given.PROTECTED_CPR}),
        ],
        "refer_to": [("by CPR number", "POST", "", {"cpr": given.CPR, "name": "Nogen Anden"})],
        "subject_access": [("as data", "POST", "", {"form": "json", "language": "da"})],
        "register": [
            ("a draft", "GET", "?slags=cv_completed", {}),
            ("kept", "POST", "?slags=programme_started", {"note": "hej", **keeping}),
            ("a note", "GET", f"?slags=cv_completed&tilbage={case}", {}),
            ("a note", "POST", "?slags=cv_completed", {"note": "hej", **day}),
            ("begun", "GET", "?slags=follow_up_note_written", {}),
            ("begun, health", "GET", "?slags=follow_up_note_written&om=health", {}),
            ("begun, belief", "GET", "?slags=follow_up_note_written&om=belief", {}),
        ],
        "close": [("social", "GET", "?om=social", {})],
        "letter_from": [
            ("on paper", "POST", "", {"to": "citizen/print", "language": "da", "look": "1"}),
            ("sent", "POST", "", {"to": "citizen/print", "language": "da"}),
        ],
        "variant": [("one", "POST", "", {"variant": "9-months"})],
        "facts": [("one", "POST", "", {"f_motivated": "yes"})],
        "contact": [("all", "POST", "", {"street": "Nyvej 1", "postcode": "8900", "city": "R"})],
        "let_see": [("nothing", "POST", "", {"user_id": str(world.visitors["member"].pk)})],
        "withdraw": [("it", "POST", "", {"consent": str(world.consents["receiver"])})],
    }
    for label, method, query, data in asked.get(address.name, ()):
        for call in filled(address, world, "own"):
            yield Call(address, call.path, label, "own", (method,), query, data)
