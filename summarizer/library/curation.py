"""The vocabulary changed, and what is stored brought along."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import OutputError, UsageError
from summarizer.topics import vocabularyfile
from summarizer.topics.editor import Edited, VocabularyFile
from summarizer.topics.vocabulary import Topic, Vocabulary, key, named, reserved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.reviews.judgements import Review
    from summarizer.topics.edits import TopicFile


@dataclass
class Curator:
    """Edits of one run's vocabulary; `dry_run` writes nothing."""

    run: Run
    dry_run: bool = False

    @property
    def _file(self) -> VocabularyFile:
        return VocabularyFile(self.run.settings.topics_path, self.dry_run)

    def add(self, topic: Topic) -> Edited:
        """Add a topic."""
        new_name(topic.name)
        known = self._vocabulary()
        for phrase in (topic.name, topic.label, *topic.aliases):
            if taken := known.resolve(phrase):
                message = f"`{phrase}` already means `{taken.name}`: choose another, or merge"
                raise UsageError(message)
        return self._file.edited(lambda file, _: file.add(topic))

    def rename(self, old: str, new: str) -> Edited:
        """Give a topic another name; the old one stays as an alias."""

        def edit(file: TopicFile, known: Vocabulary) -> None:
            taken = known.resolve(new)
            if taken and taken.name != named(old, known).name:
                message = f"`{new}` already means `{taken.name}`: choose another name, or merge"
                raise UsageError(message)
            file.rename(named(old, known).name, new_name(new))

        known = self._vocabulary()
        topic = named(old, known)
        if known.get(old) is None and topic.name == new:
            return self._carried(self._unchanged(), old, new)
        return self._carried(self._file.edited(edit), topic.name, new_name(new))

    def merge(self, old: str, into: str) -> Edited:
        """Give a topic's phrases and papers to another one; the old name stays as an alias."""

        def edit(file: TopicFile, known: Vocabulary) -> None:
            file.merge(named(old, known), named(into, known).name)

        known = self._vocabulary()
        names = named(old, known).name, named(into, known).name
        if known.get(old) is None and names[0] == names[1]:
            return self._carried(self._unchanged(), old, names[1])
        return self._carried(self._file.edited(edit), *names)

    def split(self, name: str, topic: Topic) -> Edited:
        """Make a new topic of some phrases of another; papers with such a quote follow."""
        new_name(topic.name)
        old = named(name, self._vocabulary())
        phrases = {key(each) for each in (*old.aliases, *old.weak)}
        strange = [each for each in topic.aliases if key(each) not in phrases]
        if strange:
            message = f"`{strange[0]}` is not an alias of `{old.name}`: name aliases that it has"
            raise UsageError(message)
        edited = self._file.edited(lambda file, _: file.split(old.name, topic))
        moved = {key(each) for each in (topic.name, topic.label, *topic.aliases)}

        def entry(each: Entry) -> Entry:
            quotes = (tag.quote for tag in each.evidence if tag.tag == old.name)
            return _renamed(each, old.name, topic.name) if _any(quotes, moved) else each

        def review(each: Review) -> Review:
            if not _any([each.quotes.get(old.name, "")], moved):
                return each
            return replace(
                each,
                tags={_other(k, old.name, topic.name): v for k, v in each.tags.items()},
                quotes={_other(k, old.name, topic.name): v for k, v in each.quotes.items()},
            )

        return self._brought(edited, old.name, entry, review)

    def remove(self, name: str) -> Edited:
        """Take a topic out; stored papers keep it as a proposed one, reviews as they are."""
        topic = named(name, self._vocabulary())
        edited = self._file.edited(lambda file, _: file.remove(topic.name, topic.parent))

        def entry(each: Entry) -> Entry:
            if topic.name not in each.tags:
                return each
            return replace(
                each,
                tags=tuple(tag for tag in each.tags if tag != topic.name),
                evidence=tuple(tag for tag in each.evidence if tag.tag != topic.name),
                proposed_tags=tuple(dict.fromkeys((*each.proposed_tags, topic.name))),
            )

        return self._brought(edited, topic.name, entry, lambda each: each)

    def _unchanged(self) -> Edited:
        """The edit of a run that was ended before all that is stored was brought along."""
        path = self.run.settings.topics_path or vocabularyfile.default_path()
        return Edited(path, "", "")

    def _vocabulary(self) -> Vocabulary:
        return vocabularyfile.in_use(self.run.settings)

    def _carried(self, edited: Edited, old: str, new: str) -> Edited:
        """Stored papers, reviews and marks with the new name for the old one."""
        if self.dry_run:
            return edited
        brought = self._brought(
            edited, old, lambda each: _renamed(each, old, new), lambda each: each
        )
        return self._rewritten(brought, old, new)

    def _rewritten(self, edited: Edited, old: str, new: str) -> Edited:
        """Reviews and marks with the new name, too."""
        try:
            reviews = self.run.reviews.rename_topic(old, new)
            return replace(edited, reviews=reviews, marks=self.run.marks.rename_topic(old, new))
        except OSError as error:
            raise _half(edited, error) from error

    def _brought(
        self,
        edited: Edited,
        name: str,
        entry: Callable[[Entry], Entry],
        review: Callable[[Review], Review],
    ) -> Edited:
        if self.dry_run:
            return edited
        from filelock import Timeout

        try:
            papers = self.run.library.revise(name, entry)
            return replace(edited, papers=papers, reviews=self.run.reviews.revise(review))
        except (OSError, Timeout) as error:
            raise _half(edited, error) from error


def _half(edited: Edited, error: Exception) -> OutputError:
    what = f"`{edited.path}` was changed, but not everything stored ({error})"
    return OutputError(f"{what}: run a rename or merge again to finish it")


def new_name(name: str) -> str:
    """A topic's new name, if it can be one. Raises UsageError."""
    if not re.fullmatch(r"\w+(?:[-.+]\w+)*", name):
        what = f"`{name}` cannot be the name of a topic"
        message = f"{what}: use letters, digits and hyphens, such as `red-tea`"
        raise UsageError(message)
    if key(name) in reserved():
        message = f"`{name}` stands for papers without a topic: choose another name"
        raise UsageError(message)
    return name


def _renamed(entry: Entry, old: str, new: str) -> Entry:
    """An entry with a topic's new name, given once."""
    if old not in (*entry.tags, *entry.proposed_tags):
        return entry
    evidence = [replace(tag, tag=_other(tag.tag, old, new)) for tag in entry.evidence]
    return replace(
        entry,
        tags=tuple(dict.fromkeys(_other(tag, old, new) for tag in entry.tags)),
        evidence=tuple(dict.fromkeys(evidence)),
        proposed_tags=tuple(tag for tag in entry.proposed_tags if tag != old),
    )


def _other(name: str, old: str, new: str) -> str:
    return new if name == old else name


def _any(quotes: Iterator[str] | list[str], phrases: set[str]) -> bool:
    """Whether one of the phrases stands in a quote."""
    return any(phrase in key(quote) for quote in quotes for phrase in phrases if quote)
