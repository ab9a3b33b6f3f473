"""Plans for some of the demonstration's cases: drafts, and some published, sent and agreed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.services import PlanChange
from fodfaeste.core.plan_items import MENTOR, PURPOSE
from fodfaeste.programmes.yaml_files import read_yaml

STEPS = ("draft", "published", "sent", "agreed")
DAYS = frozenset({"first", "last", "due_on", "reached_on", "on"})


def write_plans(*, workers: Mapping[str, User], now: datetime) -> None:
    """Writes the plans of ``plans.yaml`` through the services, as their workers would."""
    read = read_yaml(Path(__file__).with_name("plans.yaml"))
    read.faults.refuse_if_any()
    for told in read.data["plans"]:
        worker = workers[told["by"]]
        case_id = _case(worker, told, now)
        if case_id is not None:
            Writing(case_id, worker, now).write(told)


def _case(worker: User, told: Mapping[str, Any], now: datetime) -> UUID | None:
    rows = queries.cases(
        user=worker,
        today=timezone.localdate(now),
        programme=told["programme"],
        phase=told.get("phase"),
        state="open",
        mine=True,
    ).rows
    return rows[told["nth"]].case_id if told["nth"] < len(rows) else None


class Writing:
    """Writes one plan."""

    def __init__(self, case_id: UUID, worker: User, now: datetime) -> None:
        self.case_id, self.worker, self.now = case_id, worker, now
        self.revision, self.acts = 0, 0

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def write(self, told: Mapping[str, Any]) -> None:
        for part in told["parts"]:
            self.change(part)
        self.bring(STEPS.index(told["until"]))
        for part in told.get("later", ()):
            self.change(part)

    def change(self, part: Mapping[str, Any]) -> None:
        values = {name: self.said(name, value) for name, value in part.items()
                  if name not in ("id", "kind")}  # fmt: skip
        change = PlanChange(
            item=self.id_of(part), kind=part["kind"], values=values, seen=self.revision
        )
        services.change_plan(change=change, **self.act())
        self.revision += 1

    def bring(self, step: int) -> None:
        """Publishes it, sends it, has it agreed: as far as it has come."""
        if step > 0:
            services.publish_plan(seen=self.revision, **self.act())
        given: dict[str, Any] = {"version": 1, "on": self.today}
        if step > 1:
            services.send_plan(how="digital_post", **given, **self.act())
        if step > 2:
            services.agree_plan(how="in_person", **given, **self.act())

    def said(self, name: str, value: Any) -> Any:
        return str(self.today + timedelta(days=value)) if name in DAYS else value

    def id_of(self, part: Mapping[str, Any]) -> str:
        kind = str(part["kind"])
        return kind if kind in (PURPOSE, MENTOR) else str(part.get("id", f"{kind}-{self.acts}"))

    def act(self) -> dict[str, Any]:
        self.acts += 1
        submission = uuid5(self.case_id, f"plan {self.acts}")
        return {"case_id": self.case_id, "by": self.worker, "now": self.now,
                "submission": submission}  # fmt: skip
