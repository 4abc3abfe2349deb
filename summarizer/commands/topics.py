"""`summarize topics`: the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.console import print_all

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from summarizer.topics import Topic


def run(arguments: argparse.Namespace) -> int:
    """List the vocabulary by group."""
    from summarizer import settings, topics
    from summarizer.wire import dumps

    vocabulary = topics.load(settings.load().topics_path)
    if arguments.json:
        print_all([dumps([_topic_fields(topic) for topic in vocabulary.topics]) + "\n"])
        return 0
    print_all(_topic_lines(vocabulary.topics))
    return 0


def _topic_lines(topics: Iterable[Topic]) -> Iterator[str]:
    group = None
    for topic in topics:
        if topic.group != group:
            group = topic.group
            yield f"{group}\n"
        yield f"  {topic.name:28} {topic.definition}\n"


def _topic_fields(topic: Topic) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(topic)
