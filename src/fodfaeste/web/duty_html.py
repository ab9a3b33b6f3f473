"""The HTML of a duty's row. It is written here and not in a template because a list has many, and
a template takes ten times as long over each: half the time of Today."""

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fodfaeste.web.booked import RowAct

if TYPE_CHECKING:
    from fodfaeste.web.duties import DateBox, DutyRow


def duty_html(row: "DutyRow") -> SafeString:
    """The row: the day in a box, what, for whom, why, and the act as a button."""
    said = "".join([_what(row), _who(row), _asked(row), _why(row)])
    return SafeString(
        f'<article class="line duty">{_box(row.box)}<div>{said}</div>{_act(row)}</article>'
    )


def _box(box: "DateBox") -> str:
    tone = f" is-{box.tone}" if box.tone else ""
    under = f'<span aria-hidden="true">{escape(box.under)}</span>' if box.under else ""
    return (
        f'<div class="date-box{tone}"><span class="sr-only">{escape(box.spoken)}. </span>'
        f'<b aria-hidden="true">{escape(box.day)}</b>{under}</div>'
    )


def _what(row: "DutyRow") -> str:
    usual = _plain_chip(_("as a rule")) if row.usual else ""
    return f'<p class="what">{escape(row.what)}{usual}</p>'


def _who(row: "DutyRow") -> str:
    if not row.who:
        return ""
    who = _link(row.who_url, row.who) if row.who_url else escape(row.who)
    programme = f' <span class="chip">{escape(row.programme)}</span>' if row.programme else ""
    protected = _plain_chip(_("protected")) if row.protected else ""
    return f'<p class="who">{who}{programme}{protected}</p>'


def _plain_chip(text: str) -> str:
    return f' <span class="chip is-plain">{escape(text)}</span>'


def _asked(row: "DutyRow") -> str:
    """Who has the ball, whether it is booked, and who reminded of it."""
    ball = f'<p class="small">{escape(row.ball)}</p>' if row.ball else ""
    chips = [
        _chip(row.booked, " is-soon" if row.booked_late else ""),
        _chip(row.reminded, " is-soon"),
    ]
    marks = "".join(filter(None, chips))
    return f'{ball}<p class="marks">{marks}</p>' if marks else ball


def _chip(text: str, tone: str) -> str:
    return f'<span class="chip{tone}">{escape(text)}</span>' if text else ""


def _why(row: "DutyRow") -> str:
    clause = f" {_link(row.clause_url, row.clause)}" if row.clause else ""
    waive = f" · {_link(row.waive_url, _('leave out'), of=row.what)}" if row.waive_url else ""
    return f'<p class="why">{escape(row.why)}{clause}{waive}</p>'


def _act(row: "DutyRow") -> str:
    of = f"{row.what}, {row.who}" if row.who else row.what
    only = RowAct(_("Register"), row.act_url, loud=row.mine)
    acts = row.acts or ((only,) if row.act_url else ())
    links = "".join(_link(act.url, act.text, of=of, button=_kind(act)) for act in acts)
    said = links + _remind(row.remind, of)
    return f'<div class="acts buttons">{said}</div>' if said else ""


def _kind(act: RowAct) -> str:
    return "primary" if act.loud else "secondary"


def _remind(value: str, of: str) -> str:
    """A button of the page's form named ``remind``, so that one click is enough."""
    if not value:
        return ""
    about = f'<span class="sr-only">: {escape(of)}</span>'
    kind, text = 'class="button button-secondary" form="remind" name="duty"', _("Remind")
    return f'<button {kind} value="{escape(value)}">{escape(text)}{about}</button>'


def _link(url: str, text: str, *, of: str = "", button: str = "") -> str:
    """A link; ``of`` says to a screen reader what it is about."""
    kind = f'class="button button-{button}" ' if button else ""
    about = f'<span class="sr-only">: {escape(of)}</span>' if of else ""
    return f'<a {kind}href="{escape(url)}">{escape(text)}{about}</a>'
