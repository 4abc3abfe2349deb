"""A batch's answers read, judged as any other answers are, and kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from summarizer.batch.job import now
from summarizer.batch.resultfiles import ResultFiles, failed, why_failed
from summarizer.engines.llm import completions
from summarizer.engines.llm.batches import AskAgain
from summarizer.engines.llm.outputlimits import OUTPUT_VARIABLE, LimitRefused
from summarizer.engines.llm.refusals import FormRefused, meaning, refusal
from summarizer.engines.llm.usage import Meter, price_of
from summarizer.errors import NotAnnotated, OutputError, ServiceError
from summarizer.network.retries import Passing
from summarizer.papers.records import Usage

if TYPE_CHECKING:
    from summarizer.annotate.cache import Cache
    from summarizer.batch import batchfiles
    from summarizer.batch.endpoints import BatchServer
    from summarizer.batch.job import Job, Question
    from summarizer.batch.store import Jobs
    from summarizer.engines.llm.batches import BatchEngine
    from summarizer.engines.llm.usage import Tokens
    from summarizer.papers.records import Annotation

Kind = Literal["ask again", "not answered", "refused", "paper unknown"]
_EXPIRED = "the batch expired first"
_FAILED = "the batch failed first"
_CODES = {"batch_expired": _EXPIRED, "batch_cancelled": "the batch was cancelled first"}


@dataclass(frozen=True)
class Left:
    """A paper that a batch gave no usable answer for: why, and what may be done about it.

    `ask again`: the answer has problems, and `first` of the question holds it; `not answered`:
    the model was not asked, or the server failed; `refused`: asking again is of little use;
    `paper unknown`: its text is not known here, so that nothing could be judged.
    """

    question: Question
    kind: Kind
    why: str


@dataclass
class Fetched:
    """What came of a batch; `usage` is what it took, at a batch's price."""

    job: Job
    kept: int = 0
    already: int = 0
    left: list[Left] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)

    @property
    def unfinished(self) -> list[Left]:
        """The papers that asking again may bring an answer for."""
        return [each for each in self.left if each.kind in {"ask again", "not answered"}]


AT_ONCE = 50
"""Results whose TL;DRs are checked together."""


@dataclass
class Fetching:
    """The reading of one batch that has ended; `questions` by custom id."""

    job: Job
    questions: dict[str, Question]
    engine: BatchEngine
    server: BatchServer
    cache: Cache
    jobs: Jobs
    _took: dict[str, Tokens | None] = field(default_factory=dict)
    """What each answered request took, as far as the server told."""
    _useless: dict[str, Left] = field(default_factory=dict)
    """What is left of those whose answers, as far as they were read, cannot be used."""
    _refused_forms: list[str] = field(default_factory=list)
    _doubts: dict[int, str] = field(default_factory=dict)
    """What a second look found wrong with the TL;DR of a result, by what holds its data."""

    async def fetch(self, batch: dict[str, object]) -> Fetched:
        """Keep every usable answer; a fetch that was cut short begins anew and does none twice.

        Raises ServiceError, OutputError.
        """
        self._found = Fetched(self.job)
        files = ResultFiles(self.job, self.server, self.questions, self._found.notes)
        asked = self.engine.server
        self._price = price_of(asked.provider, asked.model, batch=True)
        failures: dict[str, batchfiles.Result] = {}
        with TemporaryDirectory() as folder:
            results = files.results(await files.download(batch, Path(folder)))
            while some := list(islice(results, AT_ONCE)):
                await self._look_again(some)
                for result in some:
                    self._read(result, failures)
        answered = len(self._took)
        if answered < (self.job.completed or 0):
            lost = f"{self.job.completed} answers, its files hold {answered}"
            self._note(f"the server counts {lost}")
        if self.job.status == "failed":
            self._check_failed(batch)
        for custom_id, question in self.questions.items():
            if custom_id in self._useless:
                self._found.left.append(self._useless[custom_id])
            elif custom_id not in self._took:
                self._fail(question, failures.get(custom_id))
        self._learn()
        return self._done()

    async def _look_again(self, results: list[batchfiles.Result]) -> None:
        """Have the TL;DRs of some results checked, all at once, where that is wanted."""
        self._doubts.clear()
        if self.job.verify is None:
            return
        from asyncio import gather

        usable = [each for each in results if (each.data is not None and self._is_new(each))]
        found = await gather(*map(self._doubt, usable))
        self._doubts = {id(each.data): why for each, why in zip(usable, found, strict=True) if why}

    def _is_new(self, result: batchfiles.Result) -> bool:
        question = self.questions[result.custom_id]
        return question.known and self.cache.get(question.paper, self.engine) is None

    async def _doubt(self, result: batchfiles.Result) -> str | None:
        question = self.questions[result.custom_id]
        try:
            made = self.engine.judged(result.data, question.paper, question.first, question.shown)
        except (AskAgain, NotAnnotated, ServiceError, FormRefused, LimitRefused, Passing):
            return None  # as reading it will say
        return await self.engine.doubt(made, question.paper)

    def _note(self, text: str) -> None:
        self._found.notes.append(text)

    def _check_failed(self, batch: dict[str, object]) -> None:
        """Say why a batch failed that was answered in part. Raises Refused for any other."""
        if not self._took:
            self.jobs.keep(replace(self.job, fetched_at=now(), left=len(self.questions)))
            raise failed(self.job, batch, self.server)
        self._note(f"the batch failed: {why_failed(batch, self.server)}")

    def _read(self, result: batchfiles.Result, failures: dict[str, batchfiles.Result]) -> None:
        """Keep a request's answer, the first that is good; one request is counted once."""
        custom_id = result.custom_id
        if result.data is None:
            failures.setdefault(custom_id, result)
            return
        if custom_id in self._took:
            self._note(f"{custom_id} was answered more than once: the first good answer counts")
            if custom_id not in self._useless:
                return
        useless = self._judged(self.questions[custom_id], result)
        if useless is None:
            self._useless.pop(custom_id, None)
        else:
            self._useless.setdefault(custom_id, useless)
        if useless is None or custom_id not in self._took:
            self._took[custom_id] = completions.tokens(result.data)

    def _judged(self, question: Question, result: batchfiles.Result) -> Left | None:
        """Keep an answer; what is left of its paper where it cannot be used."""
        paper = question.paper
        if not question.known:
            return Left(question, "paper unknown", "its text is not known here")
        if self.cache.get(paper, self.engine):
            self._found.already += 1
            return None
        try:
            annotation = self.engine.judged(result.data, paper, question.first, question.shown)
        except AskAgain as wanted:
            return Left(replace(question, first=wanted.text), "ask again", str(wanted))
        except NotAnnotated as reason:
            return Left(question, "refused", str(reason))
        except (ServiceError, FormRefused, LimitRefused, Passing) as error:
            return Left(question, "not answered", str(error))
        return self._settled(question, result, annotation)

    def _settled(
        self, question: Question, result: batchfiles.Result, annotation: Annotation
    ) -> Left | None:
        """Keep an answer whose TL;DR is not doubted; one that is doubted twice is replaced."""
        doubt = self._doubts.get(id(result.data))
        if doubt and question.first is None:
            first = self.engine.said(result.data)
            return Left(replace(question, first=first), "ask again", doubt)
        kept = self.engine.replaced(annotation, question.paper) if doubt else annotation
        self._keep(question, kept)
        return None

    def _keep(self, question: Question, annotation: Annotation) -> None:
        """Keep an answer. Raises OutputError where it is not kept: the batch then is not done."""
        self.cache.put(question.paper, self.engine, annotation)
        if self.cache.get(question.paper, self.engine) is None:
            message = f"cannot store answers in `{self.cache.folder}`: fix this and fetch again"
            raise OutputError(message)
        self._found.kept += 1

    def _fail(self, question: Question, result: batchfiles.Result | None) -> None:
        """A request without an answer: of a re-ask the first answer stands where it can."""
        kind, why = self._reason(result)
        if not question.known:
            self._leave(question, "paper unknown", why)
            return
        if self.cache.get(question.paper, self.engine):
            self._found.already += 1
            return
        if question.first is not None and kind == "refused":
            try:
                first = self.engine.judged(None, question.paper, question.first, question.shown)
            except NotAnnotated:
                pass
            else:
                self._keep(question, first)
                return
        self._leave(question, kind, why)

    def _reason(self, result: batchfiles.Result | None) -> tuple[Kind, str]:
        """Why a request has no answer, and whether asking again may bring one."""
        if result is None:
            ended = {"expired": _EXPIRED, "cancelled": _CODES["batch_cancelled"], "failed": _FAILED}
            return "not answered", ended.get(self.job.status or "", "the server gave no answer")
        if result.code in _CODES:
            return "not answered", _CODES[result.code]
        if result.status is None:
            return "not answered", self.server.server.hidden(result.message)
        error = meaning(
            refusal(result.status, result.body, {}), self.server.server, max_wait=float("inf")
        )
        if isinstance(error, FormRefused):
            self._refused_forms.append(str(error))
        if isinstance(error, LimitRefused):
            return "not answered", f"{error}: set `{OUTPUT_VARIABLE}` to fewer"
        return ("refused" if isinstance(error, NotAnnotated) else "not answered"), str(error)

    def _leave(self, question: Question, kind: Kind, why: str) -> None:
        self._found.left.append(Left(question, kind, why))

    def _learn(self) -> None:
        """Where every request was refused for how it was asked, ask in another way from now on."""
        if self._refused_forms and len(self._refused_forms) == len(self.questions):
            self.engine.refused(self._refused_forms[0])
            self._note(
                "the server rejected the form of the request; the next batch uses another one"
            )

    def _done(self) -> Fetched:
        """Record that the batch was fetched, and what it took and left."""
        found = self._found
        meter = Meter(self._price)
        meter.requests = len(self._took)
        for tokens in self._took.values():
            meter.settle(0.0, tokens)
        meter.add(self.engine.meter)
        found.usage = meter.usage()
        found.job = replace(self.job, fetched_at=now(), left=len(found.left), usage=found.usage)
        first = self.jobs.first_of(found.job)
        if first:
            self._note(f"the batch was made twice: {first.id} asked the same papers")
        elif not any(each.kind == "paper unknown" for each in found.left):
            self.jobs.keep(found.job)
        return found
