"""Whether two records are one paper, told by what they say of it: ids, title, abstract, authors.

Ids decide where both records have them; so do the numbers of their titles ("Part One" is not
"Part II"). Then the titles must be spellings of one another, or one a part of the other, and
the abstracts must agree beyond a common opening. Where in doubt two papers stay two: a paper
shown twice is seen, a paper lost is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from summarizer.papers import arxivids
from summarizer.papers.dois import doi, linked
from summarizer.papers.textkeys import by_text, letters
from summarizer.papers.titlenumbers import kinds, numbers, words
from summarizer.text.plain import normalised
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.papers.records import Paper

_NO_LETTERS = re.compile(r"[\W_]+")
_CUT = re.compile(
    r"\s*(?:\.{3}|…|\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\))\s*[\[(]?"
    r"(?:(?:read|show|see|view|continue)?\s*(?:the\s+)?(?:more|less|full|reading)(?:\s+\w+)?)?"
    r"[\])]?[.…\s]*$",
    re.IGNORECASE,
)
"""How an abstract ends that was cut: "...", "[…]", "... Read more"."""


_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn)(?:\s+(?:article|paper))?\s*\W\s*", re.IGNORECASE
)


class _Limits(NamedTuple):
    """How far apart two abstracts of one paper are at the most.

    `shared` is the part of the shorter one's words behind a common opening that the other has
    too; `anew` is the part of an abstract that a version may say anew instead.
    """

    shared: float
    anew: float


_SAME_TITLE = _Limits(0.6, 0.25)
_LIKE_TITLE = _Limits(0.8, 0.1)
_NAME = 3
"""Words that a name before a title's colon has at the most."""
_FORMS = ("pdf", "html", "htm", "full", "abstract")


def parted(one: Paper, other: Paper) -> bool:
    """Whether ids say that two records are two papers, whatever their texts."""
    ids = _arxiv_id(one), _arxiv_id(other)
    if all(ids):
        return ids[0] != ids[1]
    dois = doi(one), doi(other)
    return all(dois) and dois[0] != dois[1] and not crossed(one, other)


def crossed(one: Paper, other: Paper) -> bool:
    """Whether two records have a DOI in common: their own, or one's own that the other links to."""
    here, there = doi(one), doi(other)
    if here and (here == there or here in linked(other)):
        return True
    return bool(there and there in linked(one))


def same(one: Paper, other: Paper) -> bool:
    """Whether two records are one paper; at least one of them has no id of its own."""
    if parted(one, other):
        return False
    if not titled_alike(one, other):
        return False
    if crossed(one, other):
        return True
    equal = letters(_called(one)) == letters(_called(other))
    if equal and one.abstract.strip() and _flat(one.abstract) == _flat(other.abstract):
        return True
    if _strangers(one.authors, other.authors) or _other_pages(one.url, other.url):
        return False
    return _abstracts_agree(one.abstract, other.abstract, _SAME_TITLE if equal else _LIKE_TITLE)


def titled_alike(one: Paper, other: Paper) -> bool:
    """Whether two titles are spellings of one, or one is a part of the other."""
    titles = _called(one), _called(other)
    return _titles_agree(*titles, equal=letters(titles[0]) == letters(titles[1]))


def _called(paper: Paper) -> str:
    """A paper's title, without the word that it was retracted."""
    return _RETRACTED.sub("", paper.title)


def _arxiv_id(paper: Paper) -> str | None:
    if not by_text(paper):
        return paper.id
    found = arxivids.addressed_in(paper.doi or "") or arxivids.addressed_in(paper.url or "")
    return found[1] if found else None


def _titles_agree(one: str, other: str, *, equal: bool) -> bool:
    """Whether one title has every word of the other, spelt as it may be, and counts the same.

    A name may stand before it in one of them: "Lumina-Image 2.0: A Generative Framework".
    """
    if letters(one) in _unnamed(other) or letters(other) in _unnamed(one):
        return True
    if numbers(one) != numbers(other):
        return False
    if equal:
        return True
    shorter, longer = sorted((words(one), words(other)), key=len)
    if not shorter:
        return False
    left = longer - shorter
    return all(any(_spelt(word, each) for each in left) for word in shorter - longer)


def _unnamed(title: str) -> tuple[str, ...]:
    """The letters of a title without the name before its colon; none where it has no such name."""
    name, colon, rest = title.partition(":")
    named = colon and len(name.split()) <= _NAME and not kinds(name) and len(rest.split()) > _NAME
    return (letters(rest),) if named else ()


def _spelt(one: str, other: str) -> bool:
    """Whether two words are one, spelt in two ways: behaviour and behavior, networks, a slip."""
    if one[0] != other[0] or min(len(one), len(other)) < 4 or one.isdigit():  # noqa: PLR2004
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8  # noqa: PLR2004


def _strangers(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of authors have no name in common, whatever its form."""
    return bool(one and other) and not _names(one) & _names(other)


def _names(authors: Sequence[str]) -> set[str]:
    import unicodedata

    plain = (unicodedata.normalize("NFKD", each).casefold() for each in authors)
    bare = ("".join(sign for sign in each if not unicodedata.combining(sign)) for each in plain)
    return {name for each in bare for name in re.findall(r"\w{2,}", each)}


def _other_pages(one: str | None, other: str | None) -> bool:
    """Whether two addresses are those of two papers at one place."""
    here, there = _place(one), _place(other)
    return bool(here and there and here[0] == there[0] and here != there)


def _place(url: str | None) -> tuple[str, str] | None:
    """The host of an address and what names the paper there, which has a digit; else None."""
    from urllib.parse import parse_qs, urlsplit

    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    given = parse_qs(parts.query).get("id")
    path = [each for each in parts.path.split("/") if each and each.casefold() not in _FORMS]
    name = given[0] if given else path[-1].casefold() if path else ""
    name = re.sub(rf"(?:v\d{{1,2}})?(?:\.(?:{'|'.join(_FORMS)}))*$", "", name)
    host = (parts.hostname or "").removeprefix("www.")
    return (host, name) if host and any(map(str.isdigit, name)) else None


@lru_cache(maxsize=1024)
def _flat(abstract: str) -> str:
    """An abstract's letters and digits, without the marks of where it was cut."""
    return _NO_LETTERS.sub("", normalised(_CUT.sub("", abstract)))


def _abstracts_agree(one: str, other: str, limits: _Limits) -> bool:
    """Whether two abstracts are one text: cut, spelt otherwise, or a part of it said anew."""
    shorter, longer = sorted((_flat(one), _flat(other)), key=len)
    if longer.startswith(shorter):
        return True
    texts = _tokens(one), _tokens(other)
    start = _common(*texts)
    end = min(_common(texts[0][::-1], texts[1][::-1]), *(len(each) - start for each in texts))
    rests = [_content(each[start : len(each) - end]) for each in texts]
    few, many = sorted(rests, key=len)
    if len(few & many) >= limits.shared * len(few):
        return True
    return all(
        len(rest) <= limits.anew * len(_content(text))
        for rest, text in zip(rests, texts, strict=True)
    )


def _tokens(abstract: str) -> list[str]:
    return re.findall(r"\w+", normalised(readable(_CUT.sub("", abstract))))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _content(tokens: Sequence[str]) -> set[str]:
    """The words that say something, or all where none is long enough to."""
    return {each for each in tokens if len(each) > 3} or set(tokens)  # noqa: PLR2004
