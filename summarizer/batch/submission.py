"""Papers into batches: each one asked about once, whatever happens on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.annotate.cache import key
from summarizer.annotate.entries import skipped
from summarizer.batch import batchfiles
from summarizer.batch.adoption import look_for_doubles, settle
from summarizer.batch.job import Question, begun
from summarizer.engines.llm.usage import Meter, price_of
from summarizer.errors import BudgetSpent, Refused, SummarizerError
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from summarizer.annotate.cache import Cache
    from summarizer.batch.endpoints import BatchServer
    from summarizer.batch.job import Job
    from summarizer.batch.store import Jobs
    from summarizer.engines.llm.batches import BatchEngine
    from summarizer.engines.llm.usage import Tokens
    from summarizer.papers.records import Paper, Skipped
    from summarizer.settings import Settings

_MEGABYTE = 1_000_000


@dataclass
class Plan:
    """What is to be done about papers; `questions` are those to ask."""

    papers: int = 0
    cached: int = 0
    in_flight: dict[str, int] = field(default_factory=dict)
    """How many papers are in each batch in flight, by its id or token."""
    skipped: list[Skipped] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    over_budget: int = 0


@dataclass(frozen=True)
class Forecast:
    """What submitting would take, in numbers; `usd` is None where a batch's price is not known."""

    papers: int
    cached: int
    in_flight: int
    skipped: int
    requests: int
    batches: int
    bytes: int
    input_tokens: int
    output_tokens: int
    usd: float | None


def plan(papers: Iterable[Paper], engine: BatchEngine, cache: Cache, jobs: Jobs) -> Plan:
    """Sort papers into those answered, in flight, impossible to ask about, and to be asked."""
    made = Plan()
    flying = jobs.in_flight()
    known: dict[str, Question] = {}
    for paper in papers:
        made.papers += 1
        name = key(paper, engine)
        if cache.get(paper, engine):
            made.cached += 1
        elif name in flying:
            where = flying[name].id or flying[name].token
            made.in_flight[where] = made.in_flight.get(where, 0) + 1
        elif not paper.abstract.strip():
            made.skipped.append(skipped(paper, "no abstract to read"))
        else:
            known.setdefault(name, Question(name, paper))
    made.questions = list(known.values())
    return made


def forecast(made: Plan, engine: BatchEngine, settings: Settings) -> Forecast:
    """What submitting a plan would take; nothing is sent."""
    price = price_of(engine.server.provider, engine.server.model, batch=True)
    files = _Files(settings)
    tokens_in = tokens_out = 0
    usd: float | None = 0.0
    for question in made.questions:
        body, _ = engine.question(question.paper, question.first)
        files.add(len(batchfiles.request(question, body)))
        expected = engine.expected(question.paper)
        given, said = expected.input_tokens or 0, expected.output_tokens or 0
        tokens_in += given
        tokens_out += said
        cost = price(_tokens(given, said))
        usd = None if cost is None or usd is None else usd + cost
    return Forecast(
        papers=made.papers,
        cached=made.cached,
        in_flight=sum(made.in_flight.values()),
        skipped=len(made.skipped),
        requests=len(made.questions),
        batches=files.count,
        bytes=files.total,
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        usd=None if usd is None else round(usd, 6),
    )


def _tokens(given: int, said: int) -> Tokens:
    from summarizer.engines.llm.usage import Tokens

    return Tokens(given, said)


@dataclass
class _Files:
    """How requests fall into files that keep the limits."""

    settings: Settings
    count: int = 0
    total: int = 0
    _requests: int = 0
    _bytes: int = 0

    def add(self, size: int) -> bool:
        """Count a request; whether a new file begins with it."""
        most = self.settings.batch_mb * _MEGABYTE
        full = self._requests >= self.settings.batch_requests or self._bytes + size > most
        if full or not self.count:
            self.count, self._requests, self._bytes = self.count + 1, 0, 0
            full = True
        self._requests += 1
        self._bytes += size
        self.total += size
        return full


@dataclass
class Submission:
    """One run's submitting: `tell` hears of each batch as soon as there is one."""

    engine: BatchEngine
    server: BatchServer
    cache: Cache
    jobs: Jobs
    settings: Settings
    tell: Callable[[Job], None]
    made: list[Job] = field(default_factory=list)

    async def submit(self, papers: Sequence[Paper]) -> Plan:
        """Submit what is neither answered nor in flight.

        Raises BudgetSpent where the budget left papers out, ServiceError, OSError.
        """
        self._ready()
        with self.jobs.alone():
            await settle(self.server, self.jobs, self.engine)
            found = plan(papers, self.engine, self.cache, self.jobs)
            await self.ask(found)
        return found

    async def submit_again(self, questions: Iterable[Question]) -> Plan:
        """Submit questions, re-asks among them, unless they are in flight by now."""
        self._ready()
        with self.jobs.alone():
            flying = self.jobs.in_flight()
            found = Plan(questions=[each for each in questions if each.key not in flying])
            await self.ask(found)
        return found

    def _ready(self) -> None:
        self.server.server.check_key()
        price = price_of(self.server.server.provider, self.server.server.model, batch=True)
        Meter(price, self.settings.max_usd).check()

    async def ask(self, found: Plan) -> None:
        """Make the batches of a plan's questions, one after the other."""
        await self._ask(found)
        if found.over_budget:
            message = (
                f"the budget leaves out {counted(found.over_budget, 'paper')}; "
                f"{sum(job.requests for job in self.made)} submitted"
            )
            raise BudgetSpent(message)

    async def _ask(self, found: Plan) -> None:
        """Write requests into a file until it is full, have it answered, begin the next."""
        files, job = _Files(self.settings), self._begun()
        questions: list[Question] = []
        stream = self.jobs.request_file(job).open("wb")
        try:
            for question, line in self._within_budget(found):
                if len(line) > self.settings.batch_mb * _MEGABYTE:
                    reason = (
                        f"its request of {len(line):,} bytes is larger than a whole batch may be"
                    )
                    found.skipped.append(skipped(question.paper, reason))
                    continue
                if files.add(len(line)) and questions:
                    stream.close()
                    await self._make(job, questions)
                    job, questions = self._begun(), []
                    stream = self.jobs.request_file(job).open("wb")
                stream.write(line)
                questions.append(question)
            stream.close()
            if questions:
                await self._make(job, questions)
        finally:
            stream.close()
            self.jobs.request_file(job).unlink(missing_ok=True)

    def _begun(self) -> Job:
        checks = self.settings.verify == "on"
        verify = (self.settings.verify_model or self.settings.model) if checks else None
        return begun(self.engine, self.settings.language, verify)

    def _within_budget(self, found: Plan) -> Iterator[tuple[Question, bytes]]:
        """The requests whose worst case, all together, is within the budget."""
        price = price_of(self.server.server.provider, self.server.server.model, batch=True)
        spent = 0.0
        for number, question in enumerate(found.questions):
            body, worst = self.engine.question(question.paper, question.first)
            spent += (price(worst) or 0.0) if self.settings.max_usd is not None else 0.0
            most = self.settings.max_requests
            too_many = most is not None and number >= most
            if too_many or (self.settings.max_usd is not None and spent > self.settings.max_usd):
                found.over_budget = len(found.questions) - number
                return
            shown = (len(body["messages"]) - 1) // 2 - (question.first is not None)
            yield replace(question, shown=shown), batchfiles.request(question, body)

    async def _make(self, job: Job, questions: list[Question]) -> None:
        """One batch: its record is on disk before the call that makes it, and after."""
        path = self.jobs.request_file(job)
        job = replace(job, requests=len(questions), bytes=path.stat().st_size)
        try:
            self._remember_vocabulary()
            self.jobs.keep_questions(job, questions)
            self.jobs.keep(job)
            size = path.stat().st_size / _MEGABYTE
            self.server.observer.detail(
                f"sending {counted(len(questions), 'request')}, {size:.1f} MB"
            )
            file = await self.server.upload(path)
            job = self.jobs.keep(replace(job, state="creating", file=file))
            job = self.jobs.keep(job.heard(await self.server.create(job, file)))
        except SummarizerError as error:
            if job.state == "uploading" or isinstance(error, Refused):
                self.jobs.forget(job)  # no batch was made of it, that is certain
            raise
        path.unlink(missing_ok=True)
        self.made.append(job)
        self.tell(job)
        if self.server.repeated:
            await look_for_doubles([job], self.server)

    def _remember_vocabulary(self) -> None:
        """Keep the vocabulary: the answers are judged by it, whatever it is by then."""
        if self.cache.earlier:
            self.cache.earlier.remember(self.engine.topics)
