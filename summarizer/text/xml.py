"""XML read safely: no document type, so no entity trick, and nothing nested without end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re
    from xml.etree.ElementTree import Element

_DEEPEST = 50
_FORBIDDEN = deferred(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#0*([0-8]|1[124-9]|2\d|3[01]|6553[45]);"
    r"|&#x0*([0-8bcefBCEF]|1[\da-fA-F]|[dD][89a-fA-F][\da-fA-F]{2}|[fF]{3}[eEfF]);"
)
"""As a character, and by its number."""


class _Builder(ET.TreeBuilder):
    """Refuses what no feed holds: a document type, and with it every entity."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        message = f"it declares a document type (`{name[:40]}`), which may hold entities"
        raise ET.ParseError(message)

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            message = "elements are nested too deeply"
            raise ET.ParseError(message)
        return super().start(tag, attributes)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def root_of(xml: str) -> Element:
    """The root of a document. Raises ValueError that says why it is none, or none to trust.

    Characters that XML forbids are passed over: a single one in an abstract is no reason to lose
    all papers.
    """
    try:
        return _root_of(xml)
    except ValueError:
        allowed = _without_forbidden(xml)
        if allowed == xml:
            raise
    return _root_of(allowed)


def _without_forbidden(xml: str) -> str:
    """A text without what XML forbids, escaped or not; where that is white space, with a blank."""

    def instead(found: re.Match[str]) -> str:
        decimal, hexadecimal = found.groups()
        if decimal or hexadecimal:
            sign = chr(int(decimal) if decimal else int(hexadecimal, 16))
        else:
            sign = found[0]
        return " " if sign.isspace() else ""

    return _FORBIDDEN.sub(instead, xml)


def _root_of(xml: str) -> Element:
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - the builder refuses entities
    try:
        parser.feed(xml)
        root: Element = parser.close()
    except (ET.ParseError, LookupError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return root


def text_at(element: Element, path: str) -> str:
    """The text below a path, markup inside it included; empty where there is none."""
    found = element.find(path)
    return "".join(found.itertext()).strip() if found is not None else ""
