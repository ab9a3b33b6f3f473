"""The data register against the models: every stored field has its row, every row its field."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from fodfaeste.protection import columns
from fodfaeste.protection.register import as_csv, as_markdown, register
from tests.app.conftest import APPEND_ONLY
from tests.app.protection.data import CPR

ROOT = Path(__file__).parents[3]
MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
ROWS = tuple(register().rows)
STORED = {
    (label, field.name)
    for label, model in MODELS.items()
    if model._meta.managed
    for field in model._meta.local_concrete_fields
}


def test_every_stored_field_has_a_row_and_every_row_a_field():
    rows = {(row.table, row.field) for row in ROWS if "." in row.table}
    assert rows == STORED, "put it into src/fodfaeste/protection/register.yaml"


def test_a_table_that_no_model_describes_is_in_the_register_too(db):
    """What a library makes by itself. Django's own list of migrations says nothing of anybody."""
    with connection.cursor() as cursor:
        known = {model._meta.db_table for model in MODELS.values()} | {"django_migrations"}
        found = {
            (table, column.name)
            for table in connection.introspection.table_names(cursor)
            if table not in known
            for column in connection.introspection.get_table_description(cursor, table)
        }
    assert found == {(row.table, row.field) for row in ROWS if "." not in row.table}


def test_what_the_register_calls_append_only_is():
    """Key rotation counts on it."""
    named = {table.name for table in register().tables if table.append_only}
    assert {MODELS[name]._meta.db_table for name in named} == set(APPEND_ONLY)


TABLES = pytest.mark.parametrize("table", register().tables, ids=lambda table: table.name)


@TABLES
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_table_says_what_it_is_in_both_languages(table, language):
    known = register()
    assert set(table.about) == {"da", "en"}, "a comma in a text asks for quotes"
    assert table.about[language]
    for row in table.rows:
        assert known.classes_said(row, language)
        assert known.said("purposes", row.purpose, language)
        assert known.said("bases", row.basis, language)
        assert known.said("retentions", row.retention, language)
        assert row.what.get(language) or not row.is_personal, row.field
        assert set(row.what) in (set(), {"da", "en"}), "a comma in a text asks for quotes"


@TABLES
def test_what_is_personal_has_a_legal_basis_and_what_is_sensitive_is_encrypted(table):
    for row in table.rows:
        assert row.basis != "none" or not row.is_personal, row.field
        if {"special", "criminal", "cpr"} & set(row.classes):
            field = MODELS[row.table]._meta.get_field(row.field)
            assert row.encrypted or isinstance(field, models.BinaryField), row.field


def test_ciphertext_is_where_the_register_says_and_nowhere_else(world, case_id):
    """Whatever looks like ciphertext in any text of any table is in a column that is named."""
    named = {(column.model._meta.label, column.field) for column in columns.columns()}
    found = {
        (label, field.name)
        for label, model in MODELS.items()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.TextField | models.CharField | models.JSONField)
        for value in model._base_manager.values_list(field.name, flat=True)
        if any(columns.tokens(value))
    }
    assert found <= named
    assert {("cases.LogText", "ciphertext"), ("cases.Citizen", "cpr")} <= found


def test_no_table_holds_a_cpr_number_in_clear(world, case_id):
    digits = CPR.replace("-", "")
    for label, model in MODELS.items():
        for values in model._base_manager.values_list():
            text = " ".join(map(str, values))
            assert digits not in text, label
            assert CPR not in text, label


def test_the_register_is_given_as_a_table_and_as_text():
    lines = as_csv("da").splitlines()
    assert len(lines) == 1 + sum(1 for _ in register().rows)
    assert lines[0].startswith("\ufeffTabel;") or lines[0].startswith("\ufeffTable;")
    text = as_markdown("en")
    assert "## Citizens (`cases.Citizen`)" in text
    assert text.count("\n| `") == sum(1 for _ in register().rows)


def test_the_page_in_the_documentation_is_what_the_register_says():
    out = StringIO()
    call_command("data_register", "--language", "en", stdout=out)
    written = (ROOT / "docs" / "data-register.md").read_text("utf-8")
    assert written == out.getvalue(), (
        "fodfaeste manage data_register --language en > docs/data-register.md"
    )
