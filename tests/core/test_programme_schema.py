"""The JSON Schema of programme files is in step with the code, and every file keeps to it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from fodfaeste.programmes import catalogue
from fodfaeste.programmes.yaml_files import read_yaml
from tests import programme_files
from tools import schema

SCHEMA = json.loads(schema.TARGET.read_text("utf-8"))
HINT = "# yaml-language-server: $schema="


def test_the_schema_is_in_step_with_the_code():
    assert schema.TARGET.read_text("utf-8") == schema.text(), "renew it: python tools/schema.py"


def test_the_schema_itself_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", programme_files.ALL, ids=lambda path: path.parent.name)
def test_every_programme_file_keeps_to_it(path):
    jsonschema.validate(read_yaml(path).data, SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("path", programme_files.EVERY_YAML, ids=lambda path: path.name)
def test_every_yaml_reader_understands_it(path):
    """The fast loader (libyaml) lets pass what the plain one refuses, as an unquoted ``?``."""
    assert yaml.load(path.read_text("utf-8"), yaml.SafeLoader)


@pytest.mark.parametrize("path", programme_files.OURS, ids=lambda path: path.parent.name)
def test_an_editor_is_told_where_it_is(path):
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith(HINT)
    assert (path.parent / first.removeprefix(HINT)).resolve() == schema.TARGET


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("programme", "Not An Id"),
        ("version", "1 February 2018"),
        ("requirements", {}),
        ("colour", "teal"),
        ("clauses", {"AA-01": {"kind": "rule", "da": "kun dansk"}}),
    ],
)
def test_it_refuses_what_the_reader_refuses(key, value):
    data = dict(read_yaml(programme_files.OURS[0]).data)
    jsonschema.validate(data, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data | {key: value}, SCHEMA)


def test_every_key_is_described():
    described = [SCHEMA, *SCHEMA["$defs"].values()]
    keys = [key for each in described for key in each.get("properties", {}).values()]
    assert all(key.get("description") for key in keys)


def test_the_schema_lies_where_programmes_lie():
    assert Path(catalogue.OWN_FOLDER) == schema.TARGET.parent
