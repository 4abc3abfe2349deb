"""What words prove of a topic, whoever quotes them: the rule that the tagger goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.engines.embedded.evidence import Evidence, collect
from summarizer.engines.embedded.phrases import Matcher

if TYPE_CHECKING:
    from summarizer.topics.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W\d_]{3,}")
COMMON = frozenset(
    "the and for with that this these those from our their its are was were has have had can may "
    "not but than then into onto over under which who whose what when where how also such while "
    "they them there here more most very all any both each other some based via without within "
    "between across through about even only still just now first second third two three four one "
    "well however thus hence finally further furthermore moreover additionally specifically many "
    "much often widely highly key important significant significantly substantial substantially "
    "extensive comprehensive various several different diverse wide range variety number large "
    "small better best good strong simple effective effectively efficient efficiently novel new "
    "existing previous prior recent recently current state art baseline baselines paper papers "
    "work works study studies studied studying research article propose proposes proposed "
    "present presents presented introduce introduces introduced show shows shown showing "
    "demonstrate demonstrates demonstrated find finds found findings explore explores explored "
    "investigate investigates investigated examine examines examined address addresses addressed "
    "tackle tackles consider considers describe describes provide provides provided develop "
    "develops developed design designs designed use uses used using make makes made achieve "
    "achieves achieved achieving improve improves improved improving improvement improvements "
    "outperform outperforms outperforming enable enables enabling allow allows result results "
    "experiment experiments experimental empirical performance accuracy quality approach "
    "approaches method methods technique techniques framework frameworks system systems problem "
    "problems challenge challenges challenging task tasks setting settings analysis insight "
    "insights contribution contributions solution solutions model models data code available "
    "publicly release released propose remains remain despite although because since given "
    "potential promising crucial critical essential fundamental main major general specific "
    "particular especially respectively compared comparable consistently consistent robust gain "
    "gains applications application real world future open question questions aim aims goal "
    "focus focuses build builds built apply applies applied leverage leverages leveraging".split()
)
"""Words that stand in papers on anything, and so prove no topic."""
_FEWEST = 2
"""Other words that a quote without any phrase of its topic must have."""


@dataclass
class Proofs:
    """Looks words up in one vocabulary; build it once, it keeps the last paper alone."""

    vocabulary: Vocabulary
    _last: tuple[str, str] | None = None
    _found: dict[int, Evidence] = field(default_factory=dict)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.vocabulary)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {topic.name: number for number, topic in enumerate(self.vocabulary)}

    def _in_quote(self, topic: str, quote: str) -> Evidence:
        return collect(self._matcher, "", quote).get(self._numbers[topic], Evidence())

    def _in_paper(self, topic: str, title: str, abstract: str) -> Evidence:
        """A topic's evidence in a paper, which is searched once for all topics."""
        if self._last != (title, abstract):
            self._found = collect(self._matcher, title, abstract)
            self._last = (title, abstract)
        return self._found.get(self._numbers[topic], Evidence())

    def words(self, topic: str, title: str, abstract: str) -> str | None:
        """The paper's own words that prove a topic best; None where none do."""
        found = self._in_paper(topic, title, abstract)
        if not found.proves():
            return None
        place, hit = found.best()
        return (title if place == "title" else abstract)[hit.start : hit.end]

    def doubt(self, topic: str, quote: str, title: str, abstract: str) -> str:
        """Why a quote proves nothing of a topic; "" where it proves it, or may by its meaning.

        A phrase of the topic proves it, an exclusion does not. A common word or two, which hints
        at the topic, proves it where the paper as a whole does. Other words are taken at the
        quoter's word, unless they stand in papers on anything.
        """
        found, paper = self._in_quote(topic, quote), self._in_paper(topic, title, abstract)
        cues = found.kept()
        if _only_exclusions(found) or _only_exclusions(paper):
            return "every phrase of it is an exclusion"
        if found.proves() or (cues and paper.proves()):
            return ""
        spans = [(hit.start, hit.end) for hit in found.abstract]
        telling = _telling(quote, spans)
        if cues:
            return "" if telling else "common words alone prove nothing"
        if telling >= _FEWEST or not quote.isascii() or _names_something(quote):
            return ""
        return "its quote proves nothing"


def _only_exclusions(found: Evidence) -> bool:
    return bool(found.title or found.abstract) and not found.kept()


def _telling(quote: str, spans: list[tuple[int, int]]) -> int:
    """How many words of a quote, outside of some spans, do not stand in papers on anything."""
    words = (
        word[0].lower()
        for word in _WORD.finditer(quote)
        if not any(start <= word.start() < end for start, end in spans)
    )
    return sum(word not in COMMON for word in words)


def _names_something(quote: str) -> bool:
    """Tell whether a quote holds a name of several capitals, or of letters and digits."""
    return any(sum(map(str.isupper, word)) > 1 or _mixed(word) for word in quote.split())


def _mixed(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))
