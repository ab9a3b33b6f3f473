"""What else is written when a letter of a kind has gone, in the same transaction."""

from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import PlanVersion
from fodfaeste.cases.services.writing import Line, Writer
from fodfaeste.letters.models import Channel, Letter

WAYS = {
    Channel.PRINT: PlanVersion.Sent.POST,
    Channel.DIGITAL_POST: PlanVersion.Sent.DIGITAL_POST,
}


def lines(letter: Letter, writer: Writer) -> list[Line]:
    """Of a plan: which version has reached the citizen, and how."""
    if not _is_plan(letter):
        return []
    said = {"plan_version": _version(letter), "how": _how(letter)}
    return [Line(type=rows.PLAN_REACHED, on=writer.today, attributes=said)]


def write(letter: Letter, writer: Writer) -> None:
    """Of a plan: that this version was sent."""
    if _is_plan(letter):
        found = PlanVersion.unrestricted.filter(case=letter.case_id, number=_version(letter))
        found.update(sent_on=writer.today, sent_how=_how(letter), sent_by=letter.put_by)


def _is_plan(letter: Letter) -> bool:
    """A copy to somebody else is not the plan that was to be sent."""
    return letter.kind == "citizen_plan" and letter.when_sent is not None


def _version(letter: Letter) -> int:
    return int(crypto.decrypt_map(letter.data)["version"])


def _how(letter: Letter) -> str:
    return WAYS.get(Channel(letter.channel), PlanVersion.Sent.HANDED_OVER).value
