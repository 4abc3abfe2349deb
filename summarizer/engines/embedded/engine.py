"""The embedded engine: topics by their phrases, a TL;DR from the abstract's own words.

Works with no key, no network and nothing to download.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from summarizer.engines import EMBEDDED, Extract
from summarizer.engines.embedded.lessons import lessons as lessons_of
from summarizer.errors import NotAnnotated, UsageError, VocabularyError
from summarizer.papers.records import Annotation, Paper, Passage
from summarizer.topics.vocabularyfile import default_path, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from summarizer.engines.embedded.lessons import Lessons
    from summarizer.engines.embedded.proofs import Proofs
    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.engines.embedded.textopening import Opening
    from summarizer.engines.embedded.tldr import Line, Summarizer
    from summarizer.papers.papertext import PaperText, Texts
    from summarizer.papers.records import Field, Tag
    from summarizer.settings import Settings
    from summarizer.topics.vocabulary import Vocabulary

NAME = EMBEDDED
VERSION = "2026.11.8"
"""Part of every cached answer's key: raise it whenever an answer could change."""


@dataclass
class Embedded:
    """An engine over one vocabulary file; models are loaded with the first paper.

    `lessons` is what reviews taught it, if anything; its hash is part of the model's name.
    """

    path: Path
    topics: str
    lessons: Lessons | None = None
    name: str = NAME
    model: str | None = f"extractive-{VERSION}"
    prompt: str | None = None
    paid: bool = False
    texts: Texts | None = None
    """The full texts at hand, which may prove what title and abstract do not."""

    @cached_property
    def tagger(self) -> Tagger:
        """What finds the topics, as reviews taught it."""
        from summarizer.engines.embedded.shifts import NOTHING
        from summarizer.engines.embedded.tagger import Tagger
        from summarizer.topics.vocabularyfile import load

        learned = self.lessons.learned() if self.lessons else NOTHING
        return Tagger(load(self.path), learned)

    @cached_property
    def summarizer(self) -> Summarizer:
        """What makes the TL;DR."""
        return _summarizer()

    def annotate(self, paper: Paper) -> Annotation:
        """Annotate one paper. Raises NotAnnotated where there is no abstract to read."""
        (answer,) = self.annotate_all([paper])
        if isinstance(answer, NotAnnotated):
            raise answer
        return answer

    def annotate_all(self, papers: Sequence[Paper]) -> list[Annotation | NotAnnotated]:
        """Each paper's annotation, or why it has none; one step for all before the next."""
        texts = [_quiet(each) for each in papers if each.abstract.strip()]
        tldrs = iter(self.summarizer.summarize_all([_without_markup(*each) for each in texts]))
        tags = iter([self.tagger.tag(*each) for each in texts])
        return [
            self._annotation(each, next(tldrs), next(tags))
            if each.abstract.strip()
            else self._by_text(each)
            for each in papers
        ]

    def _by_text(self, paper: Paper) -> Annotation | NotAnnotated:
        """The annotation of a paper without an abstract, by what its full text begins with."""
        from summarizer.engines.embedded.texttopics import Prover

        found = self._opening(paper)
        if found is None:
            return NotAnnotated("no abstract to read")
        title, words = _quiet(paper)[0], found.words
        plain = _without_markup(title, words)
        reads_well = self.summarizer.explain(*plain, limit=1)
        line = self.summarizer.summarize_all([plain])[0] if reads_well else None
        tags = found.tags(self.tagger.tag(title, words))
        if not found.is_abstract:
            tags = Prover(title, words, found.text, self.tagger).repeated(tags)
        made = self._annotation(replace(paper, abstract=words), line, tags)
        return replace(made, tldr_evidence=found.passages(made.tldr_evidence))

    def _opening(self, paper: Paper) -> Opening | None:
        """What stands in for an abstract that is missing; None where nothing does."""
        from summarizer.engines.embedded.textopening import opening

        text = self._text(paper)
        return opening(text) if text else None

    def _text(self, paper: Paper) -> PaperText | None:
        try:
            return self.texts.text(paper) if self.texts else None
        except UsageError:  # a library is lacking
            return None

    def reread(self, answer: Annotation, paper: Paper, text: PaperText) -> Annotation:
        """An answer with the topics that the paper's full text proves beside it."""
        from summarizer.grounding.textproofs import relocated

        answer = relocated(answer, text)
        more = self._proved(answer, paper, text) if paper.abstract.strip() else ()
        if not more:
            return answer
        tags = (*answer.tags, *(tag.tag for tag in more))
        return replace(answer, tags=tags, evidence=(*answer.evidence, *more))

    def _proved(self, answer: Annotation, paper: Paper, text: PaperText) -> tuple[Tag, ...]:
        from summarizer.engines.embedded.texttopics import Prover

        return Prover(*_quiet(paper), text, self.tagger).proved(answer.tags)

    def _annotation(self, paper: Paper, line: Line | None, evidence: tuple[Tag, ...]) -> Annotation:
        return Annotation(
            tldr=line.text if line else None,
            tldr_origin="extracted" if line else None,
            tldr_evidence=passages_of(line, paper.title, paper.abstract) if line else (),
            tags=tuple(dict.fromkeys(tag.tag for tag in evidence)),
            evidence=evidence,
            engine=self.name,
            model=self.model,
        )

    def explain(self, paper: Paper) -> Iterator[str]:
        """Why each tag was given or not, and how the TL;DR was chosen and shortened."""
        from summarizer.engines.embedded import explanation

        yield "TL;DR"
        title, abstract = _quiet(paper)
        found = None if abstract.strip() else self._opening(paper)
        if found:
            yield "  the paper has no abstract: the full text's beginning stands in"
            abstract = found.words
        yield from explanation.of_line(
            self.summarizer.explain(*_without_markup(title, abstract)), title
        )
        yield "Tags"
        yield from explanation.of_topics(self.tagger.explain(title, abstract))
        yield from self._explained_by_text(paper)

    def _explained_by_text(self, paper: Paper) -> Iterator[str]:
        """The topics that a full text adds, each with its sentence."""
        from summarizer.papers.quotes import place

        text = self._text(paper) if paper.abstract.strip() else None
        for tag in self._proved(self.annotate(paper), paper, text) if text else ():
            yield f"  {tag.tag}: {tag.score:.2f}, given by the {place(tag)}: “{tag.quote}”"


def _quiet(paper: Paper) -> tuple[str, str]:
    """Title and abstract, blanks where they speak to whoever annotates them."""
    from summarizer.grounding.injections import quiet

    return quiet(paper.title), quiet(paper.abstract)


def models() -> Iterator[tuple[str, str]]:
    """Just one, by the engine's own name."""
    yield NAME, "no key, no network"


def extract(title: str, abstract: str) -> Extract | None:
    """A TL;DR of the abstract's own words; None where it gives none."""
    from summarizer.grounding.injections import quiet

    found = _summarizer().summarize_all([_without_markup(quiet(title), quiet(abstract))])[0]
    return Extract(found.text, passages_of(found, title, abstract)) if found else None


def passages_of(line: Line, title: str, abstract: str) -> tuple[Passage, ...]:
    """What a TL;DR was made of, as it stands in the paper."""
    shown_title, shown = _without_markup(title, abstract)
    found = [_passage("title", title, shown_title, 0, len(shown_title))] if line.titled else []
    found += [_passage("abstract", abstract, shown, *span) for span in line.spans]
    return tuple(filter(None, found))


def _passage(field: Field, text: str, shown: str, start: int, end: int) -> Passage | None:
    """A passage of what sentences are taken from; None where markup in it hides its place."""
    if shown != text:
        from summarizer.text.folding import find

        place = find(shown[start:end], text)
        if place is None:
            return None
        start, end = place
    return Passage(text[start:end], field, start, end)


def proofs(vocabulary: Vocabulary) -> Proofs:
    """What words prove of the topics of a vocabulary."""
    from summarizer.engines.embedded.proofs import Proofs

    return Proofs(vocabulary)


def _without_markup(title: str, abstract: str) -> tuple[str, str]:
    """What sentences are taken from: a TL;DR has no tags. Tags' quotes are of the text as it is."""
    if not any(sign in text for text in (title, abstract) for sign in "<&"):
        return title, abstract
    from summarizer.text.hypertext import without_markup

    return without_markup(title), without_markup(abstract)


@cache
def _summarizer() -> Summarizer:
    from summarizer.engines.embedded.tldr import Summarizer

    return Summarizer()


def create(settings: Settings) -> Embedded:
    """The engine for these settings. Raises VocabularyError where the vocabulary is unreadable."""
    path = settings.topics_path or default_path()
    try:
        topics = fingerprint(path.read_bytes())
    except OSError as error:
        message = (
            f"cannot read the vocabulary `{path}`: {error.strerror}: "
            "`summarize config unset topics` goes back to the built-in one"
        )
        raise VocabularyError(message) from error
    lessons = None if settings.learn == "off" else lessons_of(VERSION, path, topics)
    if lessons is None:
        return Embedded(path, topics)
    return Embedded(path, topics, lessons, model=f"extractive-{VERSION}+{lessons.hash}")
