"""By which ways somebody can be written to, and why not by the others."""

import pytest

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto
from fodfaeste.cases.files.kinds import PDF, WEBP
from fodfaeste.cases.models import Citizen
from fodfaeste.letters.channels import Reached, best, blocked, possible, proposed

NUMBERED = Organisation(name="Center Nord", cvr="12345674")


def citizen(*, cpr=True, **contact):
    given = {"contact": crypto.encrypt_map(contact)} if contact else {}
    return Citizen(name="Bo", cpr=crypto.encrypt("010190-1235") if cpr else None, **given)


def reached(*, to="citizen", receiver=None, of=None, sender=NUMBERED, enclosed=()):
    return Reached(
        to=to, receiver=receiver or {}, citizen=of or citizen(), sender=sender, enclosed=enclosed
    )


@pytest.mark.parametrize(
    ("one", "ways", "why"),
    [
        (reached(), ("digital_post", "print"), None),
        (reached(of=citizen(cpr=False)), ("print",), "no_number"),
        (reached(of=citizen(digital_exempt=True)), ("print",), "exempt"),
        (reached(sender=Organisation(name="X")), ("print",), "no_sender"),
        (
            reached(to="gp", receiver={"cvr": "12345674"}, sender=Organisation(name="X")),
            ("print",),
            "no_sender",
        ),
        (reached(enclosed=[PDF, WEBP]), ("print",), "enclosed"),
        (reached(of=citizen(email="bo@example.org")), ("digital_post", "print", "email"), None),
        (reached(to="gp", receiver={"name": "L"}), ("print",), "no_number"),
        (reached(to="gp", receiver={"cvr": "12345674"}), ("digital_post", "print"), None),
        (reached(to="gp", receiver={"organisation": 1}), ("organisation", "print"), "has_inbox"),
    ],
)
def test_only_the_ways_that_are_open_can_be_chosen(one, ways, why):
    assert possible(one) == ways
    assert blocked(one).get("digital_post") == why
    assert not set(ways) & set(blocked(one))


TO_EMPLOYER = {"to": "employer", "receiver": {"cvr": "12345674"}}


@pytest.mark.parametrize(
    ("one", "way"),
    [
        (reached(), "digital_post"),
        (reached(sender=Organisation(name="X")), "print"),
        (reached(**TO_EMPLOYER), "digital_post"),
        (reached(**TO_EMPLOYER, sender=Organisation(name="X")), "print"),
        (reached(to="gp", receiver={"organisation": 1}), "organisation"),
    ],
)
def test_no_way_is_proposed_by_which_it_would_not_get_there(one, way):
    assert proposed(one) == way


@pytest.mark.parametrize(
    ("of", "way"),
    [
        (citizen(), "digital_post"),
        (citizen(digital_exempt=True, street="Nørregade 1"), "print"),
        (citizen(cpr=False, street="Nørregade 1", email="bo@example.org"), "print"),
        (citizen(cpr=False, email="bo@example.org"), "email"),
        (citizen(cpr=False), ""),
    ],
)
def test_whom_nothing_is_known_of_is_not_reached(of, way):
    assert best(reached(of=of)) == way


def test_a_unit_sends_under_the_number_of_what_it_is_part_of():
    unit = Organisation(name="Jobcenter", parent=NUMBERED)
    assert possible(reached(sender=unit)) == ("digital_post", "print")
