"""What an OpenAI-compatible server takes: judged by the openai package's own types.

The package is generated from the published description of the interface. Beside its types stand
the two rules that types cannot say: no other fields, and which JSON schemas are taken as strict.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, cast

from openai.types.chat import (
    ChatCompletionStreamOptionsParam,
    ChatCompletionSystemMessageParam,
    ChatCompletionUserMessageParam,
)
from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming
from openai.types.shared_params import ResponseFormatJSONSchema
from pydantic import TypeAdapter, ValidationError

# https://developers.openai.com/api/docs/guides/structured-outputs, "Supported schemas".
_STRICT: Final = frozenset(
    ("type", "properties", "required", "additionalProperties", "items", "enum", "description")
) | {"minItems", "maxItems", "anyOf"}
_NAME: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


class NotTaken(Exception):  # noqa: N818 - an outcome: the server answers 400 with it
    """A request that the published interface does not allow."""


def check_request(body: object) -> Mapping[str, Any]:
    """The request again, if the published interface allows it. Raises NotTaken."""
    if not isinstance(body, dict):
        raise NotTaken("no object")
    asked = cast("dict[str, Any]", body)
    known = set(CompletionCreateParamsStreaming.__required_keys__) | set(
        CompletionCreateParamsStreaming.__optional_keys__
    )
    if strange := set(asked) - known:
        raise NotTaken(f"unknown fields: {sorted(strange)}")
    try:
        for field, adapter in _adapters().items():
            if field in asked:
                adapter.validate_python(asked[field], strict=True)
    except ValidationError as fault:
        raise NotTaken(str(fault)) from None
    for field in ("model", "messages", "stream"):
        if not asked.get(field):
            raise NotTaken(f"missing: {field}")
    if unjudged := set(asked) - set(_adapters()):
        raise NotTaken(f"not judged here: {sorted(unjudged)}")
    form: dict[str, Any] = asked.get("response_format", {}).get("json_schema", {})
    if not 0 < len(form.get("name", "")) <= 64 or not set(form["name"]) <= _NAME:
        raise NotTaken("the form has no usable name")
    check_strict(form.get("schema", {}), at="schema")
    return asked


def check_strict(schema: object, *, at: str) -> None:
    """Whether a JSON schema is one that is taken as strict. Raises NotTaken."""
    if not isinstance(schema, dict):
        raise NotTaken(f"{at}: no schema")
    schema = cast("dict[str, Any]", schema)
    if not set(schema) <= _STRICT:
        raise NotTaken(f"{at}: not a strict schema")
    if schema.get("type") == "object":
        fields: dict[str, Any] = schema.get("properties", {})
        if schema.get("additionalProperties") is not False:
            raise NotTaken(f"{at}: additionalProperties must be false")
        if sorted(schema.get("required", [])) != sorted(fields):
            raise NotTaken(f"{at}: every field must be required")
        for name, inner in fields.items():
            check_strict(inner, at=f"{at}.{name}")
    elif schema.get("type") == "array":
        check_strict(schema.get("items"), at=f"{at}[]")
    elif schema.get("type") not in {"string", "integer", "number", "boolean"}:
        raise NotTaken(f"{at}: no type")


@lru_cache(maxsize=1)
def _adapters() -> Mapping[str, TypeAdapter[Any]]:
    return {
        "model": TypeAdapter(str),
        "messages": TypeAdapter(
            list[ChatCompletionSystemMessageParam | ChatCompletionUserMessageParam]
        ),
        "response_format": TypeAdapter(ResponseFormatJSONSchema),
        "max_completion_tokens": TypeAdapter(int),
        "stream": TypeAdapter(bool),
        "stream_options": TypeAdapter(ChatCompletionStreamOptionsParam),
    }
