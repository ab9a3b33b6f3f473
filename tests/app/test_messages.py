from django.utils import translation
from django.utils.translation import gettext, ngettext

from tools import messages


def test_every_message_has_its_danish():
    assert messages.faults() == []


def test_danish_is_compiled():
    with translation.override("da"):
        assert gettext("English") == "Engelsk"


def test_english_needs_no_catalogue_for_its_plurals():
    with translation.override("en"):
        said = [ngettext("%d day", "%d days", count) % count for count in (0, 1, 2)]
    assert said == ["0 days", "1 day", "2 days"]


def test_templates_are_read_with_components_and_expressions(tmp_path):
    template = tmp_path / "page.html"
    template.write_text(
        """{% load i18n %}<c-field label="{% translate 'Name' %}" :help="_('As in CPR')">
        it's ( {% blocktranslate count n=n trimmed %}
          {{ n }} case {% plural %} {{ n }} cases
        {% endblocktranslate %}
          {% translate "May" context "month" %} {{ x|default:_("none") }}""",
        encoding="utf-8",
    )
    with template.open("rb") as stream:
        found = {
            said for _, _, said, _ in messages.extract_template(stream, messages.KEYWORDS, (), {})
        }
    assert found >= {"Name", "As in CPR", "none", ("month", "May")}
    assert ("%(n)s case", "%(n)s cases") in {said[:2] for said in found}
