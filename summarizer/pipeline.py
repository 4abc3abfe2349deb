"""The library's entry point: SPECs in, a digest out.

`Source -> Paper -> annotate (cache, engine) -> Entry | Skipped -> Digest -> library`
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from summarizer import engines, sources
from summarizer.assembly import Assembly, combined
from summarizer.errors import InputError, NoPapers, ServiceError, UsageError
from summarizer.library.run import Options, Run
from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.records import Entry, Paper, Skipped
from summarizer.sources.specs import resolve_all, resolve_each
from summarizer.text.counting import counted
from summarizer.text.plain import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from summarizer.annotate.cache import Answers
    from summarizer.annotate.forecast import Forecast
    from summarizer.engines import AnyEngine
    from summarizer.papers.records import Annotation, Digest, Relevance
    from summarizer.ranking import Ranking
    from summarizer.settings import Settings

P = TypeVar("P", bound="Paper")
_AT_ONCE = 100
"""Papers that arXiv is asked for in one question."""


def digest(specs: Sequence[str], options: Options | None = None, run: Run | None = None) -> Digest:
    """The digest of any papers: files, folders, `-`, `hf`, `arxiv:cs.CL` and others (README).

    Raises UsageError, NothingListed or ServiceError (see `errors`). Where one of several sites
    fails, the error has the digest of the others.
    """
    options, run = options or Options(), run or Run()
    engine, ranking = _asked(options, run)
    wanted = wanted_topics(options.tags, run.settings)
    try:
        found = resolve_each(specs, options, run)
    except NoPapers as error:
        error.digest = Assembly(specs, (), engine, options, run).without_papers(error.report)
        raise
    made = Assembly(specs, found.listings, engine, options, run, ranking).digest(wanted)
    if found.failed:
        found.failed[0].digest = made
        raise found.failed[0]
    return made


def today(spec: str = "hf", options: Options | None = None, run: Run | None = None) -> Digest:
    """The digest of a source's newest day, or of `options.day`; says which day and why."""
    options, run = options or Options(), run or Run()
    asked = sources.asked(spec, run.settings)
    if asked is None or asked[1].kind != "daily":
        wanted = "a source that lists papers by day, such as `hf` or `arxiv:cs.CL`"
        message = f"`today` needs {wanted}, not `{spec}`"
        raise UsageError(message)
    engine, ranking = _asked(options, run)
    topics = wanted_topics(options.tags, run.settings)
    from summarizer.sources import remote

    found = remote.listing(*asked, options, run)
    source, ask = asked
    specs = [f"{ask.name}:{found.day}" if source.SITE.dated else ask.spec]
    found = replace(found, spec=specs[0])
    return Assembly(specs, [found], engine, options, run, ranking).digest(topics)


def _asked(options: Options, run: Run) -> tuple[AnyEngine, Ranking | None]:
    """What annotates, and how papers are ordered for their reader where that is asked for.

    A language model is then told of her interests. Raises UsageError.
    """
    engine = engines.create(run.settings)
    if options.for_me is None:
        return engine, None
    from summarizer import ranking

    found = ranking.of(run, options.for_me, offline=options.offline)
    reader = found.reader() if engines.waits(engine) else None
    return engines.create(run.settings, reader) if reader else engine, found


def forecast(
    specs: Sequence[str], options: Options | None = None, run: Run | None = None
) -> Forecast:
    """What `digest` would send and cost for these SPECs; nothing is sent to a model."""
    from summarizer.annotate.forecast import forecast as forecast_of

    options, run = options or Options(), run or Run()
    engine, ranking = _asked(options, run)
    found = _papers(specs, options, run, ranking if engines.waits(engine) else None)
    return forecast_of(found, engine, run.cache, refresh=options.refresh)


def requests(
    specs: Sequence[str], options: Options | None = None, run: Run | None = None
) -> Iterator[dict[str, Any]]:
    """What `digest` would send to a model for each paper of these SPECs, without keys."""
    options, run = options or Options(), run or Run()
    engine, ranking = _asked(options, run)
    if not engines.waits(engine):
        message = f"`{run.settings.model}` sends nothing: give `--model PROVIDER/NAME`"
        raise UsageError(message)
    for paper in _papers(specs, options, run, ranking):
        yield engine.request(paper)


def papers(specs: Sequence[str], options: Options, run: Run) -> list[Paper]:
    """The papers of SPECs, each once. Raises UsageError, NothingListed or ServiceError."""
    return list(_papers(specs, options, run, None))


def _papers(
    specs: Sequence[str], options: Options, run: Run, ranking: Ranking | None
) -> Sequence[Paper]:
    """The same: of those for a reader, what a model is asked about."""
    found = combined(resolve_all(specs, options, run))[0].papers
    limit = None if options.tags else options.limit
    return ranking.asked(found, limit)[0] if ranking else found[:limit]


def named(texts: Sequence[str], run: Run, *, offline: bool = False) -> list[Paper]:
    """The papers that people call so: ids, addresses, beginnings of ids and titles.

    Stored and marked papers are known; of others with an arXiv id, arXiv is asked. Where it cannot
    be, they come without a title. Raises UsageError where a text names no paper, or several.
    """
    from summarizer.library.identification import identified

    found = identified(texts, run)
    problems = list(found.problems)
    papers: dict[str, Paper] = {}
    if found.elsewhere and not problems and not offline:
        ids = list(dict.fromkeys(found.elsewhere.values()))
        for place in range(0, len(ids), _AT_ONCE):
            wanted = ids[place : place + _AT_ONCE]
            try:
                papers |= _of_arxiv(wanted, run, problems)
            except ServiceError as error:
                run.observer.warn(str(error))
                break
    if problems:
        more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
        raise UsageError(problems[0] + more)
    bare = {each: Paper(id=each, title="", abstract="") for each in found.elsewhere.values()}
    known = found.papers | {
        text: papers.get(identity, bare[identity]) for text, identity in found.elsewhere.items()
    }
    return list({known[text].id: known[text] for text in texts}.values())


def _of_arxiv(ids: Sequence[str], run: Run, problems: list[str]) -> dict[str, Paper]:
    """What arXiv has of these papers; `problems` are told which of them it does not know."""
    try:
        listings = resolve_all([f"arxiv:{','.join(ids)}"], Options(store=False), run)
    except InputError as error:
        problems.append(str(error))
        return {}
    dropped = (item for each in listings for item in each.report.dropped)
    problems += [f"{item.where}: {item.why}" for item in dropped if item.where in ids]
    return {paper.id: paper for each in listings for paper in each.papers}


def tagged(papers: Sequence[Paper], run: Run) -> list[Entry]:
    """Papers with their topics as corrected and with their marks, at no cost; nothing is kept.

    Those that are entries have theirs. A language model is not asked: those of which it has said
    nothing yet get their topics from the built-in engine.
    """
    from summarizer.annotate.annotator import annotate
    from summarizer.annotate.entries import entry, unannotated
    from summarizer.reviews.corrections import laid_over

    engine = engines.create(run.settings)
    made = {each.id: each for each in papers if isinstance(each, Entry)}
    rest = [paper for paper in papers if paper.id not in made]
    if engines.waits(engine):
        answers = ((paper, run.cache.get(paper, engine)) for paper in rest)
        made |= {paper.id: entry(paper, known) for paper, known in answers if known}
        engine = engines.create(replace(run.settings, model="embedded"))
    rest = [paper for paper in rest if paper.id not in made]
    results = annotate(rest, engine, run.cache)
    made |= {each.id: each for each in results if not isinstance(each, Skipped)}
    entries = [made.get(paper.id) or unannotated(paper) for paper in papers]
    return list(laid_over(entries, run.reviews, run.marks))


def explain(
    specs: Sequence[str], identity: str, options: Options | None = None, run: Run | None = None
) -> list[str]:
    """Why one paper of the SPECs got its annotation, as lines.

    `identity` is its id, or the beginning of one or of a title. Raises UsageError where it
    names no paper or several, or where nothing is known of why.
    """
    from summarizer.annotate.rereading import with_texts
    from summarizer.library.fulltexts import texts

    options, run = options or Options(), run or Run()
    engine, _ = _asked(options, run)
    papers = combined(resolve_all(specs, options, run))[0].papers
    paper = called(papers, identity)
    at_hand = texts(run)
    cache: Answers = with_texts(run.cache, at_hand, engine) if at_hand else run.cache
    if isinstance(engine, engines.ExplainingEngine):
        lines = engine.explain(paper)
    else:
        answer = cache.get(paper, engine)
        if answer is None:
            message = f"no answer of `{run.settings.model}` is kept for {paper.id}: make it first"
            raise UsageError(message)
        lines = _evidence_lines(answer)
    said = (*_site_lines(paper, run.settings), *_review_lines(paper, run))
    return [f"{paper.id} {paper.title}", *lines, *said]


def _evidence_lines(answer: Annotation) -> Iterator[str]:
    """What a kept answer stands on."""
    from summarizer.papers import quotes

    yield "TL;DR"
    yield f"  {answer.tldr or 'none'}" + (f" ({answer.tldr_origin})" if answer.tldr_origin else "")
    for each in answer.tldr_evidence:
        yield f"  stands on the {quotes.place(each)}: “{each.quote}”"
    yield "Tags"
    if not answer.tags:
        yield f"  {NO_TOPIC}"
    for tag in answer.evidence:
        yield f"  {tag.tag}: “{tag.quote}”, in the {quotes.place(tag)}, score {tag.score:.2f}"
    if answer.relevance:
        yield from _relevance_lines(answer.relevance)


def _relevance_lines(relevance: Relevance) -> Iterator[str]:
    """What a model said of a paper's relevance to the reader."""
    new = "" if relevance.novelty is None else f", novelty {relevance.novelty:.2f}"
    yield f"Relevance {relevance.score:.2f}{new}, by the profile {relevance.profile}"
    yield f"  {relevance.sentence}"
    yield from (f"  {each}" for each in relevance.why)


def _site_lines(paper: Paper, settings: Settings) -> Iterator[str]:
    """The line that the paper's site has for it, and whether it may stand as its TL;DR."""
    from summarizer.annotate.sitelines import site_line
    from summarizer.papers import quotes

    line = site_line(paper, settings.language)
    if line is None:
        return
    yield "The site's line"
    yield f"  {line.text}"
    yield from (f"  does not hold: {problem}" for problem in line.problems)
    yield from (f"  stands on the {quotes.place(each)}: “{each.quote}”" for each in line.passages)
    if not line.problems and settings.tldr != "site":
        yield "  holds: `--tldr site` shows it"


def _review_lines(paper: Paper, run: Run) -> Iterator[str]:
    """What a review says of the paper, which stands above what the engine says."""
    review = run.reviews.of_papers([paper]).get(paper.id)
    if review:
        yield "Review"
        yield from (f"  {line}" for line in review.lines())


def called(papers: Sequence[P], identity: str) -> P:
    """The paper with this id, or whose id or title begins so. Raises UsageError."""
    wanted = normalised(identity)
    found = [paper for paper in papers if paper.id == identity] or [
        paper
        for paper in papers
        if paper.id.removeprefix("sha256:").startswith(wanted.removeprefix("sha256:"))
        or normalised(paper.title).startswith(wanted)
    ]
    if len(found) != 1:
        many = counted(len(papers), "paper")
        message = f"`{identity}` matches {len(found)} of {many}: give an id or a title"
        raise UsageError(message)
    return found[0]


def wanted_topics(tags: Iterable[str], settings: Settings) -> set[str]:
    """Topic names for what the reader typed: a name, a label or an alias, or `none`."""
    tags = tuple(tags)
    if not tags:
        return set()
    from summarizer.topics import vocabularyfile
    from summarizer.topics.vocabulary import wanted

    vocabulary = vocabularyfile.in_use(settings)
    return {wanted(tag, vocabulary) for tag in tags}
