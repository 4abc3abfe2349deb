"""A batch's answers read, judged as any other answers are, and kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from summarizer.batch import batchfiles
from summarizer.batch.job import now
from summarizer.engines.llm import completions
from summarizer.engines.llm.batches import AskAgain
from summarizer.engines.llm.refusals import FormRefused, meaning, refusal
from summarizer.engines.llm.usage import Meter, price_of
from summarizer.errors import NotAnnotated, OutputError, Refused, ServiceError, Unreachable
from summarizer.network.retries import Passing, pause
from summarizer.papers.records import Usage
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.annotate.cache import Cache
    from summarizer.batch.endpoints import BatchServer
    from summarizer.batch.job import Job, Question
    from summarizer.batch.store import Jobs
    from summarizer.engines.llm.batches import BatchEngine
    from summarizer.papers.records import Annotation

Kind = Literal["ask again", "not answered", "refused", "paper unknown"]
_REASONS = 3
_DOWNLOADS = 4
_BEFORE_ANOTHER = 2.0
_EXPIRED = "the batch expired first"
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


@dataclass
class Fetching:
    """The reading of one batch that has ended; `questions` by custom id."""

    job: Job
    questions: dict[str, Question]
    engine: BatchEngine
    server: BatchServer
    cache: Cache
    jobs: Jobs
    _answered: set[str] = field(default_factory=set)
    _refused_forms: list[str] = field(default_factory=list)

    async def fetch(self, batch: dict[str, object]) -> Fetched:
        """Keep every usable answer; a fetch that was cut short begins anew and does none twice.

        Raises ServiceError, OutputError.
        """
        self._found = Fetched(self.job)
        asked = self.engine.server
        self._meter = Meter(price_of(asked.provider, asked.model, batch=True))
        failures: dict[str, batchfiles.Result] = {}
        with TemporaryDirectory() as folder:
            for name, number in (("output", self.job.completed), ("error", self.job.failed)):
                file = batch.get(f"{name}_file_id")
                if isinstance(file, str) and file:
                    path = Path(folder) / name
                    await self._download(file, path, number or 0)
                    for result in self._results(name, path):
                        self._read(result, failures)
        if len(self._answered) < (self.job.completed or 0):
            lost = f"{self.job.completed} answers, its files hold {len(self._answered)}"
            self._note(f"the server counts {lost}")
        for custom_id, question in self.questions.items():
            if custom_id not in self._answered:
                self._fail(question, failures.get(custom_id))
        self._learn()
        return self._done()

    async def _download(self, file: str, path: Path, expected: int) -> None:
        """Get a file of results; one with damaged lines until it comes the same again.

        What a fetch did not see would be asked, and paid for, anew. Raises Unreachable where
        the file holds no result at all and the server counts some.
        """
        before = None
        for _ in range(_DOWNLOADS):
            await self.server.download(file, path)
            with path.open("rb") as stream:
                kinds = Counter(type(each) for each in batchfiles.results(stream))
                stream.seek(0)
                digest = file_digest(stream, "sha256").digest()
            if kinds[batchfiles.Result] >= expected and not kinds[batchfiles.Unread]:
                return
            if digest == before:
                break
            before = digest
            await pause(_BEFORE_ANOTHER)
        if expected and not kinds[batchfiles.Result]:
            message = (
                f"{self.server.server.shown_url}: the file `{file}` has no results: try again later"
            )
            raise Unreachable(message)

    def _results(self, name: str, path: Path) -> Iterator[batchfiles.Result]:
        """The results in a file that are ours."""
        strangers = 0
        with path.open("rb") as stream:
            for each in batchfiles.results(stream):
                if isinstance(each, batchfiles.Unread):
                    self._note(f"line {each.line} of the {name} file cannot be read: {each.why}")
                elif each.custom_id in self.questions:
                    yield each
                else:
                    strangers += 1
        if strangers:
            self._note(
                f"{counted(strangers, 'line')} of the {name} file matched no paper of this batch"
            )

    def _note(self, text: str) -> None:
        self._found.notes.append(text)

    def _read(self, result: batchfiles.Result, failures: dict[str, batchfiles.Result]) -> None:
        """Count what a request took, and keep its answer where it is the first."""
        custom_id = result.custom_id
        if result.data is None:
            failures.setdefault(custom_id, result)
            return
        if custom_id in self._answered:
            self._note(f"{custom_id} was answered more than once: the first answer counts")
            return
        self._answered.add(custom_id)
        self._meter.requests += 1
        self._meter.settle(0.0, completions.tokens(result.data))
        question = self.questions[custom_id]
        if question.known:
            self._judge(question, result)
        else:
            self._leave(question, "paper unknown", "its text is not known here")

    def _judge(self, question: Question, result: batchfiles.Result) -> None:
        paper = question.paper
        if self.cache.get(paper, self.engine):
            self._found.already += 1
            return
        try:
            annotation = self.engine.judged(result.data, paper, question.first, question.shown)
        except AskAgain as wanted:
            self._leave(replace(question, first=wanted.text), "ask again", str(wanted))
        except NotAnnotated as reason:
            self._leave(question, "refused", str(reason))
        except (ServiceError, FormRefused, Passing) as error:
            self._leave(question, "not answered", str(error))
        else:
            self._keep(question, annotation)

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
            ended = {"expired": _EXPIRED, "cancelled": _CODES["batch_cancelled"]}
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
        found.usage = self._meter.usage()
        found.job = replace(self.job, fetched_at=now(), left=len(found.left), usage=found.usage)
        if not any(each.kind == "paper unknown" for each in found.left):
            self.jobs.keep(found.job)
        return found


def failed(job: Job, batch: dict[str, object], server: BatchServer) -> Refused:
    """The error of a batch that the server did not accept: nothing of it was asked or paid."""
    errors = batch.get("errors")
    data = errors.get("data") if isinstance(errors, dict) else None
    said = [
        f"line {each['line']}: {each.get('message')}" if each.get("line") else each.get("message")
        for each in (data if isinstance(data, list) else [])
        if isinstance(each, dict)
    ]
    reasons = Counter(str(each) for each in said if each)
    why = "; ".join(text for text, _ in reasons.most_common(_REASONS)) or "no reason given"
    more = f" (and {len(reasons) - _REASONS} more)" if len(reasons) > _REASONS else ""
    return Refused(
        f"batch {job.id} was not accepted: {server.server.hidden(why)}{more}: nothing in it was "
        "answered; `summarize batch submit` submits its papers again"
    )
