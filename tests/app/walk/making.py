"""Makes the world that the walk goes through: who comes, and the cases that they come to."""

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from fodfaeste.accounts import services as people
from fodfaeste.accounts.administration import people as administration
from fodfaeste.accounts.models import Right
from fodfaeste.accounts.organisation_log import Writer
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import CaseFile, Draft, EmergencyAccess, LogEntry, LogText
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services import (
    Contact,
    CrisisPlan,
    FocusArea,
    Member,
    NewAppointment,
    NewCitizen,
    NewConsent,
    NewEvent,
    NewSharing,
    PlanChange,
    Recipient,
    Referral,
    Slot,
)
from fodfaeste.cases.services.emergency import open_in_emergency
from fodfaeste.cases.services.sparring import NewSparring, record_sparring
from fodfaeste.companies import services as companies
from fodfaeste.companies.services import (
    CompanyTold,
    ContactTold,
    CooperationTold,
    OfferTold,
    TouchTold,
    UnitTold,
)
from fodfaeste.core.courses import Pattern
from fodfaeste.core.timesheets import Filled
from fodfaeste.courses import patterns
from fodfaeste.courses import services as courses
from fodfaeste.courses.models import Session
from fodfaeste.letters import delivering
from fodfaeste.letters.services import put
from fodfaeste.matching import services as matching
from fodfaeste.matching.models import Step
from fodfaeste.matching.services import NewStep
from fodfaeste.matching.wishes import Needs, Wishes
from fodfaeste.placements import filling
from fodfaeste.placements import services as placements
from fodfaeste.placements.agreements import Details, Terms
from fodfaeste.placements.agreements import Step as HoursFrom
from fodfaeste.placements.services import NewPlacement
from fodfaeste.protection import deletions, retention
from fodfaeste.traces import sampling
from fodfaeste.web.names import rules_of
from fodfaeste.web.sharing.extract import content_of
from tests.app.letters.post import a_letter
from tests.app.walk.world import (
    COURSE,
    CPR,
    FORMER_CPR,
    OTHER_CPR,
    PHASE,
    PROGRAMME,
    PROTECTED_CPR,
    REASON,
    SECRETS,
    WORKER,
    World,
)


def make_world() -> World:
    place = people.add_organisation
    town = place(name="Byens Kommune", kind="municipality")
    centre = place(name="Center Nord", kind="rehabilitation_centre")
    elsewhere = place(name="Fjernland Kommune", kind="municipality")
    world = World(
        town,
        centre,
        elsewhere,
        people.add_team(organisation=centre, name="Team Nord"),
        people.add_team(organisation=elsewhere, name="Team Fjern"),
    )
    add_visitors(world)
    now = timezone.now()
    add_cases(world, Desk(world, now - timedelta(days=40)))
    share(world, Desk(world, now - timedelta(days=40)), Desk(world, now))
    look(world, Desk(world, now))
    attach(world, Desk(world, now))
    begin(world, Desk(world, now))
    write_letters(world, Desk(world, now))
    keep(world, Desk(world, now))
    put_to_work(world, Desk(world, now))
    find_work(world, Desk(world, now))
    hold(world, Desk(world, now))
    leave(world, now)
    propose_erasing(world, Desk(world, now - timedelta(days=1000)), Desk(world, now))
    return world


# --- who


def add_visitors(world: World) -> None:
    place = people.add_organisation
    harbour = place(name="Jobcenter Havn", kind="job_centre")
    coordinating = place(name="Koordinationen", kind="coordinator")
    paying = place(name="Puljen", kind="funder")
    for organisation, part in ((coordinating, "coordinates"), (paying, "funds")):
        people.set_up(organisation=organisation, norms={}, uses={PROGRAMME: [part]})
    add_house(partial(add_visitor, world), world)
    add = partial(add_visitor, world)
    add("receiver", "Vera Vest", harbour)
    add("withdrawn", "Villy Vang", harbour)
    add("expired", "Eva Eng", harbour)
    add("stranger", "Charlie Fremmed", world.elsewhere, roles=WORKER)
    rights = [Right.ADMINISTER, Right.PROTECT]
    add("boss elsewhere", "Bo Boss", world.elsewhere, "leader", rights=rights, roles=WORKER)
    add("coordinator", "Kirsten Koord", coordinating, "project_manager")
    add("funder", "Flemming Fond", paying, "leader")
    add("citizen", "Clara Borger", world.centre, "citizen")
    add("employer", "Egon Arbejdsgiver", world.centre, "employer")


def add_house(add, world: World) -> None:
    """Those of the organisation that runs the case, and of the one that has referred it."""
    add("member", "Karen Medlemsen", world.centre, roles=WORKER)
    add("member, less", "Jens Delvis", world.centre, roles=WORKER)
    add("team", "Tea Team", world.centre, teams=[world.team], roles=WORKER)
    add("leader", "Lis Leder", world.centre, "leader")
    add("referring leader", "Rie Leder", world.town, "leader")
    add("secretary", "Signe Sekretær", world.centre, "secretary")
    add("guard", "Dorte Vagt", world.centre, "administrative", rights=[Right.PROTECT])
    add("administrator", "Adam Styrer", world.centre, "administrative", rights=[Right.ADMINISTER])
    add("opener", "Olga Henviser", world.town, roles=("jobcentre_caseworker",))
    add("colleague", "Kim Kollega", world.centre, roles=WORKER)
    add("emergency", "Nora Natte", world.centre, roles=WORKER)
    add("left", "Frode Fortid", world.centre, teams=[world.team], roles=WORKER)
    add("no factor", "Nikolaj Nøgle", world.centre, roles=WORKER)


def add_visitor(
    world: World, key, name, organisation, function="caseworker", *, rights=(), **more
) -> None:
    email = f"{name.split()[0].lower()}@{organisation.pk}.example"
    user = people.add_user(
        email=email, name=name, organisation=organisation, function=function, **more
    )
    people.give_rights(user=user, rights=rights)
    world.visitors[key] = user


# --- the cases


class Desk:
    """The services, at a moment."""

    def __init__(self, world: World, now) -> None:
        self.world, self.now = world, now

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def act(self, service, by: str, **values):
        """Does it, and gives the id of the form by which it was done."""
        submission = uuid4()
        user = self.world.visitors[by]
        done = service(by=user, now=self.now, submission=submission, **values)
        return submission, done

    def refer(self, label: str, citizen: NewCitizen, *, by="opener", member="member", **values):
        referral = Referral(
            citizen=citizen,
            programme=PROGRAMME,
            first=NewEvent(type="referral_received", on=self.today),
            members=[Member(self.world.visitors[member].pk, "contact_person")],
            **values,
        )
        _, done = self.act(services.refer_citizen, by, referral=referral)
        self.world.cases[label] = done.case_id

    def note(self, label: str, case: str, text: str, *, by="member", kind="ordinary") -> None:
        event = NewEvent(type="progress_measured", on=self.today, note=text, text_kind=kind)
        case_id = self.world.cases[case]
        _, done = self.act(services.register, by, case_id=case_id, event=event)
        self.world.entries[label] = done.entry_id

    def book(self, case: str, **texts) -> None:
        """For a day that is still to come when everybody visits."""
        slot = Slot(on=self.today + timedelta(days=60), at=time(10))
        appointment = NewAppointment(
            type="start_interview",
            slot=slot,
            roles=["citizen", "contact_person"],
            place="other",
            **texts,
        )
        case_id = self.world.cases[case]
        submission, _ = self.act(services.book, "member", case_id=case_id, appointment=appointment)
        self.world.appointments[case] = services.id_of_appointment(submission)

    def contact(self, case: str, contact: Contact) -> None:
        case_id = self.world.cases[case]
        self.act(services.record_contact, "member", case_id=case_id, contact=contact)


def add_cases(world: World, desk: Desk) -> None:
    ours = {
        "organisation_id": world.centre.pk,
        "referred_by_id": world.town.pk,
        "team_id": world.team.pk,
    }
    desk.refer("own", NewCitizen(name="Zenobia Kvistgren", cpr=CPR), **ours)
    hidden = NewCitizen(name="Perpetua Skjultholm", cpr=PROTECTED_CPR, protected=True)
    desk.refer("protected", hidden, **ours)
    desk.refer(
        "other",
        NewCitizen(name="Fjernberta Langt", cpr=OTHER_CPR),
        by="boss elsewhere",
        member="boss elsewhere",
        organisation_id=world.elsewhere.pk,
        team_id=world.elsewhere_team.pk,
    )
    for case in ("own", "protected"):
        for key in ("member, less", "no factor"):
            person = {"user_id": world.visitors[key].pk, "role": "contact_person"}
            desk.act(services.join_case, "member", case_id=world.cases[case], **person)
    fill(world, desk)


def fill(world: World, desk: Desk) -> None:
    """Writes something of every kind into the first case, and an address into the second."""
    desk.note("ordinary", "own", "Pluviusnotat")
    desk.note("health", "own", "Cardaminenotat", kind="health")
    desk.note("social", "own", "Sorbarianotat", kind="social")
    desk.note("belief", "own", "Fidesianotat", by="member, less")
    # Where one was brought along from elsewhere, it is kept like this.
    entry = LogEntry.unrestricted.filter(case=world.cases["own"], type="progress_measured").latest(
        "seq"
    )
    LogText.unrestricted.filter(entry=entry).update(kind="belief")
    said = {"scores": {"belief": 3}, "reason": "Confidentianotat"}
    desk.act(services.state_belief, "member, less", case_id=world.cases["own"], **said)
    plan(world, desk)
    words = {"fact": "Rubelfaktum", "health": "Helsefaktum", "social": "Sociofaktum"}
    told = {f"walk_{name}": word for name, word in words.items()}
    desk.act(services.record_facts, "member", case_id=world.cases["own"], facts=told)
    place = {"postcode": "8900", "city": "Randers"}
    desk.contact(
        "own",
        Contact(street="Hemmelighedsvej 17", phone="99001717", email="zk@borger.example", **place),
    )
    desk.contact("protected", Contact(street="Dunkelvej 3", **place))
    desk.book("own", where="Moedestedium", note="Aftalenotatium")
    desk.book("protected", where="Dunkelmoede")
    write_plan(world, desk)


def write_plan(world: World, desk: Desk) -> None:
    """A published plan with a goal, and an activity that is about health."""
    parts = (
        ("g1", "goal", {"words": "Planteriana"}),
        ("a1", "activity", {"title": "Helseplanum", "about": "health", "first": "2026-03-02"}),
    )
    case_id = world.cases["own"]
    for seen, (item, kind, values) in enumerate(parts):
        change = PlanChange(item=item, kind=kind, values=values, seen=seen)
        desk.act(services.change_plan, "member", case_id=case_id, change=change)
    desk.act(services.publish_plan, "member", case_id=case_id, seen=len(parts))


def plan(world: World, desk: Desk) -> None:
    """Plans the support in the first case, calls somebody in, and writes a meeting down."""
    own = {"case_id": world.cases["own"]}
    rules = rules_of(PROGRAMME)
    focus = [FocusArea(track=rules.programme.tracks[0].id, words="Phaseologia")]
    desk.act(services.plan_phase, "member", **own, phase=PHASE, focus=focus)
    crisis = CrisisPlan(signs="Crisianotat", helps="", called="")
    desk.act(services.plan_for_crisis, "member", **own, plan=crisis)
    _, call = desk.act(services.call_in, "member", **own, what="Vocatianotat")
    world.entries["call"] = call.entry_id
    meeting = NewSparring(on=desk.today, participants=[], questions="Sparringium", agreed="")
    _, world.meeting = desk.act(record_sparring, "member", meeting=meeting)


def look(world: World, desk: Desk) -> None:
    """Opens both cases in an emergency, and draws a sample of who looked."""
    for number in (CPR, PROTECTED_CPR):
        desk.act(open_in_emergency, "emergency", number=number, reason=REASON)
    opened = EmergencyAccess.unrestricted.filter(case=world.cases["own"])
    world.emergency = opened.get().pk
    days = {"since": desk.today, "until": desk.today + timedelta(days=1)}
    _, world.sample = desk.act(sampling.draw, "leader", **days, size=sampling.SIZES[0])


def begin(world: World, desk: Desk) -> None:
    """The member begins to write, and does not send it."""
    address = f"/sager/{world.cases['own']}/registrer/?slags=cv_completed"
    place = services.Place(
        form="register",
        key=address,
        address=address,
        case_id=world.cases["own"],
        act=Act.REGISTER,
    )
    fields = {"note": ["Kladdium"], "text_kind": ["ordinary"]}
    desk.act(services.save_draft, "member", place=place, fields=fields, revision=0)
    world.draft = Draft.unrestricted.get().pk


def hold(world: World, desk: Desk) -> None:
    """A course with both cases, of whom the relatives come."""
    kind = patterns.kind_of(world.visitors["member"], COURSE)
    assert kind is not None, "the programme has it"
    pattern = Pattern(
        first_on=desk.today, weekdays=(0, 2), weeks=2, begins_at=time(9), ends_at=time(11)
    )
    new = courses.NewRun(kind=kind, pattern=pattern)
    _, world.run = desk.act(courses.make_run, "member", new=new)
    for name in ("own", "protected"):
        place = {"run_id": world.run, "case_id": world.cases[name]}
        desk.act(courses.enrol, "member", **place)
    courses.name_relatives(
        run_id=world.run,
        case_id=world.cases["own"],
        names="Relationium",
        by=world.visitors["member"],
        now=desk.now,
    )
    world.session = Session.unrestricted.filter(run=world.run)[0].pk


def attach(world: World, desk: Desk) -> None:
    """A document that everybody reads who works with the case, and one about health."""
    for kind in ("ordinary", "health"):
        content = io.BytesIO(f"Dokument: {SECRETS[f'{kind} document'][0]}".encode())
        given = services.NewFile(f"{SECRETS[f'{kind} document'][1]}.txt", content, kind)
        entry = world.entries["ordinary"]
        own = world.cases["own"]
        desk.act(services.add_file, "member", case_id=own, entry_id=entry, given=given)
    rows = CaseFile.unrestricted.select_related("entry__text")
    world.files = {row.entry.text.kind: row.pk for row in rows}


def write_letters(world: World, desk: Desk) -> None:
    """A note that waits to be printed, and an invitation that went to who referred; the name of
    whoever gets the note tells who its citizen’s doctor is."""
    by, doctor = world.visitors["member"], SECRETS["letter"][0]
    town = {"name": world.town.name, "organisation": world.town.pk}
    own = world.cases["own"]
    note = a_letter(own, kind="follow_up_note", to="gp", receiver={"name": doctor}, channel="print")
    sent = a_letter(own, to="jobcentre", receiver=town)
    waits = a_letter(own, channel="print")
    hidden = a_letter(world.cases["protected"], channel="print")
    with transaction.atomic():
        put([note, sent, waits, hidden], by=by, now=desk.now)
    delivering.deliver_due(clock=lambda: desk.now)
    world.letters = {"formal": waits.id, "note": note.id, "received": sent.id}


def keep(world: World, desk: Desk) -> None:
    """A company in the register, with all that belongs to one."""
    company = CompanyTold(name="Registria", cvr="99990007")
    added, pk = desk.act(companies.add_company, "member", told=company, unit=UnitTold())
    unit = uuid5(added, "unit")
    contact = ContactTold(name="Kontaktoria", phone="62001717")
    sheet = b"CVR;Navn;Kontaktperson\r\n99990015;Arkivia;Kontaktoria\r\n"
    offer = OfferTold(kinds=["work_placement"], tasks="Pakke", open_from=desk.today)
    touch = TouchTold(on=desk.today, channel="visit", outcome="agreed", note="Contactusnotat")
    agreed = CooperationTold(
        about="Aftale", since=desk.today, responsible_id=world.visitors["member"].pk
    )
    world.register = {
        "company": pk,
        "touch": desk.act(companies.record_touch, "member", company_id=pk, told=touch)[1],
        "cooperation": desk.act(companies.add_cooperation, "member", company_id=pk, told=agreed)[1],
        "unit": unit,
        "contact": desk.act(companies.add_contact, "member", company_id=pk, told=contact)[1],
        "import": desk.act(companies.upload, "secretary", content=sheet)[1],
        "offer": desk.act(companies.add_offer, "member", unit_id=unit, told=offer)[1],
    }


def put_to_work(world: World, desk: Desk) -> None:
    """A placement at that company, with a day of its time sheet, confirmed by the workplace."""
    first = desk.today - timedelta(days=7)
    terms = Terms(
        since=first,
        until=first + timedelta(days=60),
        steps=(HoursFrom("unpaid", Decimal(10)),),
        details=Details(purpose="skills", tasks="Aftaletium", decided="Aftalt mundtligt"),
    )
    new = NewPlacement(
        unit_id=world.register["unit"], kind="work_placement", terms=terms, agreed_on=first
    )
    own = {"case_id": world.cases["own"]}
    submission, _ = desk.act(placements.start_placement, "member", **own, new=new)
    world.placement = placements.id_of_placement(submission)
    sheet, monday = {**own, "placement_id": world.placement}, filling.monday_of(first)
    days, notes = {first: Filled(Decimal(2))}, {monday: "Timesedlium"}
    desk.act(filling.fill_timesheet, "member", **sheet, days=days, notes=notes)
    said = {"weeks": [monday], "name": "Bekraeftius", "on": desk.today}
    desk.act(filling.confirm_timesheet, "member", **sheet, **said)


def find_work(world: World, desk: Desk) -> None:
    """What work is wished in the first case, and a step towards the company in the register."""
    own, register = {"case_id": world.cases["own"]}, world.register
    wishes = Wishes(tasks=("Oenskerium",), told="no")
    needs = Needs(words="Hensynium")
    desk.act(matching.write_wishes, "member", **own, wishes=wishes, needs=needs)
    new = NewStep(kind="contacted", on=desk.today, channel="phone", note="Skridtanotat")
    desk.act(matching.take_step, "member", **own, unit_id=register["unit"], new=new)
    world.step = Step.unrestricted.get().pk


def leave(world: World, now: datetime) -> None:
    """Somebody of the team has left, and still has a browser in which they were signed in."""
    administration.leave(
        user_id=world.visitors["left"].pk,
        on=timezone.localdate(now),
        ready=list,
        writer=Writer(world.visitors["administrator"], now, uuid4()),
    )


def propose_erasing(world: World, then: Desk, now: Desk) -> None:
    """A case closed long ago, which is due for erasing by a rule."""
    ours = {"organisation_id": world.centre.pk, "referred_by_id": world.town.pk}
    then.refer("long closed", NewCitizen(name="Antiquaria Forbi", cpr=FORMER_CPR), **ours)
    closing = NewEvent(type="case_closed", on=then.today, attributes={"reason": "flyttet"})
    then.act(services.register, "member", case_id=world.cases["long closed"], event=closing)
    now.act(retention.make_rule, "leader", rule=retention.NewRule(years=1))
    _, world.deletion = now.act(deletions.propose, "leader")


# --- what is shared


NAMED = ("name", "registrations")


def share(world: World, then: Desk, now: Desk) -> None:
    """Access of three receivers, of which one was withdrawn and one has run out; access to the
    protected citizen's case without the name; and an extract that waits."""
    give(world, then, "own", "expired", NAMED, last_on=now.today - timedelta(days=1))
    give(world, now, "own", "withdrawn", NAMED)
    withdrawn = world.consents["withdrawn"]
    now.act(services.withdraw_consent, "member", case_id=world.cases["own"], consent_id=withdrawn)
    give(world, now, "protected", "receiver", ("registrations",))
    give(world, now, "own", "receiver", NAMED)
    add_extract(world, now)


def give(world: World, desk: Desk, case: str, key: str, kinds, *, last_on=None) -> None:
    person = world.visitors[key]
    receiver = Recipient(
        role="jobcentre", organisation_id=person.organisation_id, user_id=person.pk
    )
    agree(world, desk, case, key, receiver, kinds, last_on)
    sharing = NewSharing(receiver=receiver, kinds=kinds, way="access", since=desk.today)
    case_id = world.cases[case]
    submission, _ = desk.act(
        services.share, "member", case_id=case_id, sharing=sharing, present=dict
    )
    world.sharings[key] = services.id_of_sharing(submission)


def agree(world: World, desk: Desk, case: str, key: str, receiver, kinds, last_on=None) -> None:
    consent = NewConsent(
        receiver=receiver,
        kinds=kinds,
        purpose="Formaalium: at de kan følge med",
        wording="Ordlydium: jeg siger ja",
        way="in_person",
        witness="Vita Vidne",
        given_on=desk.today,
        since=desk.today,
        last_on=last_on,
    )
    submission, _ = desk.act(
        services.give_consent, "member", case_id=world.cases[case], consent=consent
    )
    world.consents[key] = services.id_of_consent(submission)


def add_extract(world: World, desk: Desk) -> None:
    doctor = Recipient(role="gp", name="Lægehuset Torvet")
    kinds, case_id = ("name", "health"), world.cases["own"]
    agree(world, desk, "own", "doctor", doctor, kinds)

    def present(view):
        return {**content_of(view, today=desk.today), "lead": "Extraktium"}

    view = queries.receiver_view(
        user=world.visitors["member"], case_id=case_id, kinds=kinds, today=desk.today
    )
    sharing = NewSharing(receiver=doctor, kinds=kinds, way="extract", since=desk.today)
    submission, _ = desk.act(
        services.share,
        "member",
        case_id=case_id,
        sharing=replace(sharing),
        present=present,
        seen=services.digest_of(present(view)),
    )
    world.sharings["extract"] = services.id_of_sharing(submission)
