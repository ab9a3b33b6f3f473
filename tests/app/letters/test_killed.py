"""Workers are killed while they deliver: each letter goes out once all the same."""

import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as site

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, Citizen, LogEntry
from fodfaeste.cases.services import NewCitizen, NewEvent
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.letters.models import Channel, Letter, State
from tests.app.cases.test_at_once import database, in_file  # noqa: F401 - fixtures
from tests.app.cases.world import NOW, TODAY, make_world
from tests.app.letters.post import a_letter, put_with_act

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[3]
LETTERS, CASES, KILLS = 500, 5, 4
PATIENCE = 180
EVENT = NewEvent(type="grant_letter_sent", on=TODAY)


@pytest.fixture
def town():
    """Five cases with a hundred letters each: most by Digital Post, and every tenth by e-mail and
    to another organisation."""
    world = make_world()
    Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")
    for number in range(CASES):
        citizen = NewCitizen(name=f"Borger {number}", cpr=f"01019{number}-1235")
        case_id = world.refer(citizen=citizen, now=NOW).case_id
        Citizen.unrestricted.filter(cases=case_id).update(
            contact=crypto.encrypt_map({"email": f"b{number}@example.dk"})
        )
        some = [a_letter(case_id, **of(world, n)) for n in range(LETTERS // CASES)]
        put_with_act(some, by=world.jens, now=NOW)
    return world


def of(world, number):
    if number % 10 == 0:
        return {"channel": Channel.EMAIL}
    if number % 10 == 1:
        receiver = {"name": "Søby Kommune", "organisation": world.town.pk}
        return {"to": "jobcentre_caseworker", "receiver": receiver}
    return {"when_sent": EVENT} if number % 10 == 2 else {}


class Postman:
    """Takes away what lies in the folder, as often as he is asked, and counts."""

    def __init__(self, folder, mails):
        self.folder, self.mails = folder, mails
        self.taken: Counter[str] = Counter()

    def round(self):
        for path in self.folder.glob("*.xml") if self.folder.is_dir() else ():
            self.taken[path.stem] += 1
            path.unlink()
        return sum(self.taken.values())

    def mailed(self):
        text = "".join(path.read_text("utf-8") for path in self.mails.iterdir())
        return Counter(re.findall(r"Message-ID: <([0-9a-f-]{36})@", text))


def start(where, folder, mails):
    orders = {
        "database": where,
        "digital_post": str(folder),
        "keys": list(site.FODFAESTE_KEYS),
        "environment": {"EMAIL_URL": f"filemail:///{mails}"},
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.app.letters.working_process"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(orders) + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    return process


def end(process, how):
    process.send_signal(how)
    process.wait(timeout=60)
    process.stdin.close()
    process.stdout.close()


def until(postman, enough):
    ends = time.monotonic() + PATIENCE
    while not enough(postman.round()):
        assert time.monotonic() < ends, "the worker does not get on"
        time.sleep(0.02)


def left():
    return Letter.unrestricted.filter(next_at__isnull=False).count()


def test_each_is_delivered_once_though_workers_are_killed(town, database, in_file, tmp_path):  # noqa: F811
    mails = tmp_path / "mails"
    mails.mkdir()
    postman = Postman(tmp_path / "post" / "out", mails)
    in_file()
    for kill in range(1, KILLS + 1):
        process = start(database, tmp_path / "post", mails)
        until(postman, lambda taken, at=kill * 60: taken >= at)
        end(process, signal.SIGKILL)
    process = start(database, tmp_path / "post", mails)
    until(postman, lambda _: not left())
    end(process, signal.SIGTERM)
    postman.round()

    states = Counter(Letter.unrestricted.values_list("channel", "state"))
    by_post = LETTERS * 8 // 10
    assert states["digital_post", State.SENT] == by_post == len(postman.taken)
    assert set(postman.taken.values()) == {1}
    assert states["organisation", State.SENT] == LETTERS // 10
    # Of an e-mail over which one died nobody can know: a person is asked, and it is not sent twice.
    unclear = states["email", State.FAILED]
    assert states["email", State.SENT] + unclear == LETTERS // 10 and unclear <= KILLS
    mailed = postman.mailed()
    assert set(mailed.values()) == {1}
    assert len(mailed) >= states["email", State.SENT]
    assert LogEntry.unrestricted.filter(type="letter_sent").count() == LETTERS - unclear
    assert LogEntry.unrestricted.filter(type="grant_letter_sent").count() == LETTERS // 10 + CASES
    assert not any(verify_chain(case.pk) for case in Case.unrestricted.all())
