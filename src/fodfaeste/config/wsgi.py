import os
from typing import cast

from django.core.wsgi import get_wsgi_application

from fodfaeste.config.charset import Application, only_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
application = only_utf8(cast("Application", get_wsgi_application()))

# Only now, since the checks need the settings.
from fodfaeste.config.checks import refuse_wrong_settings  # noqa: E402

refuse_wrong_settings()
