"""A secret of every kind that a case can hold, and what is told of them."""

import json
from dataclasses import replace

NUMBER = "010190-1234"
SECRETS = {
    "name": ("Hemmelina", "Kvistgaard", "1990-01-01", "1. januar 1990"),
    "cpr": (NUMBER, "0101901234"),
    "contact": ("Skjultvej", "55 55 12 12", "skjult@hjemme.example"),
    "registrations": ("intro_session", "Introforløb"),
    "notes": ("ordinaerhemmelighed",),
    "health": ("helbredshemmelighed", "psychological_problems"),
    "social": ("socialhemmelighed",),
    "people": ("Jens Kragh",),
    "belief": ("troshemmelighed",),
    "consents": ("formaalshemmelighed", "ordlydshemmelighed", "Vita Vidne"),
}


def written(told):
    return json.dumps(told, default=str, ensure_ascii=False)


def plain(view):
    """What of a case is the citizen's, without the programme's own words."""
    if view is None:
        return None
    return {
        "citizen": repr(view.citizen),
        "members": repr(view.members),
        "opened_by": view.opened_by,
        "facts": dict(view.facts),
        "known": repr(view.case.facts),
        "events": repr(view.case.events),
        "entries": [repr(replace(entry, author_id=0)) for entry in view.entries],
    }


def assert_only(kinds, told):
    """No secret of another kind is told."""
    for kind, secrets in SECRETS.items():
        if kind not in kinds:
            for secret in secrets:
                assert secret not in told, f"{kind} is not shared: {secret}"


# A note is told where its line is; a number, beside its name.
TOLD_WITH = {
    "notes": "registrations", "health": "registrations", "social": "registrations", "cpr": "name",
}  # fmt: skip


def assert_all(kinds, told):
    """What is shared is told, or the test would hold of a page that shows nothing."""
    for kind in kinds:
        if TOLD_WITH.get(kind, kind) in kinds:
            assert SECRETS[kind][0] in told, f"{kind} is shared"
