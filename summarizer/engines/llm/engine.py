"""Any model behind an OpenAI-compatible server, asked at once or by batches.

Both ways send the same requests and judge the answers alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summarizer.engines import COMPATIBLE, extracted, proofs
from summarizer.engines.llm import dialects, prompts, providers
from summarizer.engines.llm.batches import UNSUPPORTED, Batched
from summarizer.engines.llm.rates import Rate
from summarizer.engines.llm.usage import PERSONAL_TOKENS, Meter, both, expected, price_of
from summarizer.errors import NotAnnotated, SummarizerError, UsageError, VocabularyError
from summarizer.observer import Observer, Silent
from summarizer.papers.records import Annotation, Answer, Usage
from summarizer.text.counting import counted
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from asyncio import Lock
    from collections.abc import Iterator

    from summarizer.engines import Reader
    from summarizer.engines.llm.client import ModelClient
    from summarizer.engines.llm.examples import Examples
    from summarizer.engines.llm.providers import Server
    from summarizer.engines.llm.relevance import Question
    from summarizer.engines.llm.verdict import Judge, Judged
    from summarizer.engines.llm.verification import Verifier
    from summarizer.papers.papertext import PaperText, Texts
    from summarizer.papers.records import Paper
    from summarizer.settings import Settings
    from summarizer.topics.vocabulary import Vocabulary


@dataclass
class OpenAI(Batched):
    """An engine over one server, model, prompt and vocabulary; the network waits for `answer`.

    `firsts` are answers there are already, by title and abstract, that cannot be used as they
    are: of those papers `answer` only sends the one re-ask.
    """

    server: Server
    settings: Settings
    text: prompts.Prompt
    topics: str
    memory: dialects.Memory
    meter: Meter
    personal: Question | None = None
    """What is asked for a reader; None where nobody in particular asks."""
    name: str = COMPATIBLE
    paid: bool = True
    observer: Observer = field(default_factory=Silent)
    firsts: dict[tuple[str, str], str] = field(default_factory=dict)
    texts: Texts | None = None
    """The full texts at hand, which may prove what an abstract does not."""
    unchecked: list[str] = field(default_factory=list)
    """Why TL;DRs could not be checked that were to be."""
    replaced_lines: int = 0
    unrated: int = 0
    """Papers without a relevance that was asked for."""
    _told: bool = False

    def __post_init__(self) -> None:
        """Say who this engine is."""
        self.model: str | None = self.server.name
        known = self.text.identity(self.settings.language, self._check())
        self.prompt: str | None = known + (self.personal.identity if self.personal else "")
        self.begun = 2 * self.settings.concurrency

    def _check(self) -> str:
        """What the check of TL;DRs adds to what an answer depends on; "" without one."""
        if self.settings.verify == "off":
            return ""
        from summarizer.engines.llm import verification

        return f"{verification.identity()} {self.settings.verify_model or self.settings.model}"

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
        if self.personal:
            tokens = replace(tokens, output=tokens.output + PERSONAL_TOKENS)
        answer = Usage(1, tokens.input, tokens.output, 0, self.meter.price(tokens))
        return both(answer, self._verifier.expected(paper)) if self._verifier else answer

    def request(self, paper: Paper) -> dict[str, Any]:
        """What would be sent for a paper, without keys."""
        return self.client.body(self.messages(paper))

    async def answer(self, paper: Paper) -> Annotation:
        """Annotate one paper, with one re-ask where the first answer cannot be used.

        Raises NotAnnotated with the reason, Unreachable where this paper's tries
        are used up, and Refused to stop.
        """
        if not paper.abstract.strip():
            message = "no abstract to read"
            raise NotAnnotated(message)
        self._say_what_is_sent()
        messages = self.messages(paper)
        text = self.firsts.get((paper.title, paper.abstract))
        is_new = text is None
        if text is None:
            text = await self.client.ask(messages)
        await self._leisure()
        judged = self.judge.judged(text, paper)
        if is_new:
            judged = await self._verified(judged, paper)
        elif not judged.problems:
            judged = replace(judged, problems=(UNSUPPORTED,))
        if judged.faults:
            second = await self._again(messages, text, judged, paper)
            seen = second.reading is judged.reading
            judged = second if seen else await self._verified(second, paper)
        annotation = self.annotation(judged, paper)
        return self._examples.noted(annotation, paper, self.observer.detail)

    def annotation(self, judged: Judged, paper: Paper) -> Annotation:
        """What is kept of an answer. Raises NotAnnotated where it is not of the form."""
        if judged.reading is None:
            message = f"{judged.problems[0]}, even when asked again"
            raise NotAnnotated(message)
        self.replaced_lines += bool(judged.problems)
        annotation = self.judge.annotation(judged, paper, self.observer.detail)
        self.unrated += bool(self.personal and annotation.relevance is None)
        return annotation

    def _say_what_is_sent(self) -> None:
        """Say once that a reader's interests leave the machine, or go to a server on it."""
        if self.personal is None or self._told:
            return
        self._told = True
        profile = self.personal.reader.profile
        what = f"{'profiles' if ', ' in profile else 'profile'} {profile}"
        self.observer.note(
            f"your interests ({what}) are sent to {self.server.host} with each paper"
        )

    async def _leisure(self) -> None:
        """Wait until nothing waits to be sent or received: judging is not to hold requests up."""
        from asyncio import sleep

        async with self._desk:
            await sleep(0)

    async def _again(
        self, messages: list[dict[str, str]], text: str, first: Judged, paper: Paper
    ) -> Judged:
        """The one re-ask, with the reasons; the first answer stands where the second is worse."""
        self.observer.detail(f"{paper.id}: asked again: {'; '.join(first.faults)}")
        try:
            question = self.text.again(messages, text, first.faults)
            second = await self.client.ask(question, again=True)
        except SummarizerError:
            if first.reading is None:
                raise
            return first
        return first.better_of(self.judge.judged(second, paper))

    async def _verified(self, judged: Judged, paper: Paper) -> Judged:
        """The answer with what a second look finds wrong with its TL;DR, where one is wanted."""
        if self._verifier is None or judged.reading is None or judged.problems:
            return judged
        wrong = await self.doubt(self.judge.annotation(judged, paper, _unheard), paper)
        return replace(judged, problems=(wrong,)) if wrong else judged

    def reread(self, answer: Annotation, paper: Paper, text: PaperText) -> Annotation:
        """An answer with what its paper's full text proves beside it; nothing is asked.

        A TL;DR that was to be looked at a second time is not taken without that.
        """
        if isinstance(answer, Answer) and self.settings.verify != "off":
            answer = replace(answer, refused=())
        return self.judge.reread(answer, paper, text)

    async def doubt(self, annotation: Annotation, paper: Paper) -> str | None:
        """What a second look finds wrong with a TL;DR; None where nothing, or none is wanted."""
        if self._verifier is None or annotation.tldr_origin != "model" or not annotation.tldr:
            return None
        found = await self._verifier.verdict(annotation.tldr, annotation.tldr_evidence, paper)
        if found.supported is None:
            self.unchecked.append(found.problem)
            self.observer.detail(f"{paper.id}: not checked: {found.problem}")
        return f"{UNSUPPORTED}: {found.problem}" if found.supported is False else None

    def replaced(self, annotation: Annotation, paper: Paper) -> Annotation:
        """The annotation with an extracted TL;DR, or none."""
        own = extracted(paper.title, paper.abstract)
        return replace(
            annotation,
            tldr=own.tldr if own else None,
            tldr_origin="extracted" if own else None,
            tldr_evidence=own.evidence if own else (),
        )

    def messages(self, paper: Paper) -> list[dict[str, str]]:
        """What a paper is asked about with: the fixed part first, the paper last.

        Between them stand the reviewed papers most like it, with the answers wished for.
        """
        about = self.text.about(paper)
        if self.personal:
            about = f"{about}\n\n{self.personal.about(paper)}"
        return [
            {"role": "system", "content": self._fixed},
            *self._examples.messages(paper, self.text),
            {"role": "user", "content": about},
        ]

    def wind_down(self) -> None:
        """Begin no request any more; those in flight may end."""
        self.client.pace.close()

    async def close(self) -> None:
        """Let the connections go."""
        if "client" in self.__dict__:
            await self.client.transport.close()
        if "_verifier" in self.__dict__ and self._verifier:
            await self._verifier.close()
        self._say_what_was_not_kept()

    def _say_what_was_not_kept(self) -> None:
        if self.replaced_lines:
            lines = counted(self.replaced_lines, "TL;DR")
            self.observer.note(
                f"{lines} of the model did not hold: where there is an extracted one it stands "
                "in; `--verbose` says why, when asked anew"
            )
        if self.unchecked:
            lines = counted(len(self.unchecked), "TL;DR")
            self.observer.note(f"{lines} could not be checked, and stay: {self.unchecked[0]}")
        if self.unrated:
            papers = counted(self.unrated, "paper")
            self.observer.note(
                f"the model's relevance of {papers} did not hold: what was learned of your "
                "interests stands there; `--verbose` says why, when asked anew"
            )
        self.replaced_lines = self.unrated = 0
        self.unchecked.clear()

    @cached_property
    def _desk(self) -> Lock:
        from asyncio import Lock

        return Lock()

    @cached_property
    def client(self) -> ModelClient:
        """What asks the server; made with the first paper, since it loads what is slow to load."""
        from summarizer.engines.llm.answer import PersonalReading, Reading
        from summarizer.engines.llm.client import ModelClient
        from summarizer.engines.llm.pace import Pace
        from summarizer.engines.llm.sdk import SDK

        settings, server = self.settings, self.server
        form = PersonalReading if self.personal else Reading
        transport = SDK(server, settings, form)
        pace = Pace(settings.concurrency)
        return ModelClient(
            server, settings, transport, self.memory, pace, self.meter, self.observer, form
        )

    @cached_property
    def _verifier(self) -> Verifier | None:
        from summarizer.engines.llm.verification import verifier

        return verifier(self.settings, self.memory, self.meter, self.observer)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabularyfile.in_use(self.settings)

    @cached_property
    def _examples(self) -> Examples:
        """The reviewed papers; read with the first paper that must be asked about."""
        from summarizer.engines.llm.examples import load

        return load(self.settings, self._vocabulary, self.observer)

    @cached_property
    def _fixed(self) -> str:
        language = self.settings.language
        fixed = self.text.fixed(self._vocabulary, language)
        return f"{fixed}\n\n{self.personal.fixed(language)}" if self.personal else fixed

    @cached_property
    def judge(self) -> Judge:
        """What judges answers, made with the first of them."""
        from summarizer.engines.llm.verdict import Judge

        blank = Annotation(
            tldr=None, tldr_origin=None, engine=self.name, model=self.model, prompt=self.prompt
        )
        vocabulary, language = self._vocabulary, self.settings.language
        found = proofs(vocabulary)
        jury = self.personal.jury(language, vocabulary, found) if self.personal else None
        return Judge(vocabulary, language, blank, extracted, found, jury, self._text)

    def _text(self, paper: Paper) -> PaperText | None:
        """A paper's full text, where one is at hand and can be read."""
        try:
            return self.texts.text(paper) if self.texts else None
        except UsageError:  # a library is lacking
            return None


def _unheard(_: str) -> None:
    """What was dropped is told when the answer is kept."""


def models() -> Iterator[tuple[str, str]]:
    """Every provider, of which a model's name follows."""
    for name, provider in providers.PROVIDERS.items():
        yield f"{name}/", f"key in {provider.variable}" if provider.variable else provider.base_url


def create(settings: Settings) -> OpenAI:
    """The engine for these settings. Raises SettingsError, VocabularyError."""
    return _made(settings)


def create_for(settings: Settings, reader: Reader) -> OpenAI:
    """The engine that also says how relevant papers are to a reader. Raises as `create` does."""
    from summarizer.engines.llm.relevance import question

    return _made(settings, question(reader))


def _made(settings: Settings, personal: Question | None = None) -> OpenAI:
    from summarizer.settings import folder

    server = providers.server(settings)
    path = settings.topics_path or vocabularyfile.default_path()
    try:
        fingerprint = vocabularyfile.fingerprint(path.read_bytes())
    except OSError as error:
        message = (
            f"cannot read the vocabulary `{path}`: {error.strerror}: "
            "`summarize config unset topics` goes back to the built-in one"
        )
        raise VocabularyError(message) from error
    memory = dialects.Memory(folder("cache") / "servers.json")
    price = price_of(server.provider, server.model)
    meter = Meter(price, settings.max_usd, settings.max_requests, Rate(settings.max_rpm))
    text = prompts.load(settings.prompt_path)
    return OpenAI(server, settings, text, fingerprint, memory, meter, personal)
