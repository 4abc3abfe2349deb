"""The digest as one JSON document, a paper a line: the contract other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.places import linked
from summarizer.papers.wire import dumps, fields
from summarizer.renderers import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Digest
    from summarizer.renderers import View

FORMAT = Format("json", "one JSON document, for other programs", (".json",))


def render(digest: Digest, view: View) -> Iterator[str]:
    """The digest in the schema that `summarize schema` prints."""
    del view
    head = {
        name: value
        for name, value in fields(digest).items()
        if value is not None or name not in {"period", "for_me", "points"}
    }
    papers, skipped = head.pop("papers"), head.pop("skipped")
    opening = dumps(head).removesuffix("}")
    yield f'{opening}, "papers": ['
    for number, paper in enumerate(papers):
        yield f"{',' if number else ''}\n{dumps(linked(paper))}"
    yield f'\n], "skipped": {dumps(skipped)}}}\n'
