"""The openai SDK and instructor: the only module that knows them.

The strict way of asking, which is the first and nearly always the only one, goes
through the SDK's own `post` with a body that is made once: instructor, and the
SDK's typed call too, cost more time per paper than everything else here. Its
bytes go through aiohttp, one of the SDK's two HTTP clients: its parser is in C.
Tool calls go through instructor, which knows the servers' ways with them.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from summarizer.errors import SummarizerError
from summarizer.network.unpacking import ACCEPTED

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    import openai as sdk
    from instructor import AsyncInstructor
    from pydantic import BaseModel

    from summarizer.engines.llm import dialects
    from summarizer.engines.llm.failures import Kind
    from summarizer.engines.llm.providers import Server
    from summarizer.settings import Settings

_CONNECT_SECONDS = 10.0
_ANSWERS: ContextVar[list[Any]] = ContextVar("answers")
"""Where instructor's hook puts the raw answers to the request of the task it runs in."""
_BEYOND = frozenset({"chat_template_kwargs", "thinking"})
"""What a request may hold that the SDK's typed call has no name for."""
BATCH_ENDPOINT = "/v1/chat/completions"
BATCH_WINDOW = "24h"


@dataclass
class SDK:
    """The transport by the openai SDK, whose own retries are off.

    `form` is what tool calls are asked for; None for the usual reading.
    """

    server: Server
    settings: Settings
    form: type[BaseModel] | None = None

    @cached_property
    def _client(self) -> sdk.AsyncOpenAI:
        import logging
        from urllib.request import getproxies

        import openai as sdk

        from summarizer.engines.llm.guard import REDIRECTS, guard

        for name in ("openai", "instructor", "httpx2"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        # instructor logs every failure in the server's own words, which may repeat the key
        logging.getLogger("instructor").setLevel(logging.CRITICAL + 1)
        patience = self.settings.answer_timeout
        # behind a proxy the SDK's other client stays: it knows SOCKS, and says where it cannot
        http = sdk.DefaultAsyncHttpxClient if getproxies() else sdk.DefaultAioHttpClient
        client = sdk.AsyncOpenAI(
            api_key=self.server.key or "none",
            base_url=self.server.base_url,
            default_query=dict(parse_qsl(self.server.query, keep_blank_values=True)),
            timeout=sdk.Timeout(patience, connect=min(patience, _CONNECT_SECONDS)),
            max_retries=0,
            http_client=http(
                headers={"Accept-Encoding": ACCEPTED},
                event_hooks={"response": [guard]},
                max_redirects=REDIRECTS,
            ),
        )
        if not self.server.is_openai:  # what the SDK takes from OpenAI's variables is OpenAI's
            client.organization = client.project = None
            client._custom_headers = self._own_headers(sdk)  # noqa: SLF001 - the only way to have no other
        return client

    def _own_headers(self, sdk: ModuleType) -> dict[str, Any]:
        """The headers that prove who asks, in place of the SDK's own."""
        own = self.server.headers
        return own and {"Authorization": sdk.Omit(), **own}

    @cached_property
    def _instructor(self) -> AsyncInstructor:
        import instructor

        client = instructor.from_openai(self._client, mode=instructor.Mode.TOOLS)
        client.on("completion:response", lambda answer: _ANSWERS.get().append(answer))
        return client

    def open(self) -> None:
        """Load the SDK, which takes longer than many an answer. Raises NotRunning."""
        if "_client" not in self.__dict__:
            from summarizer.engines.llm.failures import check_listening

            check_listening(self.server)
        _ = self._client

    async def post(self, body: dict[str, Any], mode: dialects.Mode) -> dict[str, Any]:
        """The decoded body of a 200. Raises the libraries' errors, ValueError."""
        if mode == "tools":
            return await self._by_instructor(body)
        data = await self._client.post(
            "/chat/completions", cast_to=object, body=body, options={"timeout": self._timeout(body)}
        )
        return data if isinstance(data, dict) else _decoded(data)

    def _timeout(self, body: dict[str, Any]) -> sdk.Timeout:
        """How long an answer may take, by how long it may be."""
        import openai as sdk

        from summarizer.engines.llm.room import patience

        most = body.get("max_tokens") or body.get("max_completion_tokens") or 0
        seconds = patience(self.settings, most)
        return sdk.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))

    async def upload(self, path: Path) -> dict[str, Any]:
        """Send a batch's request file; the file's object. Raises as `post` does, OSError."""
        with path.open("rb") as stream:
            given = await self._client.post(
                "/files",
                cast_to=object,
                body={"purpose": "batch"},
                files=[("file", (path.name, stream, "application/jsonl"))],
                options={"headers": {"Content-Type": "multipart/form-data"}},
            )
        return _object(given)

    async def create_batch(self, file: str, metadata: dict[str, str]) -> dict[str, Any]:
        """Have the requests of a file answered; the batch. Raises as `post` does."""
        body = {
            "input_file_id": file,
            "endpoint": BATCH_ENDPOINT,
            "completion_window": BATCH_WINDOW,
            "metadata": metadata,
        }
        return _object(await self._client.post("/batches", cast_to=object, body=body))

    async def batch(self, identity: str) -> dict[str, Any]:
        """A batch as it is now. Raises as `post` does."""
        place = quote(identity, safe="")
        return _object(await self._client.get(f"/batches/{place}", cast_to=object))

    async def batches(self, after: str | None) -> dict[str, Any]:
        """A page of the key's batches, the newest first. Raises as `post` does."""
        query = {"limit": 100} | ({"after": after} if after else {})
        page = await self._client.get("/batches", cast_to=object, options={"params": query})
        return _object(page, "data")

    async def download(self, file: str, path: Path) -> None:
        """Write a file's content to `path`. Raises as `post` does, OSError."""
        calls = self._client.files.with_streaming_response
        async with calls.content(file) as answer:
            with path.open("wb") as stream:
                async for piece in answer.iter_bytes():
                    stream.write(piece)

    async def _by_instructor(self, body: dict[str, Any]) -> dict[str, Any]:
        """A tool call by instructor, which neither retries nor judges: the raw answer is given."""
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        from summarizer.engines.llm.answer import Reading

        answers: list[Any] = []
        _ANSWERS.set(answers)
        sent = {key: value for key, value in body.items() if key not in {"tools", "tool_choice"}}
        sent["timeout"] = self._timeout(body)
        sent["extra_body"] = {key: sent.pop(key) for key in _BEYOND & sent.keys()} or None
        try:
            await self._instructor.chat.completions.create_with_completion(
                response_model=self.form or Reading, max_retries=0, **sent
            )
        except (InstructorRetryException, IncompleteOutputException) as error:
            if not answers:
                raise (error.__cause__ or error) from None
        answer = answers[-1]
        if isinstance(answer, str):
            return _decoded(answer)
        # a server may give what the SDK has no type for, such as arguments that are decoded
        data: dict[str, Any] = answer.model_dump(warnings=False)
        return data

    @staticmethod
    def status_of(error: Exception) -> int | None:
        """The HTTP status that an error of the library stands for; None where it has none."""
        import openai as sdk

        return error.status_code if isinstance(error, sdk.APIStatusError) else None

    def failure(self, error: Exception, most: int = 0) -> Exception:
        """Our error for one of the libraries', its words without keys; `most` tokens were asked."""
        import openai as sdk

        from summarizer.engines.llm.failures import causes, unanswered
        from summarizer.engines.llm.outputlimits import LimitRefused
        from summarizer.engines.llm.refusals import FormRefused, Generated, meaning, refusal
        from summarizer.engines.llm.room import patience
        from summarizer.network.retries import Passing

        if isinstance(error, FormRefused | LimitRefused | Generated | Passing):
            return error
        for ours in causes(error):
            if isinstance(ours, SummarizerError):
                return ours
        if isinstance(error, sdk.APIStatusError):
            headers = {key.lower(): value for key, value in error.response.headers.items()}
            found = refusal(error.status_code, error.body, headers)
            return meaning(found, self.server, self.settings.max_wait)
        patient = patience(self.settings, most)
        return unanswered(error, _kind(error), self.server, patient)

    async def close(self) -> None:
        """Let the connections go."""
        client = self.__dict__.pop("_client", None)
        if client:
            await client.close()


def _kind(error: Exception) -> Kind:
    import openai as sdk

    if isinstance(error, TimeoutError | sdk.APITimeoutError):
        return "late"
    if isinstance(error, sdk.APIConnectionError):
        return "unconnected"
    return "unread" if isinstance(error, ValueError | sdk.APIError) else "other"


def _decoded(data: object) -> dict[str, Any]:
    """An object that came under another type of content. Raises ValueError for what is none."""
    found = json.loads(data) if isinstance(data, str) else data
    if not isinstance(found, dict):
        message = "no JSON object"
        raise ValueError(message)  # noqa: TRY004 - one error for every malformed document
    return found


def _object(data: object, wanted: str = "id") -> dict[str, Any]:
    """What a server says of a file or a batch. Raises ValueError where it says nothing of it."""
    if not isinstance(data, dict) or data.get(wanted) in (None, ""):
        message = f"no JSON object with `{wanted}`"
        raise ValueError(message)
    return data
