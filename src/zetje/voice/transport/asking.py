"""Asks a language model, through the openai client and a line of ours beneath it.

Whatever the other side does, it ends at a moment and in a value: a text, as far as it came, and why
it is not whole. The client is an extra of the installation, so it is imported when it is needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Final

from zetje.voice.rules.model_places import Place

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionChunk

    from zetje.voice.transport.line import OpenLine

# So many pages of a process wait for models at once; the others go on without.
AT_ONCE: Final = 4
MAX_SIGNS: Final = 24_000
# Where the other side does not say what an answer cost: Dutch takes more tokens than English.
_SIGNS_PER_TOKEN: Final = 3
_STATUSES: Final = {400: "not_taken", 404: "unknown", 422: "not_taken", 429: "busy"}
_STEPS_TO_CLOSE: Final = 50
_places: Final = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is asked.

    Attributes:
        instructions: ours, for the system's turn.
        material: the story's and the person's words, for the user's turn.
        name: of the form of the answer, small letters and underscores.
        schema: the form of the answer, a JSON schema.
        max_tokens: what the answer may take.
    """

    instructions: str
    material: str
    name: str
    schema: Mapping[str, Any]
    max_tokens: int = 1_500


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came.

    Attributes:
        text: JSON, if the model kept to the form; the beginning of it where it was cut off.
        tokens: what it cost, as the other side says, or as we estimate.
        fault: "", or why it is not whole: busy, timeout, unreachable, forbidden (the address may
            not be called), denied (the key), refused (by the model), garbled, cut.
    """

    text: str = ""
    tokens: int = 0
    fault: str = ""


def ask(place: Place, question: Ask, *, seconds: float) -> Reply:
    """Ask a model; nothing that the other side does is raised.

    Args:
        place: where it is.
        question: what is asked.
        seconds: for all of it, from looking up the name to the last word.
    """
    if not _places.acquire(blocking=False):
        return Reply(fault="busy")
    try:
        # A thread of its own, so that a caller inside a running event loop is served too.
        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(asyncio.run, _within(place, question, seconds)).result()
    finally:
        _places.release()


@dataclass
class _Heard:
    """What has come so far; it stands outside the asking, so that an end half-way keeps it."""

    text: str = ""
    finish: str = ""
    refused: bool = False
    tokens: int = 0


async def _within(place: Place, question: Ask, seconds: float) -> Reply:
    import openai

    from zetje.voice.transport.line import LineRefused, line_to

    heard, fault = _Heard(), ""
    try:
        async with asyncio.timeout(seconds), line_to(place.address, hosts=place.hosts) as line:
            client = openai.AsyncOpenAI(
                base_url=place.address,
                api_key=place.key or "none",
                http_client=line.client,
                max_retries=0,
                timeout=seconds,
            )
            await _listen(client, line, place.model, question, heard)
    except LineRefused as refusal:
        fault = refusal.fault
    except (TimeoutError, openai.APITimeoutError):
        fault = "timeout"
    except openai.APIConnectionError:
        fault = "unreachable"
    except (openai.AuthenticationError, openai.PermissionDeniedError):
        fault = "denied"
    except openai.APIStatusError as trouble:
        fault = _STATUSES.get(trouble.status_code, "unreachable")
    except Exception:
        # What a server sends can break the client's reading of it at any place.
        fault = "garbled"
    # What was left half-read is closed by the loop, a step at a time: it gets to do so before it
    # ends, or each step would be told as an error.
    for _step in range(_STEPS_TO_CLOSE):
        await asyncio.sleep(0)
    return _reply(question, heard, fault)


async def _listen(
    client: AsyncOpenAI, line: OpenLine, model: str, question: Ask, heard: _Heard
) -> None:
    stream = await client.chat.completions.create(
        model=model,
        messages=[
            {"role": "system", "content": question.instructions},
            {"role": "user", "content": question.material},
        ],
        response_format={
            "type": "json_schema",
            "json_schema": {"name": question.name, "schema": dict(question.schema), "strict": True},
        },
        max_completion_tokens=question.max_tokens,
        stream=True,
        stream_options={"include_usage": True},
    )
    async for chunk in stream:
        try:
            _hear(chunk, heard)
        except (AttributeError, TypeError, ValueError, LookupError):
            # The client believes whatever a server calls a chunk.
            heard.finish, heard.text = "garbled", ""
        if len(heard.text) > MAX_SIGNS:
            heard.finish = "length"
        if heard.finish in {"garbled", "length"}:
            # Hanging up ends its writing too, where a server knows no bound on it.
            line.hang_up()


def _hear(chunk: ChatCompletionChunk, heard: _Heard) -> None:
    if chunk.usage:
        heard.tokens = int(chunk.usage.total_tokens)
    for choice in chunk.choices[:1]:
        heard.text += choice.delta.content or ""
        heard.refused = heard.refused or bool(choice.delta.refusal)
        heard.finish = choice.finish_reason or heard.finish


def _reply(question: Ask, heard: _Heard, fault: str) -> Reply:
    sent = len(question.instructions) + len(question.material)
    went_out = heard.text or fault in {"", "timeout", "garbled"}
    estimate = (sent + len(heard.text)) // _SIGNS_PER_TOKEN if went_out else 0
    if heard.refused or heard.finish == "content_filter":
        fault = "refused"
    elif not fault and heard.finish != "stop":
        fault = "cut" if heard.text else "garbled"
    # A server may say anything of the cost; less than nothing it was not.
    tokens = max(heard.tokens, 0) or estimate
    return Reply(text=heard.text, tokens=min(tokens, 1_000_000), fault=fault)
