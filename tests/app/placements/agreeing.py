"""A placement agreed on, changed, signed and ended by Jens unless somebody else is named."""

from datetime import date, time
from decimal import Decimal
from uuid import uuid4

from fodfaeste.cases.models import LogEntry
from fodfaeste.letters.models import Letter
from fodfaeste.placements import services
from fodfaeste.placements.agreements import Details, Step, SubGoal, Terms
from fodfaeste.placements.models import Placement
from fodfaeste.placements.services import LETTERS, NewPlacement
from tests.app.cases.world import NOW, TODAY

DETAILS = Details(
    purpose="skills",
    tasks="Pakke brød og stille varer op",
    considerations=("few_hours", "quiet"),
    sub_goals=(SubGoal("Møde selv hver dag", date(2026, 12, 18)),),
    contact="Bodil Bager",
    mentor="Karl",
    follow_up="Besøg i uge 2 og 8",
)
UNTIL = date(2027, 2, 21)


def terms(*, since=TODAY, until=UNTIL, hours="15", kind="unpaid", **details):
    said = {name: getattr(DETAILS, name) for name in DETAILS.__slots__} | details
    return Terms(
        since=since,
        until=until,
        steps=(Step(kind, Decimal(hours)),),
        week={1: (time(9), time(14)), 3: (time(9), time(14)), 5: (time(9), time(14))},
        details=Details(**said),
    )


class Agree:
    """The services, told about one case and one unit."""

    def __init__(self, world, case_id, unit):
        self.world, self.case_id, self.unit = world, case_id, unit

    def start(self, *, by=None, now=NOW, submission=None, case_id=None, said=None, **new):
        given = {
            "unit_id": self.unit.pk,
            "kind": "work_placement",
            "terms": said or terms(),
            "agreed_on": TODAY,
            "letters": frozenset(LETTERS),
        }
        return services.start_placement(
            case_id=case_id or self.case_id,
            new=NewPlacement(**given | new),
            by=by or self.world.jens,
            now=now,
            submission=submission or uuid4(),
        )

    def do(self, service, *, by=None, now=NOW, submission=None, placement=None, **values):
        return service(
            case_id=self.case_id,
            placement_id=(placement or self.placement).pk,
            by=by or self.world.jens,
            now=now,
            submission=submission or uuid4(),
            **values,
        )

    @property
    def placement(self):
        return Placement.unrestricted.order_by("made_at", "pk").last()

    def lines(self, *types):
        log = LogEntry.unrestricted.filter(case=self.case_id).order_by("seq")
        return [one for one in log if not types or one.type in types]

    def types(self):
        return [one.type for one in self.lines()]

    def letters(self):
        return sorted(Letter.unrestricted.values_list("kind", "to_role"))

    def duties(self, today=TODAY):
        """How each requirement about placements stands."""
        from fodfaeste.cases import queries

        view = queries.case(user=self.world.jens, case_id=self.case_id, today=today)
        return {
            str(one.rule.id): one.state
            for one in view.evaluation.requirements
            if "placement" in str(one.rule.id) or one.rule.id in ("grant-letter-sent",)
        }
