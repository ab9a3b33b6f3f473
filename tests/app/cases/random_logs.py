"""Cases in which anything may happen: likely and unlikely, late, corrected, waived, closed."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

from fodfaeste.cases import services
from fodfaeste.cases.models import Case
from fodfaeste.cases.services.events import event_line
from fodfaeste.cases.services.writing import Known, Line, Writer, append
from fodfaeste.programmes.catalogue import programme_ids, versions
from tests.app.cases.world import NOW, TODAY

LONG_AGO = 150


class RandomCase:
    """One case of ``programme``; the same for the same seed."""

    def __init__(self, world, programme: str, seed: int) -> None:
        self.dice = random.Random(f"{programme} {seed}")
        self.world = world
        self.rules = versions(programme)[-1]
        variants = [variant.id for variant in self.rules.programme.variants]
        start = TODAY - timedelta(days=self.dice.randint(20, LONG_AGO))
        self.case_id = world.refer(
            programme=programme,
            on=start,
            variant=self.dice.choice([None, *variants]),
            team_id=self.dice.choice([None, world.team.pk]),
        ).case_id
        self.start = start

    def happen(self, count: int, *, future: bool = False) -> "RandomCase":
        """Registers so many events; with ``future``, the store's door is gone round for some."""
        for _ in range(count):
            self._one(future)
        return self

    def _one(self, future: bool) -> None:
        latest = 40 if future and self.dice.random() < 0.3 else 0
        on = self.start + timedelta(days=self.dice.randint(0, (TODAY - self.start).days + latest))
        type_ = self._type()
        event = services.NewEvent(
            type=type_,
            on=on,
            present=self.dice.sample(sorted(self.rules.terms.roles), self.dice.randint(3, 12)),
            attributes=self._attributes(type_, on),
        )
        try:
            put_in(self.world, self.case_id, event, self._uuid())
        except services.Refused as refused:
            # Only what cannot be drawn at random: an id of an event that can be corrected.
            assert {fault.place for fault in refused.faults} <= {"of", "until", "note"}  # noqa: PT017

    def _uuid(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128))

    def _type(self) -> str:
        type_ = self._any_type()
        # Else most cases would be closed, and ask for little.
        return self._any_type() if type_ == "case_closed" else type_

    def _any_type(self) -> str:
        if self.dice.random() < 0.15:
            return self.dice.choice(["waiver", "correction"])
        if self.dice.random() < 0.2:
            return self.dice.choice(sorted(self.rules.terms.events))
        wanted = [m for rule in self.rules.programme.requirements for m in rule.match]
        anchors = [a.event for a in self.rules.programme.anchors.values() if a.event]
        return self.dice.choice([m.event[0] for m in wanted] + [a[0] for a in anchors])

    def _attributes(self, type_: str, on) -> dict[str, Any]:
        if type_ == "waiver":
            requirement = self.dice.choice(self.rules.programme.requirements).id
            found = {"requirement": requirement, "reason": "x"}
            return found | self.dice.choice([{}, {"instance": self.dice.randint(1, 3)}])
        if type_ == "correction":
            return {"of": f"e{self.dice.randint(1, 12)}", "reason": "x"}
        known = self.rules.terms.events[type_].attributes
        return {
            name: self._value(attribute, on)
            for name, attribute in known.items()
            if attribute.required or self.dice.random() < 0.6
        }

    def _value(self, attribute, on):
        kinds = {
            "date": lambda: str(on + timedelta(days=self.dice.randint(0, 120))),
            "period": lambda: self.dice.choice(["P2W", "P1M", "P13W"]),
            "yes_no": lambda: self.dice.random() < 0.7,
            "number": lambda: self.dice.randint(1, 3),
            "text": lambda: "fortroligt",
            "code": lambda: self.dice.choice([*attribute.values, "noget andet"]),
            "choice": lambda: self.dice.choice(list(attribute.values)),
        }
        return kinds[attribute.type]()


def put_in(world, case_id: UUID, event: services.NewEvent, submission: UUID) -> None:
    """Registers an event, also one to come, which the services refuse."""
    writer = Writer(world.jens, NOW, submission)

    def decide(known: Known) -> list[Line]:
        return [event_line(known.story.rules, known.rows, event, max(event.on, TODAY))]

    append(Case.unrestricted.get(pk=case_id), writer, decide)


def random_cases(world, *, each: int, events: int, future: bool = False) -> list[RandomCase]:
    """Some cases of every programme."""
    return [
        RandomCase(world, programme, seed).happen(events, future=future)
        for programme in programme_ids()
        for seed in range(each)
    ]
