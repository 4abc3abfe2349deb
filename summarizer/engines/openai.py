"""Any model behind an OpenAI-compatible server; the only module that knows openai and instructor.

The strict way of asking, which is the first and nearly always the only one, goes
through the SDK's own `post` with a body that is made once: instructor, and the
SDK's typed call too, cost more time per paper than everything else here. Tool
calls go through instructor, which knows the servers' ways with them.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summarizer import dialects, prompts, providers, topics
from summarizer.errors import NotAnnotated, SummarizerError, Unreachable, VocabularyError
from summarizer.observer import Observer, Silent
from summarizer.rates import Rate
from summarizer.records import Annotation, Usage
from summarizer.text import one_line
from summarizer.usage import Meter, expected, price_of

if TYPE_CHECKING:
    from asyncio import Lock

    import openai as sdk
    from instructor import AsyncInstructor

    from summarizer.asking import Asker
    from summarizer.examples import Examples
    from summarizer.judging import Judge, Judged
    from summarizer.providers import Server
    from summarizer.records import Paper
    from summarizer.settings import Settings
    from summarizer.topics import Vocabulary

NAME = "openai"

ECHOED = 4_000
"""Characters of a bad answer that the model is shown again."""
_CONNECT_SECONDS = 10.0
_ANSWERS: ContextVar[list[Any]] = ContextVar("answers")
"""Where instructor's hook puts the raw answers to the request of the task it runs in."""


@dataclass
class OpenAI:
    """An engine over one server, model, prompt and vocabulary; the network waits for `answer`."""

    server: Server
    settings: Settings
    text: prompts.Prompt
    topics: str
    memory: dialects.Memory
    meter: Meter
    name: str = NAME
    paid: bool = True
    observer: Observer = field(default_factory=Silent)

    def __post_init__(self) -> None:
        """Say who this engine is."""
        self.model: str | None = self.server.name
        self.prompt: str | None = self.text.identity(self.settings.language)
        self.begun = 2 * self.settings.concurrency

    @property
    def usage(self) -> Usage:
        """What was taken so far."""
        return self.meter.usage()

    def ready(self) -> None:
        """Raise MissingKey or SettingsError where nothing could be asked."""
        self.server.check_key()
        self.meter.check()

    def expected(self, paper: Paper) -> Usage:
        """About what asking about a paper takes."""
        tokens = expected(sum(len(message["content"]) for message in self.messages(paper)))
        return Usage(1, tokens.input, tokens.output, 0, self.meter.price(tokens))

    def request(self, paper: Paper) -> dict[str, Any]:
        """What would be sent for a paper, without keys."""
        return self.asker.body(self.messages(paper))

    async def answer(self, paper: Paper) -> Annotation:
        """Annotate one paper, with one re-ask where the first answer cannot be used.

        Raises NotAnnotated with the reason, Unreachable where this paper's tries
        are used up, and Refused to stop.
        """
        if not paper.abstract.strip():
            message = "no abstract to read"
            raise NotAnnotated(message)
        messages = self.messages(paper)
        text = await self.asker.ask(messages)
        await self._leisure()
        judged = self._judge.judged(text, paper)
        if judged.problems:
            judged = await self._again(messages, text, judged, paper)
        if judged.reading is None:
            message = f"{judged.problems[0]}, also when asked again"
            raise NotAnnotated(message)
        annotation = self._judge.annotation(
            judged.reading, judged.problems, paper, self.observer.detail
        )
        return self._examples.noted(annotation, paper, self.observer.detail)

    async def _leisure(self) -> None:
        """Wait until nothing waits to be sent or received: judging is not to hold requests up."""
        from asyncio import sleep

        async with self._desk:
            await sleep(0)

    async def _again(
        self, messages: list[dict[str, str]], text: str, first: Judged, paper: Paper
    ) -> Judged:
        """The one re-ask, with the reasons; the first answer stands where the second is worse."""
        self.observer.detail(f"{paper.id}: asked again: {'; '.join(first.problems)}")
        echo = {"role": "assistant", "content": text[:ECHOED] or "(nothing)"}
        wish = {"role": "user", "content": self.text.correction(first.problems)}
        try:
            second = await self.asker.ask([*messages, echo, wish])
        except SummarizerError:
            if first.reading is None:
                raise
            return first
        return first.better_of(self._judge.judged(second, paper))

    def messages(self, paper: Paper) -> list[dict[str, str]]:
        """What a paper is asked about with: the fixed part first, the paper last.

        Between them stand the reviewed papers most like it, with the answers wished for.
        """
        return [
            {"role": "system", "content": self._fixed},
            *self._examples.messages(paper, self.text),
            {"role": "user", "content": self.text.about(paper)},
        ]

    def wind_down(self) -> None:
        """Begin no request any more; those in flight may end."""
        self.asker.pace.closed = True

    async def close(self) -> None:
        """Let the connections go."""
        if "asker" in self.__dict__:
            await self.asker.transport.close()

    @cached_property
    def _desk(self) -> Lock:
        from asyncio import Lock

        return Lock()

    @cached_property
    def asker(self) -> Asker:
        """What asks the server; made with the first paper, since it loads what is slow to load."""
        from summarizer.asking import Asker
        from summarizer.pace import Pace

        transport = _SDK(self.server, self.settings)
        pace = Pace(self.settings.concurrency)
        return Asker(
            self.server, self.settings, transport, self.memory, pace, self.meter, self.observer
        )

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return topics.load(self.settings.topics_path)

    @cached_property
    def _examples(self) -> Examples:
        """The reviewed papers; read with the first paper that must be asked about."""
        from summarizer.examples import load

        return load(self.settings, self._vocabulary, self.observer)

    @cached_property
    def _fixed(self) -> str:
        return self.text.fixed(self._vocabulary, self.settings.language)

    @cached_property
    def _judge(self) -> Judge:
        from summarizer.judging import Judge

        blank = Annotation(
            tldr=None, tldr_origin=None, engine=self.name, model=self.model, prompt=self.prompt
        )
        return Judge(self._vocabulary, self.settings.language, blank)


@dataclass
class _SDK:
    """The transport by the openai SDK, whose own retries are off."""

    server: Server
    settings: Settings

    @cached_property
    def _client(self) -> sdk.AsyncOpenAI:
        import logging

        import openai as sdk

        for name in ("openai", "instructor", "httpx2"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        # instructor logs every failure in the server's own words, which may repeat the key
        logging.getLogger("instructor").setLevel(logging.CRITICAL + 1)
        patience = self.settings.answer_timeout
        return sdk.AsyncOpenAI(
            api_key=self.server.key or "none",
            base_url=self.server.base_url,
            timeout=sdk.Timeout(patience, connect=min(patience, _CONNECT_SECONDS)),
            max_retries=0,
        )

    @cached_property
    def _instructor(self) -> AsyncInstructor:
        import instructor

        client = instructor.from_openai(self._client, mode=instructor.Mode.TOOLS)
        client.on("completion:response", lambda answer: _ANSWERS.get().append(answer))
        return client

    def open(self) -> None:
        """Load the SDK, which takes longer than many an answer."""
        _ = self._client

    async def post(self, body: dict[str, Any], mode: dialects.Mode) -> dict[str, Any]:
        """The decoded body of a 200. Raises the libraries' errors, ValueError."""
        if mode == "tools":
            return await self._by_instructor(body)
        data = await self._client.post("/chat/completions", cast_to=object, body=body)
        if not isinstance(data, dict):
            message = "no JSON object"
            raise ValueError(message)  # noqa: TRY004 - one error for every malformed document
        return data

    async def _by_instructor(self, body: dict[str, Any]) -> dict[str, Any]:
        """A tool call by instructor, which neither retries nor judges: the raw answer is given."""
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        from summarizer.answer import Reading

        answers: list[Any] = []
        _ANSWERS.set(answers)
        sent = {key: value for key, value in body.items() if key not in {"tools", "tool_choice"}}
        try:
            await self._instructor.chat.completions.create_with_completion(
                response_model=Reading, max_retries=0, **sent
            )
        except (InstructorRetryException, IncompleteOutputException) as error:
            if not answers:
                raise (error.__cause__ or error) from None
        data: dict[str, Any] = answers[-1].model_dump()
        return data

    def failure(self, error: Exception) -> Exception:
        """Our error for one of the libraries', its words without keys."""
        import openai as sdk

        from summarizer.refusals import FormRefused, meaning, refusal
        from summarizer.retries import Passing

        if isinstance(error, SummarizerError | FormRefused | Passing):
            return error
        where = self.server.shown_url
        if isinstance(error, sdk.APIStatusError):
            headers = {key.lower(): value for key, value in error.response.headers.items()}
            found = refusal(error.status_code, error.body, headers, error.message)
            return meaning(found, self.server, self.settings.max_wait)
        if isinstance(error, TimeoutError | sdk.APITimeoutError):
            patience = self.settings.answer_timeout
            late = Unreachable(f"{where} did not answer within {patience:g} s")
            return Passing(late, lost=True, crowded=True)
        if isinstance(error, sdk.APIConnectionError):
            cause = error.__cause__ or error
            why = self.server.hidden(one_line(str(cause))) or type(cause).__name__
            return Passing(Unreachable(f"cannot reach {where}: {why}"), lost=True)
        if isinstance(error, ValueError | sdk.APIError):
            return Passing(Unreachable(f"{where} did not answer with JSON"), lost=True)
        what = self.server.hidden(one_line(f"{type(error).__name__}: {error}"))
        return NotAnnotated(f"the library that asks {where} failed: {what}")

    async def close(self) -> None:
        """Let the connections go."""
        client = self.__dict__.pop("_client", None)
        if client:
            await client.close()


def create(settings: Settings) -> OpenAI:
    """The engine for these settings. Raises SettingsError, VocabularyError."""
    from summarizer.settings import folder

    server = providers.server(settings)
    path = settings.topics_path or topics.default_path()
    try:
        fingerprint = topics.fingerprint(path.read_bytes())
    except OSError as error:
        message = f"cannot read the vocabulary `{path}`: {error.strerror}"
        raise VocabularyError(message) from error
    memory = dialects.Memory(folder("cache") / "servers.json")
    price = price_of(server.provider, server.model)
    meter = Meter(price, settings.max_usd, settings.max_requests, Rate(settings.max_rpm))
    return OpenAI(server, settings, prompts.load(), fingerprint, memory, meter)
