"""What some of the demonstration's people have begun to write and not sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act

_OURS = uuid5(NAMESPACE_URL, "fodfaeste:demo:drafts")

WORKERS = ("mette", "jens", "birgit")
NOTE = "Vi gik turen fra stationen sammen. Aftalt, at vi prøver tirsdag og torsdag de næste to uger"
REFERRAL = {
    "name": "Asta Vang",
    "note": "Vil gerne i gang igen, helst noget med planter. Mangler at høre, om torsdag passer.",
}


def begin(*, users: Mapping[str, User], now: datetime) -> None:
    """A follow-up half written in the first case of each worker's list, and a referral."""
    for key in WORKERS:
        _follow_up(users[key], now - timedelta(hours=20))
    path = "/henvis/kvik/"
    place = services.Place(form="refer_to", key=path, address=path)
    _keep(place, REFERRAL, users["mette"], now - timedelta(hours=2))


def _follow_up(worker: User, at: datetime) -> None:
    found = queries.cases(user=worker, today=timezone.localdate(at), state="open", mine=True)
    case_id = found.rows[0].case_id
    path = f"/sager/{case_id}/registrer/?slags=follow_up"
    place = services.Place(
        form="register", key=path, address=path, case_id=case_id, act=Act.REGISTER
    )
    _keep(place, {"note": NOTE, "text_kind": "ordinary"}, worker, at)


def _keep(place: services.Place, fields: Mapping[str, str], by: User, at: datetime) -> None:
    submission = uuid5(_OURS, f"{by.email} {place.key}")
    on = timezone.localdate(at)
    day = {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}
    typed = {name: [value] for name, value in {**fields, **day}.items()}
    services.save_draft(
        place=place,
        fields={**typed, "submission": [str(submission)]},
        revision=0,
        by=by,
        now=at,
        submission=submission,
    )
