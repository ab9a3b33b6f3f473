import os
from typing import cast

from django.core.wsgi import get_wsgi_application

from fodfaeste.config.charset import Application, only_utf8
from fodfaeste.config.gate import behind_proxies, small_enough

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django = cast("Application", get_wsgi_application())

# Only now, since they need the settings.
from django.conf import settings  # noqa: E402

from fodfaeste.config.checks import refuse_wrong_settings  # noqa: E402

refuse_wrong_settings()
behind = behind_proxies(django, proxies=settings.FODFAESTE_PROXIES)
application = only_utf8(small_enough(behind, largest_file=settings.FODFAESTE_FILE_MB * 1_000_000))
