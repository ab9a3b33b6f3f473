"""What somebody is typing is kept until it is sent, for them alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import Draft, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services import DraftElsewhere, Place
from fodfaeste.cases.services.drafts import MOST_BYTES, MOST_DRAFTS, forget_old
from fodfaeste.cases.services.erasing import erase_case
from tests.app import web_data

pytestmark = pytest.mark.django_db

WORDS = "Åse er begyndt hos bageren"


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


def place_in(case, name="note"):
    path = f"/sager/{case}/registrer/?slags={name}"
    return Place(form="register", key=path, address=path, case_id=case, act=Act.REGISTER)


def save(place, by, *, revision=0, submission=None, now=None, **fields):
    return services.save_draft(
        place=place,
        fields={name: [value] for name, value in (fields or {"note": WORDS}).items()},
        revision=revision,
        by=by,
        now=now or timezone.now(),
        submission=submission or uuid4(),
    )


def found(by, place):
    return queries.draft(user=by, key=place.key, today=timezone.localdate())


def listed(by):
    return queries.drafts(user=by, today=timezone.localdate())


def test_it_comes_back_as_it_was_typed_and_lies_encrypted(home, case):
    place = place_in(case)
    assert save(place, home.mette).revision == 1
    draft = found(home.mette, place)
    assert draft.fields == {"note": [WORDS]}
    assert draft.revision == 1 and draft.new_lines == 0
    [row] = Draft.unrestricted.all()
    assert WORDS not in row.fields and "bageren" not in row.key


def test_it_is_in_no_log(home, case):
    before = LogEntry.unrestricted.count(), AccessLog.objects.count()
    save(place_in(case), home.mette)
    assert (LogEntry.unrestricted.count(), AccessLog.objects.count()) == before


def test_saving_again_counts_on_and_costs_two_short_questions(home, case):
    place, submission = place_in(case), uuid4()
    save(place, home.mette, submission=submission)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        done = save(place, home.mette, revision=1, submission=submission, note="Mere")
    assert done.revision == 2
    assert len(asked) == 2, "what one drafts, and whether one still may"
    assert found(home.mette, place).fields == {"note": ["Mere"]}


def test_what_was_saved_elsewhere_meanwhile_is_not_written_over(home, case):
    place = place_in(case)
    save(place, home.mette)
    save(place, home.mette, revision=1, note="Fra den anden fane")
    with pytest.raises(DraftElsewhere) as refused:
        save(place, home.mette, revision=1, note="Fra den første")
    assert refused.value.revision == 2 and refused.value.at is not None
    with pytest.raises(DraftElsewhere):
        save(place, home.mette, revision=0, note="Fra en tredje")
    assert found(home.mette, place).fields == {"note": ["Fra den anden fane"]}


def test_what_was_thrown_away_elsewhere_does_not_come_back_by_itself(home, case):
    place = place_in(case)
    save(place, home.mette)
    assert services.throw_away(draft_id=found(home.mette, place).id, by=home.mette) == place.address
    with pytest.raises(DraftElsewhere) as refused:
        save(place, home.mette, revision=1)
    assert refused.value.at is None
    assert not Draft.unrestricted.exists()


def test_only_its_owner_has_it(home, case):
    place = place_in(case)
    save(place, home.mette)
    colleague = web_data.person("Kim Kollega", home.organisation, team=home.team)
    for other in (colleague, home.leader, home.charlie):
        assert found(other, place) is None
        assert listed(other) == ()
        draft = Draft.unrestricted.get()
        assert services.throw_away(draft_id=draft.pk, by=other) is None
    assert Draft.unrestricted.count() == 1


def test_who_may_not_do_it_keeps_no_draft_of_it(home, case):
    with pytest.raises(services.NotVisible):
        save(place_in(case), home.charlie)
    waiving = Place(form="waive", key="/x/", address="/x/", case_id=case, act=Act.WAIVE)
    secretary = web_data.person("Sif Sekretær", home.organisation, function="secretary")
    with pytest.raises(services.NotAllowed):
        save(waiving, secretary)
    assert not Draft.unrestricted.exists()
    refused = AccessLog.objects.filter(act=AccessLog.Act.REFUSED)
    assert {line.user for line in refused} == {home.charlie, secretary}


def test_who_has_left_the_case_has_no_draft_there_any_more(home, case):
    place, kim = place_in(case), web_data.person("Kim Kontakt", home.organisation, roles=["mentor"])
    part = {"case_id": case, "user_id": kim.pk, "role": "mentor", "by": home.mette}
    services.join_case(**part, now=timezone.now(), submission=uuid4())
    save(place, kim)
    assert found(kim, place) and len(listed(kim)) == 1
    services.leave_case(**part, now=timezone.now(), submission=uuid4())
    assert found(kim, place) is None and listed(kim) == ()
    assert queries.number_of_drafts(user=kim, today=timezone.localdate()) == 0
    with pytest.raises(services.NotVisible):
        save(place, kim, revision=1)


def test_what_was_sent_after_all_is_no_draft(home, case):
    place, submission = place_in(case), uuid4()
    save(place, home.mette, submission=submission)
    event = services.NewEvent(type="programme_started", on=timezone.localdate())
    services.register(
        case_id=case, event=event, by=home.mette, now=timezone.now(), submission=submission
    )
    assert found(home.mette, place) is None and listed(home.mette) == ()
    services.forget_sent(by=home.mette, submission=submission)
    with pytest.raises(DraftElsewhere):
        save(place, home.mette, submission=submission)
    assert not Draft.unrestricted.exists()


def test_it_is_said_how_many_lines_the_log_has_got(home, case):
    place = place_in(case)
    save(place, home.mette)
    for _ in range(2):
        event = services.NewEvent(type="programme_started", on=timezone.localdate())
        services.register(
            case_id=case, event=event, by=home.mette, now=timezone.now(), submission=uuid4()
        )
    assert found(home.mette, place).new_lines == 2


def test_it_can_hold_much_and_not_anything(home, case):
    save(place_in(case), home.mette, note="æ" * (MOST_BYTES // 2 - 100))
    with pytest.raises(services.Refused) as refused:
        save(place_in(case, "other"), home.mette, note="æ" * MOST_BYTES)
    assert [fault.code for fault in refused.value.faults] == ["draft_too_large"]


def test_nobody_keeps_any_number(home, case):
    now = timezone.now()
    Draft.unrestricted.bulk_create(
        Draft(owner=home.mette, form="x", key=str(n), address="/", fields="", submission=uuid4(),
              begun_at=now, updated_at=now)
        for n in range(MOST_DRAFTS)
    )  # fmt: skip
    with pytest.raises(services.Refused) as refused:
        save(place_in(case), home.mette)
    assert [fault.code for fault in refused.value.faults] == ["too_many_drafts"]


def test_what_lies_untouched_is_forgotten(home, case, settings):
    settings.FODFAESTE_DRAFT_DAYS = 30
    now = timezone.now()
    save(place_in(case, "old"), home.mette, now=now - timedelta(days=30, minutes=1))
    save(place_in(case, "new"), home.mette, now=now - timedelta(days=29))
    assert forget_old(now=now) == "1 drafts deleted"
    assert Draft.unrestricted.get().key == place_in(case, "new").key


def test_it_goes_with_the_case_also_a_second_time(home, case):
    for _ in range(2):
        save(place_in(case), home.mette)
        erase_case(case_id=case, by=home.leader, now=timezone.now(), submission=uuid4())
        assert not Draft.unrestricted.exists()


def test_the_list_asks_no_more_for_three_than_for_one_and_says_whose_names_it_showed(home, case):
    save(place_in(case), home.mette)
    listed(home.mette)
    with CaptureQueriesContext(connection) as one:
        listed(home.mette)
    second = web_data.refer(home, "Bo Bak")
    save(place_in(second), home.mette)
    save(place_in(second, "more"), home.mette)
    listed(home.mette)
    with CaptureQueriesContext(connection) as three:
        rows = listed(home.mette)
    assert len(rows) == 3 and len(three) == len(one)
    assert {row.citizen for row in rows} == {"Åse Ærø", "Bo Bak"}
    last = AccessLog.objects.filter(user=home.mette).order_by("-seq").first()
    assert last is not None and last.detail == {"hits": 2, "page": "drafts"}


def test_a_protected_name_is_shown_as_little_there_as_elsewhere(home, case):
    from fodfaeste.cases.models import Citizen

    place = place_in(case)
    colleague = web_data.person("Kim Kollega", home.organisation, team=home.team)
    save(place, colleague)
    Citizen.unrestricted.update(protected=True)
    [row] = listed(colleague)
    assert row.citizen is None and row.protected


def test_the_citizen_is_given_it_and_no_other_citizen_is(home, case):
    from fodfaeste.accounts import services as accounts
    from fodfaeste.accounts.models import Right
    from fodfaeste.protection import subject_access

    guard = web_data.person("Gry Vogter", home.organisation)
    accounts.give_rights(user=guard, rights=[Right.PROTECT])
    bo = web_data.refer(home, "Bo Bak", cpr="040684-0002")
    save(place_in(case), home.mette, note=WORDS, q_made_up="Svar", a_form="phone")
    referral = Place(form="refer_to", key="/henvis/jobspot/", address="/henvis/jobspot/")
    save(referral, home.mette, cpr="040684 0002", name="Bo", note="Vil gerne i gang")

    def given(case_id):
        taken = subject_access.take_out(
            case_id=case_id, by=guard, language="da", form="json", now=timezone.now(),
            submission=uuid4(),
        )  # fmt: skip
        return subject_access.as_json(taken.held)

    told = given(case)
    assert WORDS in told and "Mette Holm" in told and "Vil gerne i gang" not in told
    other = given(bo)
    assert "Vil gerne i gang" in other and WORDS not in other


# --- what it was built of


def erase(case, entry, by):
    services.erase_text(
        case_id=case,
        entry_id=entry,
        reason="Slettet efter ønske",
        by=by,
        now=timezone.now(),
        submission=uuid4(),
    )


def test_a_text_that_is_erased_goes_from_drafts_too(home, case):
    note = "Hun fortalte om sin søn.\nDet bliver mellem os."
    event = services.NewEvent(type="cv_completed", on=timezone.localdate(), note=note)
    given = {"case_id": case, "by": home.mette, "now": timezone.now(), "submission": uuid4()}
    entry = services.register(event=event, **given).entry_id
    typed = f"Siden sidst\r\n– 3. november: {note.replace(chr(10), chr(13) + chr(10))}\r\nOg mere"
    save(place_in(case, "follow_up_note_written"), home.mette, note=typed)
    save(place_in(case, "cv_completed"), home.leader, note="Hun fortalte om sin datter.")
    erase(case, entry, home.leader)
    assert [row.owner for row in Draft.unrestricted.all()] == [home.leader]
