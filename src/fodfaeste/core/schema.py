"""The JSON Schema of a programme file, made of the dataclasses that ``shapes`` reads it by."""

from collections.abc import Mapping
from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from fodfaeste.core.dates import Period
from fodfaeste.core.description import ClockTime
from fodfaeste.core.programme import Length, Point, Share, Window
from fodfaeste.core.record import is_record
from fodfaeste.core.shapes import (
    CLAUSE_PATTERN,
    ID_PATTERN,
    SHARE_PATTERN,
    TIME_PATTERN,
    definition,
    is_required,
)
from fodfaeste.core.vocabulary import ClauseId, Id, Wanted

Schema = dict[str, Any]

_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_PERIOD: Schema = {
    "type": "string",
    "pattern": r"^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$",
    "description": "A period: P14D, P2W, P2M, P1Y.",
}
_SCALAR: Schema = {"type": ["string", "integer", "boolean"]}
_SCALARS: Schema = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}


def _whole(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"}


def json_schema(kind: type, *, title: str) -> Schema:
    """The JSON Schema (draft 2020-12) of a file that holds one ``kind``."""
    shared: dict[str, Schema] = {}
    top = _schema(kind, shared)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **shared.pop(top["$ref"].rsplit("/", 1)[1]),
        "$defs": shared,
    }


def _schema(kind: Any, shared: dict[str, Schema]) -> Schema:
    if kind in _LEAVES:
        return _LEAVES[kind]
    if kind is Window:
        return _window(shared)
    if is_record(kind):
        return _record(kind, shared)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], shared)}
    if origin in (Union, UnionType):
        return _either([part for part in arguments if part is not type(None)], shared)
    return {"type": "object", "additionalProperties": _schema(arguments[1], shared)}


def _either(kinds: list[Any], shared: dict[str, Schema]) -> Schema:
    schemas = [_schema(kind, shared) for kind in kinds]
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _window(shared: dict[str, Schema]) -> Schema:
    point = _schema(Point, shared)
    between = {
        "type": "object",
        "properties": {"from": point, "to": point},
        "required": ["from", "to"],
        "additionalProperties": False,
    }
    return {"anyOf": [{"enum": ["placement", "case"]}, between]}


def _record(kind: type, shared: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in shared:
        shared[name] = {}
        shared[name] = _object(kind, shared)
    return {"$ref": f"#/$defs/{name}"}


def _object(kind: type, shared: dict[str, Schema]) -> Schema:
    keys = definition(kind)
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {
            key: _described(_schema(hint, shared), field.metadata)
            for key, (field, hint) in keys.items()
        },
        "required": [key for key, (field, _) in keys.items() if is_required(field)],
        "additionalProperties": False,
    }


def _described(schema: Schema, metadata: Mapping[str, Any]) -> Schema:
    if metadata.get("many"):
        schema = {"anyOf": [schema["items"], schema]}
    return {**schema, "description": metadata["says"]} if "says" in metadata else schema


_LEAVES: dict[Any, Schema] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer", "minimum": 1},
    bool: {"type": "boolean"},
    date: _DATE,
    object: _SCALAR,
    Period: _PERIOD,
    Id: _whole(ID_PATTERN),
    ClauseId: _whole(CLAUSE_PATTERN),
    Share: {"anyOf": [_whole(SHARE_PATTERN), {"type": "number"}]},
    ClockTime: _whole(TIME_PATTERN),
    Length: {"anyOf": [_PERIOD, {"type": "object", "additionalProperties": _PERIOD}]},
    Wanted: {
        "anyOf": [
            _SCALARS,
            {
                "type": "object",
                "properties": {"not": _SCALARS},
                "required": ["not"],
                "additionalProperties": False,
            },
        ]
    },
}
