"""In random histories of consents, sharings, withdrawals and days nothing shows what the policy
forbids on that day: not the case, nor the lists, searches, look-ups, extracts, nor the pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from fodfaeste.cases import queries, services
from fodfaeste.cases.basis import Basis
from fodfaeste.cases.queries.around import around
from fodfaeste.cases.services import (
    Contact,
    NewCitizen,
    NoBasis,
    NotAllowed,
    NotVisible,
    Refused,
    may_send,
)
from tests.app.cases.world import NOW, TODAY, make_world
from tests.app.sharing.agreed import GP, Agreed
from tests.app.sharing.confidences import NUMBER, SECRETS, assert_all, assert_only, plain, written
from tests.app.sharing.policy_model import SHAREABLE, Model, Told
from tests.app.sharing.policy_model import Agreed as Consented
from tests.databases import is_postgres

RECEIVERS = {
    "office": ("jobcentre", "havn", None),
    "vera": ("jobcentre", "havn", "vera"),
    "gp": ("gp", None, None),
}
PEOPLE = ("vera", "villy", "charlie")

KINDS = some.frozensets(some.sampled_from(SHAREABLE), min_size=1, max_size=4)
TO = some.sampled_from(sorted(RECEIVERS))
LENGTH = some.one_of(some.none(), some.integers(0, 40))
WHICH = some.integers(0, 9)
STEP = some.one_of(
    some.tuples(some.just("give"), TO, KINDS, LENGTH),
    some.tuples(some.just("share"), TO, some.one_of(some.none(), KINDS), LENGTH),
    some.tuples(some.just("share"), TO, some.one_of(some.none(), KINDS), LENGTH),
    some.tuples(some.just("statute"), TO, KINDS, some.integers(0, 40)),
    some.tuples(some.just("extract"), TO, some.one_of(some.none(), KINDS), LENGTH),
    some.tuples(some.just("withdraw"), WHICH),
    some.tuples(some.just("end"), WHICH),
    some.tuples(some.just("send"), WHICH),
)
BEGIN = some.tuples(some.just("give"), TO, KINDS, LENGTH)
# Who looks at what, and how many days after the step.
LOOK = some.tuples(some.sampled_from(PEOPLE), some.integers(0, 17), some.integers(0, 30))
OF_SHARING, OTHERS = 7, 9
"""Which of the other queries is the page of consents, and how many there are. Lists are dear, so
every second look is at the case alone."""
STEPS = 8
"""Each of a history's beginnings is a history of its own, and is looked at as well."""
HISTORY = some.tuples(
    BEGIN,
    some.lists(some.tuples(some.integers(0, 20), STEP, LOOK), min_size=STEPS, max_size=STEPS),
)
HISTORIES = 200 if is_postgres() else 1000
PAGES = 15 if is_postgres() else 40
RANDOM = settings(
    deadline=None,
    database=None,
    # A history is short already, and shrinking one takes minutes.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def a(db):
    """A case that holds a secret of every kind."""
    made = Agreed(make_world())
    citizen = NewCitizen(name="Hemmelina Kvistgaard", cpr=NUMBER)
    made.case_id = made.refer(citizen=citizen, on=TODAY - timedelta(60)).case_id
    made.jens_sees(health=True, social=True)
    told: dict[str, Any] = {"by": made.jens, "now": NOW}
    for kind, name in (("ordinary", "notes"), ("health",) * 2, ("social",) * 2, ("belief",) * 2):
        made.register(
            made.case_id, "intro_session", TODAY - timedelta(20),
            note=SECRETS[name][0], text_kind=kind,
        )  # fmt: skip
    services.record_facts(
        case_id=made.case_id, facts={"psychological_problems": True}, submission=uuid4(), **told
    )
    address, telephone, email = SECRETS["contact"]
    contact = Contact(street=f"{address} 7", phone=telephone, email=email)
    services.record_contact(case_id=made.case_id, contact=contact, submission=uuid4(), **told)
    return made


class Story:
    """Plays a history through the services and, beside it, through the model."""

    def __init__(self, a):
        self.a, self.now = a, NOW
        self.model = Model({"vera": "havn", "villy": "havn", "charlie": "elsewhere"})
        self.consents, self.sharings = [], []

    @property
    def today(self):
        return self.now.date()

    def play(self, history):
        """Gives, after each step, who looks at what and on which day."""
        begin, steps = history
        self.step(*begin)
        for days, step, (person, what, later) in steps:
            # Of two consents it is known which came first: nothing happens at one moment.
            self.now += timedelta(days=days, minutes=1)
            self.step(*step)
            yield person, what, self.today + timedelta(days=later)

    def step(self, name, *values):
        getattr(self, f"do_{name}")(*values)

    def recipient(self, to):
        return {"office": self.a.office, "vera": self.a.to_vera, "gp": GP}[to]

    def until(self, length):
        return None if length is None else self.today + timedelta(days=length)

    def do_give(self, to, kinds, length):
        last = self.until(length)
        consent = self.a.give(
            self.recipient(to), tuple(kinds), now=self.now, last_on=last,
            purpose="formaalshemmelighed", wording="ordlydshemmelighed",
        )  # fmt: skip
        made = Consented(RECEIVERS[to], kinds, self.today, last)
        self.consents.append((consent, made))
        self.model.consents.append(made)

    def do_share(self, to, kinds, length, way="access"):
        kinds, last = self.agreed_kinds(to, kinds), self.until(length)
        basis = self.model.basis(RECEIVERS[to], kinds, self.today)
        values = {"last_on": last, "now": self.now, "way": way}
        if way == "access" and to == "gp":
            with pytest.raises(Refused):
                self.a.share(self.recipient(to), tuple(kinds), **values)
        elif basis is None:
            with pytest.raises(NoBasis):
                self.a.share(self.recipient(to), tuple(kinds), **values)
        else:
            sharing = self.a.share(self.recipient(to), tuple(kinds), **values)
            ends = [day for day in (last, basis.last) if day]
            self.told(sharing, to, kinds, min(ends, default=None), basis, way)

    def do_extract(self, to, kinds, length):
        self.do_share(to, kinds, length, way="extract")

    def agreed_kinds(self, to, kinds):
        """Those that were agreed last, unless others are to be tried."""
        agreed = [one.kinds for one in self.model.consents if one.to == RECEIVERS[to]]
        return kinds or (agreed[-1] if agreed else frozenset({"name"}))

    def do_statute(self, to, kinds, length):
        if to == "gp":
            return
        last = self.until(length)
        sharing = self.a.share(
            self.recipient(to), tuple(kinds), now=self.now, last_on=last,
            statute="rsl-11-a-2", reason="en grund",
        )  # fmt: skip
        self.told(sharing, to, kinds, last, None, "access")

    def told(self, sharing, to, kinds, last, basis, way):
        made = Told(RECEIVERS[to], kinds, self.today, last, basis, way == "access")
        self.sharings.append((sharing, made))
        self.model.told.append(made)

    def do_withdraw(self, which):
        if not self.consents:
            return
        consent, made = self.consents[which % len(self.consents)]
        if made.withdrawn:
            with pytest.raises(Refused):
                self.a.withdraw(consent, now=self.now)
        else:
            self.a.withdraw(consent, now=self.now)
            self.model.withdraw(made)

    def do_end(self, which):
        if not self.sharings:
            return
        sharing, made = self.sharings[which % len(self.sharings)]
        if made.ended or made.sent:
            with pytest.raises(Refused):
                self.a.end(sharing, now=self.now)
        else:
            self.a.end(sharing, now=self.now)
            made.ended = True

    def do_send(self, which):
        if not self.sharings:
            return
        sharing, made = self.sharings[which % len(self.sharings)]
        if made.is_access or made.sent or not made.stands(self.today):
            with pytest.raises(Refused):
                self.a.send(sharing, now=self.now)
        else:
            self.a.send(sharing, now=self.now)
            made.sent = True

    # --- what is seen

    def user(self, person):
        return getattr(self.a, person)

    def check(self, person, what, on):
        """The case, and one of all the other queries."""
        sees, user = self.model.sees(person, on), self.user(person)
        view = self.opened(person, on)
        assert (view is None) is (sees is None)
        told = [plain(view), *answers(self.asked(user, on), what)]
        assert_only(sees or frozenset(), written(told))
        if view is not None:
            assert_all(sees, written(plain(view)))

    def opened(self, person, on):
        try:
            return queries.case(user=self.user(person), case_id=self.a.case_id, today=on)
        except NotVisible:
            return None

    def asked(self, user, on):
        """Every query but the two that are always asked; each with the kinds it needs to find."""
        return [
            lambda: repr(queries.cases(user=user, today=on)),
            lambda: repr(queries.cases(user=user, today=on, text="Hemmelina")),
            lambda: repr(queries.cases(user=user, today=on, text=NUMBER)),
            lambda: repr(queries.citizens(user=user, cpr=NUMBER, today=on)),
            lambda: repr(queries.today(user=user, today=on)),
            lambda: repr(queries.today(user=user, today=on, scope="team")),
            lambda: repr(around(user=user, today=on)),
            lambda: repr(queries.sharing(user=user, case_id=self.a.case_id, today=on)),
            lambda: repr(queries.shared_cases(user=user, today=on)),
            *(self.extract_of(user, one, on) for one, _made in self.sharings),
        ]

    def extract_of(self, user, sharing, on):
        case = {"case_id": self.a.case_id, "today": on}
        return lambda: repr(queries.extract(user=user, sharing_id=sharing, **case))

    def check_search(self, person, on):
        """A name or a number finds only those whose name or number is shared."""
        sees, user = self.model.sees(person, on) or (), self.user(person)
        assert bool(queries.shared_cases(user=user, today=on)) is bool(sees)
        by_name = queries.cases(user=user, today=on, text="Hemmelina").rows
        assert bool(by_name) is ("name" in sees)
        by_number = queries.cases(user=user, today=on, text=NUMBER).rows
        assert "cpr" in sees or not by_number
        assert by_number or not {"cpr", "name"} <= set(sees)

    def check_worker(self, on):
        """A waiting extract is shown only while its basis stands; what was sent, always."""
        for sharing, made in self.sharings:
            shown = queries.extract(
                user=self.a.jens, case_id=self.a.case_id, sharing_id=sharing, today=on
            )
            is_open = not made.is_access and (made.sent or made.stands(on))
            assert (shown.content is not None) is is_open
            if shown.content:
                assert_only(made.kinds, written(shown.content))

    def check_may_send(self, on):
        for to, receiver in RECEIVERS.items():
            for kinds in {one.kinds for one in self.model.consents}:
                said = may_send(
                    case_id=self.a.case_id, receiver=self.recipient(to), kinds=kinds, on=on
                )
                assert isinstance(said, Basis) is self.model.may_tell(receiver, kinds, on)


def answers(questions, what):
    """What one of them gives (of extracts: all)."""
    asked = questions[what : what + 1] if what < OTHERS else []
    if what == OF_SHARING:
        asked += questions[OTHERS:]
    return [answer(each) for each in asked]


def answer(question):
    try:
        return question()
    except (NotVisible, NotAllowed) as refused:
        return type(refused).__name__


@pytest.mark.django_db
def test_no_query_shows_what_the_policy_forbids_on_that_day(a):
    looked = []

    @settings(RANDOM, max_examples=HISTORIES // STEPS)
    @given(HISTORY)
    def holds(history):
        with transaction.atomic():
            story = Story(a)
            for person, what, on in story.play(history):
                story.check(person, what, on)
                looked.append(on)
            story.check_search(person, on)
            story.check_worker(on)
            story.check_may_send(on)
            transaction.set_rollback(True)

    holds()
    assert len(looked) >= HISTORIES


@pytest.mark.django_db
def test_no_page_shows_what_the_policy_forbids_on_that_day(a, monkeypatch):
    # What stands on every page is no secret there: a heading, the name of a fact.
    monkeypatch.setitem(SECRETS, "registrations", ("20. oktober", "3. november"))
    monkeypatch.setitem(SECRETS, "health", ("helbredshemmelighed",))

    @settings(RANDOM, max_examples=PAGES)
    @given(HISTORY)
    def holds(history):
        with transaction.atomic():
            story = Story(a)
            *_others, (person, _what, on) = story.play(history)
            client = Client()
            client.force_login(story.user(person))
            moment = NOW + (on - TODAY)
            monkeypatch.setattr(timezone, "now", lambda: moment)
            sees = story.model.sees(person, on)
            for status, page in pages(client, a, story):
                assert status in (200, 302, 403, 404)
                # The day on which one looks stands on Today, and ends as a secret day does.
                assert_only(sees or frozenset(), page.replace("23. november", ""))
            monkeypatch.undo()
            transaction.set_rollback(True)

    holds()


def pages(client, a, story):
    of_case = ["case", "sharing", "share", "consent", "register", "facts", "people"]
    addresses = [reverse(name, args=[a.case_id]) for name in of_case]
    addresses += [reverse(name) for name in ("today", "cases", "shared_with_me")]
    addresses += [reverse("extract", args=[a.case_id, one]) for one, _made in story.sharings]
    for address in addresses:
        answered = client.get(address)
        yield answered.status_code, answered.content.decode()
    for typed in ("Hemmelina", NUMBER):
        answered = client.post(reverse("find"), {"find": typed}, follow=True)
        page = answered.content.decode()
        # What was typed stands in the box that it was typed into, and in the address.
        yield answered.status_code, page.replace(typed, "")
