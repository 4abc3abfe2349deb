"""What headings say: a number and a name, the kind of section, how deep it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.fulltext.records import Kind

_ROMAN = r"(?=[IVX])(?:X{0,2}(?:IX|IV|V?I{0,3}))"
_NUMBERED = deferred(
    rf"(?:(?:Section|§)\s*)?(\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}|[A-Z](?:\.\d{{1,2}}){{1,4}}|{_ROMAN}"
    r"(?:-[A-Z0-9]{1,2})?|[A-Z]-?\d{0,2})(?:\.|\)|:)?\s+(?=[^\W\d_]|[“‘\"'(\[$])"  # noqa: RUF001 - quotes
)
_BARE_LETTER = deferred(r"[A-Z]\.?\s")
_APPENDIX = deferred(r"(?i)appendi(?:x|ces)\b\s*([A-Z](?:\.\d+)*)?\s*[:.\u2014-]?\s*")
_REFERENCES = deferred(
    r"(?i)\W*(?:references?(?: and notes| cited)?|bibliography|literature(?: cited)?"
    r"|works cited)\W*"
)
_ABSTRACT = deferred(r"(?i)\W*(?:abstract|summary)(?:\W*\d+(?: words)?)?\W*")
_KNOWN = frozenset(
    "abstract|introduction|background|motivation|related work|preliminaries|problem setting|"
    "problem statement|method|methods|methodology|approach|model|models|experiments|experiment|"
    "experimental setup|experimental settings|setup|results|results and discussion|evaluation|"
    "analysis|discussion|ablation study|conclusion|conclusions|conclusion and future work|"
    "conclusions and future work|future work|limitations|limitation|ethics statement|"
    "ethical considerations|broader impact|impact statement|reproducibility statement|"
    "acknowledgments|acknowledgements|acknowledgment|acknowledgement|references|bibliography|"
    "appendix|appendices|supplementary material|data availability|code availability|"
    "data and code availability|author contributions|funding|keywords".split("|")
)


def numbered(text: str) -> tuple[str | None, str]:
    """A heading's number and the rest: "2.1 Data" is "2.1" and "Data"."""
    appendix = _APPENDIX.match(text)
    if appendix and appendix[1] and text[appendix.end() :]:
        return appendix[1], text[appendix.end() :]
    match = _NUMBERED.match(text)
    if not match or (_BARE_LETTER.match(text) and text[:2] == "A " and text[2:3].islower()):
        return None, text
    return match[1], text[match.end() :]


def depth(number: str | None) -> int | None:
    """The level that a number says: 1 for "3" and "B", 2 for "3.1" and "IV-A"."""
    return None if number is None else 1 + number.count(".") + number.count("-")


def is_known(heading: str) -> bool:
    """Whether a heading without a number is one that papers have."""
    return heading.strip(" .:").casefold() in _KNOWN or is_abstract(heading)


def is_abstract(heading: str) -> bool:
    """Whether what follows is the abstract."""
    return bool(_ABSTRACT.fullmatch(heading))


def is_references(heading: str) -> bool:
    """Whether what follows is the list of references."""
    return bool(_REFERENCES.fullmatch(heading))


def kind_of(heading: str, number: str | None, *, after_references: bool = False) -> Kind:
    """What a section is to its paper."""
    if is_abstract(heading) and (number is None or heading.casefold() == "abstract"):
        return "abstract"
    lettered = number is not None and number[:1].isalpha() and after_references
    return "appendix" if lettered or _APPENDIX.match(heading) else "body"
