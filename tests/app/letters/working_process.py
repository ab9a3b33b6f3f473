"""A worker in a process of its own, to be killed.

Reads its orders as JSON. What it sets on paper is short, and what a dead one left is taken up after
a moment: how paper is set, and how long a moment is, are not what is looked at here.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any


def main(orders: dict[str, Any]) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "fodfaeste.config.settings", **orders["environment"]}
    import django
    from django.conf import settings

    settings.DATABASES["default"].update(orders["database"])
    settings.FODFAESTE_DIGITAL_POST = Path(orders["digital_post"])
    settings.FODFAESTE_KEYS = orders["keys"]
    django.setup()

    from fodfaeste.letters import delivering, papers
    from fodfaeste.running import worker

    delivering.LEASE = timedelta(seconds=1)
    papers.drawn = lambda letter: b"%PDF-1.7 " + str(letter.pk).encode()
    worker.PAUSE = 0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    worker.work_until_told()


if __name__ == "__main__":
    main(json.loads(sys.stdin.readline()))
