"""A case as the queries give it, without a database: for the presenters."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from fodfaeste.cases.policy import Act, Kind, Relation
from fodfaeste.cases.queries import CaseView, CitizenView, EntryView, MemberView
from fodfaeste.cases.sight import Sight
from fodfaeste.core.evaluation import evaluate
from fodfaeste.core.events import EVENT_KEYS, read_case
from fodfaeste.programmes.catalogue import versions

TODAY = date(2026, 11, 23)
CASE_ID = UUID(int=1)
METTE, KAREN = 1, 2
WORKER = Sight(frozenset({Relation.MEMBER}), frozenset(Kind), frozenset(Act), METTE)


def day(offset: int) -> date:
    """So many days after today."""
    return TODAY + timedelta(days=offset)


def happened(type_, offset, **more):
    """An event of the exchange format."""
    return {"type": type_, "on": day(offset).isoformat(), **more}


def member(user_id, name, role, **more) -> MemberView:
    values = {"initials": name[:1], "organisation": "Søby", "since": TODAY, "until": None}
    values |= {"primary": False, **more}
    return MemberView(user_id=user_id, name=name, role=role, **values)


MEMBERS = (
    member(METTE, "Mette Holm", "jobcentre_caseworker", primary=True),
    member(KAREN, "Karen Lund", "contact_person"),
)


def entry(number, row, **more) -> EntryView:
    attributes = {name: value for name, value in row.items() if name not in EVENT_KEYS}
    values = {
        "id": f"e{number}",
        "seq": number,
        "kind": "event",
        "type": row["type"],
        "on": date.fromisoformat(row["on"]),
        "by_role": row.get("by"),
        "present": tuple(row.get("present", ())),
        "attributes": attributes,
        "note": "",
        "answers": {},
        "author": "Mette Holm",
        "author_id": METTE,
        "registered_at": datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
        "corrected_by": None,
        "replaced_by": None,
        "replaces": None,
        "has_text": False,
        "erased_at": None,
    }
    return EntryView(**(values | more))


def view(
    *rows, programme="jobspot", variant=None, facts=None, members=MEMBERS, entries=None, **more
) -> CaseView:
    """A case with those events; their ids are e1, e2 …"""
    rules = versions(programme)[-1]
    numbered = [{"id": f"e{n}", **row} for n, row in enumerate(rows, start=1)]
    given = {"variant": variant, "citizen": facts or {}, "events": numbered}
    case = read_case(given, rules.terms)
    made = tuple(entry(n, row) for n, row in enumerate(rows, start=1))
    citizen = CitizenView(
        citizen_id=UUID(int=2),
        name="Åse Ærø",
        cpr=None,
        birth_date=date(1982, 11, 24),
        protected=False,
    )
    values = {
        "case_id": CASE_ID,
        "citizen": citizen,
        "programme": programme,
        "version": rules.programme.version,
        "newer_version": None,
        "organisation_id": 1,
        "organisation": "Søby Kommune",
        "referred_by": None,
        "team": None,
        "opened_at": datetime(2026, 10, 1, 9, 5, tzinfo=UTC),
        "opened_by": "Mette Holm",
        "members": members,
        "facts": facts or {},
        "rules": rules,
        "case": case,
        "evaluation": evaluate(rules, case, TODAY.toordinal()),
        "entries": tuple(reversed(made)) if entries is None else entries,
        "sight": WORKER,
    }
    return CaseView(**(values | more))
