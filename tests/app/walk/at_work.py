"""What stands beside the cases of the world: letters, companies, placements, matches, courses."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import uuid5

from django.db import transaction

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
from fodfaeste.mentoring import services as mentoring
from fodfaeste.placements import filling
from fodfaeste.placements import services as placements
from fodfaeste.placements.agreements import Details, Terms
from fodfaeste.placements.agreements import Step as HoursFrom
from fodfaeste.placements.services import NewPlacement
from tests.app.letters.post import a_letter
from tests.app.walk.desk import Desk
from tests.app.walk.world import (
    COURSE,
    SECRETS,
    World,
)


def fill(world: World, desk: Desk) -> None:
    """All of it; what comes later builds on what is there."""
    for make in (write_letters, keep, put_to_work, find_work, stand_by, hold):
        make(world, desk)


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
    place = {"run_id": world.run, "case_id": world.cases["own"]}
    desk.act(courses.name_relatives, "member", **place, names="Relationium")
    world.session = Session.unrestricted.filter(run=world.run)[0].pk


def write_letters(world: World, desk: Desk) -> None:
    """A note that waits to be printed, and an invitation that went to who referred; the name of
    whoever gets the note tells who its citizen’s doctor is."""
    by, doctor = world.visitors["member"], SECRETS["letter"][0]
    town = {"name": world.town.name, "organisation": world.town.pk}
    own = world.cases["own"]
    enclosed = [world.files["ordinary"]]
    note = a_letter(
        own,
        kind="follow_up_note",
        to="gp",
        receiver={"name": doctor},
        channel="print",
        enclosed=enclosed,
    )
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


def stand_by(world: World, desk: Desk) -> None:
    """A partner that can give something, a volunteer, and their support in the first case."""
    told = mentoring.PartnerTold(name="Partneria", kind="union", contact_name="Hjaelperia")
    _, pk = desk.act(mentoring.add_partner, "member", told=told)
    helps = mentoring.HelpTold(what="Raadgivning")
    _, help_ = desk.act(mentoring.add_help, "member", partner_id=pk, told=helps)
    by = world.visitors["member"]
    agreed = mentoring.AgreementTold(about="Aftale", since=desk.today, responsible_id=by.pk)
    desk.act(mentoring.agree, "member", partner_id=pk, told=agreed)
    _, mentor = desk.act(mentoring.add_mentor, "member", told=mentoring.MentorTold(name="Mentoria"))
    own = {"case_id": world.cases["own"]}
    words = {"mentor_what": "Mentornotatium"}
    support = mentoring.SupportTold(since=desk.today, is_paid=False, mentor_id=mentor, words=words)
    submission, _ = desk.act(mentoring.begin_support, "member", **own, told=support)
    world.support = mentoring.id_of_support(submission)
    contact = mentoring.ContactTold(on=desk.today, way="met", note="Mentornotatium")
    told_of = {"support_id": world.support, "told": contact}
    desk.act(mentoring.register_contact, "member", **own, **told_of)
    world.register |= {"partner": pk, "help": help_, "mentor": mentor}
