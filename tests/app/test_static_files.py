import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

SOURCE = Path(__file__).parents[2] / "src" / "fodfaeste"
STATIC = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
NAMED = sorted(
    {
        name
        for path in SOURCE.glob("**/templates/**/*.html")
        for name in STATIC.findall(path.read_text("utf-8"))
    }
)


def test_every_address_within_the_static_files_leads_somewhere(settings, tmp_path):
    """The storage of production follows what CSS and scripts name, and stops at a missing file."""
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


@pytest.mark.parametrize("name", ["django_htmx/htmx-2.min.js", *NAMED])
def test_every_static_file_a_template_names_is_there(name):
    assert finders.find(name)
