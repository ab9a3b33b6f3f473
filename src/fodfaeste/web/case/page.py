"""The page of a case. Pure: no request, no database, no clock."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.cases.policy import Act, Kind, Relation
from fodfaeste.cases.queries import CaseView, EntryView, MemberView
from fodfaeste.cases.roles import who_acts
from fodfaeste.core.dates import as_date
from fodfaeste.core.evaluation import ON_A_WORKLIST, BreachFound, Instance
from fodfaeste.core.events import WAIVER
from fodfaeste.core.explaining import reason
from fodfaeste.web import addresses, dates, duties, eligibility, names, saying
from fodfaeste.web.appointments.panel import panel
from fodfaeste.web.appointments.rows import Bookings
from fodfaeste.web.case.ending import ending
from fodfaeste.web.case.log import log_lines
from fodfaeste.web.case.months import by_month
from fodfaeste.web.case.shown import BreachLine, CaseShown, Check, Person
from fodfaeste.web.case.timeline import timeline
from fodfaeste.web.duties import DutyRow
from fodfaeste.web.eligibility import EligibilityShown, without_clause
from fodfaeste.web.files.presenters import documents
from fodfaeste.web.intake import shown as intake
from fodfaeste.web.plan.panel import in_short
from fodfaeste.web.progress import presenters as progress

FIRST_LINES = 8
FIRST_UNDATED = 4


def present(view: CaseView, *, user_id: int, today: date) -> CaseShown:
    """The case as ``user_id`` sees it on ``today``."""
    shower = Shower(view, user_id, today)
    now, later = shower.now()
    lines = log_lines(view, today=today)
    checks = [shower.check(each) for each in shower.requirements]
    return CaseShown(
        id=str(view.case_id),
        citizen=names.of_citizen(view.citizen.name),
        protected=view.citizen.protected,
        lead=shower.lead(),
        phase=shower.phase(),
        closed=shower.closed(),
        missed=shower.missed(),
        timeline=timeline(view, today=today) if shower.tells else None,
        appointments=panel(view, tied=shower.bookings.tied, today=today) if shower.tells else None,
        now=now,
        later=later,
        now_says=shower.now_says(),
        breaches=[shower.breach(found) for found in view.evaluation.breaches if shower.tells],
        checks=[check for check in checks if check.state != "not_required"],
        not_asked=[check for check in checks if check.state == "not_required"],
        done_says=done_says(shower.requirements),
        people=shower.people(),
        facts=shower.facts(),
        contact=shower.contact(),
        eligibility=shower.eligibility(),
        reached=shower.reached(),
        progress=progress.panel(view, today=today) if shower.tells else None,
        about=shower.about(),
        newer_version=shower.newer_version(),
        lines=lines[:FIRST_LINES],
        older=lines[FIRST_LINES:],
        months=by_month(view, lines[FIRST_LINES:]),
        documents=documents(view, today=today) if shower.tells else [],
        lines_say=lines_say(len(lines)),
        has_variants=bool(view.rules.programme.variants),
        programme=view.programme,
        ending=ending(view, today=today),
        may=frozenset(act.value for act in view.sight.acts),
        shows_registrations=shower.tells,
        shows_people=view.sight.sees(Kind.PEOPLE),
        is_shared=view.sight.relations == {Relation.RECEIVER},
        plan=in_short(view, today=today),
        intake=intake.shown(view, today=today),
    )


def callable_number(typed: str) -> str:
    """A telephone number that is called with one touch; what cannot be dialled stays as it is."""
    dialled = re.sub(r"[^\d+]", "", typed)
    return format_html('<a href="tel:{}">{}</a>', dialled, typed) if dialled else typed


def age(born: date, today: date) -> int:
    """Whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def lines_say(number: int) -> str:
    return ngettext("%(n)s entry", "%(n)s entries", number) % {"n": number}


def done_says(requirements: Iterable[Instance]) -> str:
    """How far the checklist has come."""
    asked = [each for each in requirements if each.state != "not_required"]
    done = [each for each in asked if each.state in ("met", "met_late")]
    return _("%(done)s of %(all)s done") % {"done": len(done), "all": len(asked)}


def names_it(waiver: EntryView, each: Instance) -> bool:
    """Whether a waiver is about this instance."""
    given = waiver.attributes
    is_named = given.get("requirement") == each.rule.id
    return is_named and given.get("instance") in (None, each.duty.number)


def waiver_of(entries: Iterable[EntryView], each: Instance) -> EntryView | None:
    """The waiver that counts for this instance."""
    standing = (one for one in entries if one.type == WAIVER and one.corrected_by is None)
    return next((waiver for waiver in standing if names_it(waiver, each)), None)


def sort_by_due(found: Iterable[Instance]) -> list[Instance]:
    """Those with a date first, by date."""
    return sorted(found, key=lambda each: (each.duty.due is None, each.duty.due or 0))


class Shower:
    """Shows the parts of one case to one person."""

    def __init__(self, view: CaseView, user_id: int, today: date) -> None:
        self.view, self.user_id, self.today = view, user_id, today
        self.rules, self.evaluation = view.rules, view.evaluation
        self.members = [member for member in view.members if member.until is None]
        # Of what is not seen nothing follows either: no duty, no phase, no outcome.
        self.tells = view.sight.sees(Kind.REGISTRATIONS)
        self.requirements = self.evaluation.requirements if self.tells else ()
        waiting = [each for each in self.requirements if each.state in ON_A_WORKLIST]
        self.waiting = sort_by_due(waiting)
        self.bookings = Bookings(view, self.waiting, today)

    def medium(self, day: date) -> str:
        return dates.medium(day, today=self.today)

    # --- who

    def lead(self) -> str:
        born = self.view.citizen.birth_date
        parts = [
            _("%(years)s years old") % {"years": age(born, self.today)} if born else "",
            self.rules.programme.name[dates.language()],
            names.of_variant(self.rules, self.evaluation.variant),
        ]
        return " · ".join(filter(None, parts))

    def phase(self) -> str:
        """The phase, and when it ends if that is known."""
        span = self.evaluation.phase
        if span is None or not self.tells:
            return ""
        name, last = span.phase.name[dates.language()], as_date(span.last)
        if last is None:
            return name
        return _("%(phase)s ends %(date)s") % {"phase": name, "date": self.medium(last)}

    def closed(self) -> str:
        closed_on = as_date(self.evaluation.log.closed_on)
        if closed_on is None:
            return ""
        return _("The case was closed on %(date)s.") % {"date": self.medium(closed_on)}

    def missed(self) -> str:
        """What did not happen in a case that is closed."""
        found = [each for each in self.requirements if each.state == "missed"]
        if not found or self.evaluation.log.closed_on is None:
            return ""
        what = "; ".join(duties.what(each.rule, each.duty.number) for each in found)
        return _("Did not happen: %(what)s.") % {"what": what}

    # --- what now

    def now(self) -> tuple[list[DutyRow], list[DutyRow]]:
        """What has a date and some of what has none; the rest of that is one click away."""
        rows = [self.row(each) for each in self.waiting]
        dated = sum(each.duty.due is not None for each in self.waiting)
        return rows[: dated + FIRST_UNDATED], rows[dated + FIRST_UNDATED :]

    def now_says(self) -> str:
        number = len(self.waiting)
        late = sum(each.state == "overdue" for each in self.waiting)
        if not number:
            return ""
        said = ngettext("%(n)s thing", "%(n)s things", number) % {"n": number}
        return f"{said}, {_('%(n)s over the deadline') % {'n': late}}" if late else said

    def row(self, each: Instance) -> DutyRow:
        rule = each.rule
        actor = who_acts(self.members, rule.owner, self.rules)
        mine = actor is not None and actor.user_id == self.user_id
        why = duties.why(
            reason(self.rules, self.evaluation.log, each.duty), self.rules, rule, today=self.today
        )
        row = DutyRow(
            box=duties.date_box(due_on=each.due_on, today=self.today),
            what=duties.what(rule, each.duty.number),
            why=why,
            clause=rule.clause,
            clause_url=self.clause(rule.clause),
            ball=self.ball(actor, rule.owner, mine=mine),
            act_url=self.act_url(each),
            waive_url=self.waive_url(each),
            usual=rule.strength == "usual",
            mine=mine,
        )
        return self.bookings.said(row, each, actor)

    def ball(self, actor: MemberView | None, role: str, *, mine: bool) -> str:
        if mine:
            return _("You have the ball")
        if not self.view.sight.sees(Kind.PEOPLE):
            return ""
        return duties.ball(actor.name if actor else None, names.of_role(self.rules, role))

    def act_url(self, each: Instance) -> str:
        if not self.view.sight.may(Act.REGISTER):
            return ""
        return addresses.of_act(self.view.case_id, each.rule.id, each.duty.number)

    def waive_url(self, each: Instance) -> str:
        if not self.view.sight.may(Act.WAIVE):
            return ""
        path = reverse("waive", args=[self.view.case_id])
        return addresses.with_query(path, krav=each.rule.id, nr=str(each.duty.number))

    def clause(self, clause: str) -> str:
        return addresses.of_clause(self.view.programme, clause)

    # --- how it has gone

    def breach(self, found: BreachFound) -> BreachLine:
        said = words.breach_because(found, dates.language())
        return BreachLine(
            name=found.rule.name[dates.language()],
            says=without_clause(said, found.rule.clause),
            clause=found.rule.clause,
            clause_url=self.clause(found.rule.clause),
            usual=found.rule.strength == "usual",
            entry=f"#{found.event.id}" if found.event.id else "",
        )

    def check(self, each: Instance) -> Check:
        rule, outstanding = each.rule, each.state in ON_A_WORKLIST
        return Check(
            what=duties.what(rule, each.duty.number),
            state=each.state,
            says=self.state_says(each),
            clause=rule.clause,
            clause_url=self.clause(rule.clause),
            act_url=self.act_url(each) if outstanding else "",
            waive_url=self.waive_url(each) if outstanding or each.state == "missed" else "",
            usual=rule.strength == "usual",
        )

    def state_says(self, each: Instance) -> str:
        met = self.medium(each.met_on) if each.met_on else ""
        due = self.medium(each.due_on) if each.due_on else ""
        said = {
            "met": _("done %(met)s"),
            "met_late": _("done %(met)s, due %(due)s"),
            "waived": _("left out: %(why)s"),
            "missed": _("did not happen; it was due %(due)s"),
            "open": _("waiting, no date set"),
            "pending": _("due %(due)s"),
            "overdue": _("was due %(due)s"),
            "not_required": _("not asked for here"),
        }[each.state]
        return said % {"met": met, "due": due, "why": self.waived_because(each)}

    def waived_because(self, each: Instance) -> str:
        """The reason of the waiver that counts for this instance."""
        waiver = waiver_of(self.view.entries, each)
        return str(waiver.attributes.get("reason", "…")) if waiver else "…"

    # --- around

    def people(self) -> list[Person]:
        actors = [who_acts(self.members, each.rule.owner, self.rules) for each in self.waiting[:1]]
        return [self.person(parts, actors) for parts in self.parts().values()]

    def parts(self) -> dict[int, list[MemberView]]:
        """The parts that each person has in the case."""
        found: dict[int, list[MemberView]] = {}
        for member in self.members:
            found.setdefault(member.user_id, []).append(member)
        return found

    def person(self, parts: Sequence[MemberView], actors: Collection[MemberView | None]) -> Person:
        """Somebody in one row, whatever parts they have."""
        roles = ", ".join(names.of_role(self.rules, part.role) for part in parts)
        return Person(
            name=parts[0].name,
            initials=parts[0].initials,
            role=words.capitalised(roles),
            organisation=parts[0].organisation,
            has_ball=any(part in actors for part in parts),
        )

    def facts(self) -> list[tuple[str, str]]:
        cpr = [(_("CPR number"), self.view.citizen.cpr)] if self.view.citizen.cpr else []
        return [*cpr, *saying.facts(self.rules, self.view.facts, today=self.today)]

    def eligibility(self) -> EligibilityShown | None:
        """For those who see every fact that it may rest on."""
        view = self.view
        if not {Kind.NOTES, Kind.HEALTH, Kind.SOCIAL} <= view.sight.kinds or not self.tells:
            return None
        return eligibility.shown(view.rules, view.evaluation.eligibility, view.case.facts)

    def contact(self) -> list[tuple[str, str]]:
        """How the citizen is reached, where that is known and shown."""
        known = self.view.citizen.contact
        place = " ".join(filter(None, (known.get("postcode"), known.get("city"))))
        pairs = [
            (_("Address"), ", ".join(filter(None, (known.get("street"), place)))),
            (_("Telephone"), callable_number(known.get("phone", ""))),
            (_("E-mail"), known.get("email", "")),
            (_("Digital Post"), _("exempt") if known.get("digital_exempt") else ""),
        ]
        return [(name, said) for name, said in pairs if said]

    def reached(self) -> list[tuple[str, str]]:
        """Outcomes, and shares of the grant that were earned."""
        if not self.tells:
            return []
        outcomes = [
            (one.outcome.name[dates.language()], self.ordinal(one.day))
            for one in self.evaluation.outcomes
        ]
        earned = [
            (
                self.rules.requirement(one.entitlement.requirement).name[dates.language()],
                f"{saying.percent(one.entitlement.share)} · {self.ordinal(one.day)}",
            )
            for one in self.evaluation.entitlements
        ]
        return [*outcomes, *earned]

    def ordinal(self, day: int) -> str:
        return self.medium(date.fromordinal(day))

    def about(self) -> list[tuple[str, str]]:
        """Who runs the case, and since when."""
        opened_on = self.medium(self.view.opened_at.date())
        opened = _("%(date)s by %(who)s") % {
            "date": opened_on,
            "who": self.view.opened_by,
        }
        pairs = [
            (_("Run by"), self.view.organisation),
            (_("Referred by"), self.view.referred_by or ""),
            (_("Team"), self.view.team or ""),
            (_("Opened"), opened if self.view.opened_by else opened_on),
            (_("Referral"), self.decided()),
            (_("Version"), self.medium(self.view.version)),
        ]
        return [(name, said) for name, said in pairs if said]

    def decided(self) -> str:
        """What was decided on the referral last, and by whom."""
        found = intake.shown(self.view, today=self.today).decisions
        return f"{found[0].says} · {found[0].who}" if found else ""

    def newer_version(self) -> str:
        newer = self.view.newer_version
        return self.medium(newer) if newer else ""
