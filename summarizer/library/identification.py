"""Stored and marked papers by what people call them: an id, an address, how a title begins."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.library.search import on_index
from summarizer.papers.arxivids import typed as arxiv_id
from summarizer.papers.records import Entry
from summarizer.reviews.corrections import laid_over
from summarizer.text.patterns import deferred
from summarizer.text.plain import echoed, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.library.run import Run
    from summarizer.papers.records import Paper

_TITLE = deferred(r'"title": ("(?:[^"\\]|\\.)*")')
_LONGEST = 4000
"""Characters of a stored entry in which its title is looked for."""
_FEW = 3
"""Papers that are named where a beginning fits several."""


@dataclass
class Identified:
    """What was typed: papers that are known here, arXiv ids that are not, and what is neither.

    `problems` say of each of these what is wrong with it.
    """

    papers: dict[str, Paper] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def identified(texts: Iterable[str], run: Run) -> Identified:
    """The papers that texts name: arXiv ids and addresses, beginnings of other ids, and of titles.

    Papers come as their reader corrected them; those that are marked and not stored, as marked.
    """
    found, known = Identified(), _Known(run)
    ids: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        identity = arxiv_id(text)
        fitting = [identity] if identity else known.fitting(text)
        if len(fitting) == 1:
            ids[text] = fitting[0]
        else:
            found.problems.append(_problem(text, fitting, known))
    papers = _papers(set(ids.values()), run)
    for text, identity in ids.items():
        if identity in papers:
            found.papers[text] = papers[identity]
        else:
            found.elsewhere[text] = identity
    return found


def _papers(ids: set[str], run: Run) -> dict[str, Paper]:
    """The papers with these ids that are stored, or marked."""
    stored = run.library.find(ids)
    entries = laid_over([each for each in stored.values() if isinstance(each, Entry)], run.reviews)
    marked = run.marks.of(ids - stored.keys())
    return {
        **{identity: each.paper() for identity, each in marked.items() if each.title},
        **stored,
        **{entry.id: entry for entry in entries},
    }


def _problem(text: str, fitting: list[str], known: _Known) -> str:
    if not fitting:
        return f"`{echoed(text)}` is no arXiv id, and no stored paper's id or title begins so"
    shown = ", ".join(f"{each} “{known.titles[each]}”" for each in fitting[:_FEW])
    more = ", ..." if fitting[_FEW:] else ""
    return f"`{echoed(text)}` fits {len(fitting)} papers ({shown}{more}): type more of it"


@dataclass
class _Known:
    """Every stored or marked paper by its id and title, looked up when first needed."""

    run: Run

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles by id."""
        marked = {each.id: each.title for each in self.run.marks.all() if each.title}
        return marked | (_stored_titles(self.run) if self.run.library.stamps() else {})

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """What a paper may be called, each with its id, in the order of the names."""
        titles = [(normalised(title), each) for each, title in self.titles.items()]
        ids = [(each.removeprefix("sha256:"), each) for each in self.titles]
        return sorted(titles + ids)

    def fitting(self, text: str) -> list[str]:
        """The ids of the papers whose id or title begins so, or is just that."""
        wanted = normalised(text).removeprefix("sha256:")
        if not wanted:
            return []
        begun: list[str] = []
        exact: list[str] = []
        for place in range(bisect_left(self._names, (wanted, "")), len(self._names)):
            name, identity = self._names[place]
            if not name.startswith(wanted):
                break
            begun.append(identity)
            if name == wanted:
                exact.append(identity)
        return list(dict.fromkeys(exact or begun))


def _stored_titles(run: Run) -> dict[str, str]:
    statement = "SELECT paper, substr(stored, 1, ?) FROM paper JOIN body USING (id)"
    found = {}
    for identity, text in on_index(run, lambda index: index.rows(statement, (_LONGEST,))):
        match = _TITLE.search(text)
        if match:
            found[identity] = str(json.loads(match[1]))
    return found
