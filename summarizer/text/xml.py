"""XML read safely: no document type, so no entity trick, and nothing nested without end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST = 50


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
    """The root of a document. Raises ValueError that says why it is none, or none to trust."""
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
