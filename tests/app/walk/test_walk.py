"""Every address of the site, as everybody who might come to it.

What each answers stands in ``answers.md``, and who may read what in ``secrets.md``: both to be
read by people. After a change that is meant, FODFAESTE_WRITE_TABLE=1 writes the first anew, for
its difference to be looked at.
"""

from typing import Any, get_args

import pytest

from fodfaeste.web.access import Policy, policy_of
from tests.app.walk import tables
from tests.app.walk.addresses import calls, every_address, unknown
from tests.app.walk.walking import SIGNED_OUT, Visitor
from tests.app.walk.world import SECRETS

pytestmark = pytest.mark.django_db

VISITORS = [
    SIGNED_OUT,
    "member",
    "member, less",
    "team",
    "leader",
    "referring leader",
    "secretary",
    "guard",
    "administrator",
    "opener",
    "colleague",
    "emergency",
    "receiver",
    "withdrawn",
    "expired",
    "stranger",
    "boss elsewhere",
    "coordinator",
    "funder",
    "citizen",
    "employer",
    "left",
    "no factor",
]
POLICIES = get_args(Policy)
TAKING_OUT = {"subject_access", "file_for_citizen"}
"""Where all that is held of a citizen is taken out for them."""
# What an answer may write although it changes nothing: that somebody looked, their session, and
# how often they came. (allauth makes its note of somebody's e-mail when it first needs it.)
BESIDE = {
    "accounts_accesslog",
    "accounts_listed",
    "account_emailaddress",
    "django_session",
    "running_spent",
    "web_cache",
}


@pytest.mark.parametrize("address", every_address(), ids=lambda one: one.name)
def test_every_view_says_who_may_use_it(address):
    policy = policy_of(address.pattern.callback)
    assert policy in POLICIES, "dress it with one of fodfaeste.web.access"


@pytest.mark.parametrize("name", VISITORS)
def test_everybody_gets_what_the_tables_say(world, name):
    visitor = Visitor(world, name)
    answers = visitor.walk()
    problems = [
        *(differing(name, answers) if not tables.is_writing() else written(name, answers)),
        *leaks(name, answers),
        *changes(answers),
        *unlogged(visitor, answers),
        *strays(answers),
    ]
    assert not problems, "\n".join([f"as {name}:", *problems])


# --- what can be wrong


def cells(answers):
    """What each row of the table says: one word, or one for each way of sending it."""
    said: dict[Any, list[Any]] = {}
    for answer in answers:
        said.setdefault(answer.row, []).append(answer.cell)
    return {row: " ".join(dict.fromkeys(words)) for row, words in said.items()}


def differing(name, answers):
    told = {row: columns.get(name, "?") for row, columns in tables.read(tables.ANSWERS).items()}
    got = cells(of_table(answers))
    for row in dict.fromkeys([*told, *got]):
        if told.get(row) != got.get(row):
            yield f"answers.md: {row}: says {told.get(row)}, got {got.get(row)}"


def of_table(answers):
    """The protected citizen's case is answered as the other one; only what is read differs."""
    return [answer for answer in answers if answer.call.scope != "protected"]


def written(name, answers):
    kept = of_table(answers)
    sections = {answer.row: answer.call.address.area for answer in kept}
    tables.write_column(name, cells(kept), sections)
    return []


def leaks(name, answers):
    """What is read where the table does not say so, and the other way round."""
    told = {secret: columns[name] for secret, columns in tables.read(tables.SECRETS).items()}
    seen: dict[Any, Any] = {}
    for answer in answers:
        for secret in answer.secrets:
            seen.setdefault(secret, []).append(answer)
    for secret in SECRETS:
        if told[secret] in ("sees", "takes out") and secret not in seen:
            yield f"secrets.md: {secret}: is to be seen, and stands nowhere"
        if told[secret] in ("", "takes out"):
            open_to = TAKING_OUT if told[secret] else set()
            rows = dict.fromkeys(
                answer.row
                for answer in seen.get(secret, ())
                if answer.call.address.name not in open_to
            )
            yield from (f"leak: {secret} in the answer of {row}" for row in rows)


def changes(answers):
    """What is refused changes nothing; nor does anything that is only asked for."""
    for answer in answers:
        if (answer.is_refused or answer.method == "GET") and answer.wrote - BESIDE:
            yield f"changed: {answer.row} ({answer.status}) wrote {sorted(answer.wrote - BESIDE)}"


def unlogged(visitor, answers):
    """Who is refused at a case stands in the log of look-ups, and is not said to have seen it."""
    hidden = {a.call.scope for a in answers if a.row.startswith("case ") and a.status == 404}
    for answer in answers:
        of_case = visitor.user and "case_id" in answer.call.address.parameters
        is_refusal = answer.status == 403 or (answer.call.scope in hidden and answer.status == 404)
        if of_case and is_refusal and "refused" not in answer.noted:
            yield f"not logged: {answer.row} ({answer.status}), only {sorted(answer.noted)}"


def strays(answers):
    """Nothing breaks, leads elsewhere, or is kept by a browser or a proxy."""
    for answer in answers:
        kept = answer.headers.get("Cache-Control", "")
        if answer.status >= 500 and answer.call.address.name != "health":
            yield f"broken: {answer.row} ({answer.status})"
        if answer.location and not is_here(answer.location):
            yield f"leads elsewhere: {answer.row} to {answer.location}"
        if "no-store" not in kept:
            yield f"can be kept: {answer.row}: {kept}"


def is_here(location):
    return location.startswith("/") and not location.startswith("//")


# --- what holds of all


def test_every_parameter_is_filled_in(world):
    missing = {one.route: names for one in every_address() if (names := unknown(one, world))}
    assert not missing, "say in addresses.samples() what to put there"


def test_the_table_has_the_rows_of_every_address(world):
    rows = {
        call.row(method)
        for call in calls(world)
        if call.scope != "protected"
        for method in call.methods
    }
    assert set(tables.read(tables.ANSWERS)) == rows


def test_the_tables_have_a_column_for_everybody():
    for path in (tables.ANSWERS, tables.SECRETS):
        for row, columns in tables.read(path).items():
            assert list(columns) == VISITORS, f"{path.name}: {row}"
    assert set(tables.read(tables.SECRETS)) == set(SECRETS)


OPEN = {"everyone", "demonstration", "at_provider"}
"""Policies of what also those see who are not signed in."""


def told_of(name, policies):
    """What the table tells a visitor of the addresses that have one of those policies."""
    wearing = {one.name for one in every_address() if policy_of(one.pattern.callback) in policies}
    table = tables.read(tables.ANSWERS)
    return {row: table[row][name] for row in table if row.split(" ")[0] in wearing}


def told_of_cases(name):
    """The same, of the addresses of a case."""
    of_case = {one.name for one in every_address() if "case_id" in one.parameters}
    table = tables.read(tables.ANSWERS)
    return {row: table[row][name] for row in table if row.split(" ")[0] in of_case}


class TestTheTableIsWhatPoliciesMean:
    """Whoever writes the table anew without looking at it is stopped here."""

    @pytest.mark.parametrize("name", [SIGNED_OUT, "left"])
    def test_nobody_gets_past_sign_in(self, name):
        assert set(told_of(name, set(POLICIES) - OPEN).values()) == {"→in"}

    @pytest.mark.parametrize("name", ["citizen", "employer"])
    def test_the_staffs_pages_are_not_for_citizens_and_employers(self, name):
        assert set(told_of(name, set(POLICIES) - OPEN - {"signed_in"}).values()) == {"403"}

    def test_nobody_works_without_the_second_factor_that_is_demanded(self):
        told = told_of("no factor", set(POLICIES) - OPEN - {"signed_in"})
        assert set(told.values()) == {"→2nd"}

    @pytest.mark.parametrize(
        "name",
        ["administrator", "colleague", "withdrawn", "expired", "stranger", "coordinator", "funder"],
    )
    def test_a_case_does_not_exist_for_who_has_nothing_to_do_with_it(self, name):
        assert set(told_of_cases(name).values()) <= {"404", "—", "→ 404"}

    @pytest.mark.parametrize("policy", ["leader", "administrator", "guard"])
    def test_a_colleague_has_no_part_in_what_needs_a_right(self, policy):
        assert set(told_of("colleague", {policy}).values()) <= {"403"}


@pytest.mark.parametrize("name", [SIGNED_OUT, "member", "leader"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_nothing_answers_to_other_methods(world, name, method):
    visitor = Visitor(world, name)
    answers = [visitor.ask(call, method, {}) for call in visitor.calls if call.scope == "own"]
    problems = {
        answer.row: answer.status
        for answer in answers
        if not (answer.is_refused or answer.cell == "→") or answer.wrote - BESIDE
    }
    assert not problems
