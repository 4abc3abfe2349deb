"""The forms in which arXiv's papers are saved and pasted beside its feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.sources.recognition import NO_FIT, Fit

if TYPE_CHECKING:
    from summarizer.sources import Parsed
    from summarizer.sources.content import Content

_OF_TEXTS = ("\\\\", "arXiv:")
"""What every mail holds, and what every page does."""


def fit(content: Content) -> Fit:
    """How well a content fits one of the forms."""
    if content.form == "text":
        return _text_fit(content.head)
    if content.form == "markup":
        from summarizer.sources.arxiv import oai, webpage

        return oai.fit(content.head) or webpage.fit(content.text)
    return NO_FIT


def _text_fit(head: str) -> Fit:
    if not any(sign in head for sign in _OF_TEXTS):
        return NO_FIT  # as most texts: nothing need be loaded to know
    from summarizer.sources.arxiv import announcement, pagetext

    return announcement.fit(head) or pagetext.fit(head)


def parsed(content: Content) -> Parsed:
    """Read a content of one of the forms. Raises InputError where it is malformed."""
    if content.form == "text":
        from summarizer.sources.arxiv import announcement, pagetext

        is_mail = announcement.fit(content.head)
        return announcement.parsed(content) if is_mail else pagetext.parsed(content)
    from summarizer.sources.arxiv import oai, webpage

    return oai.parsed(content) if oai.fit(content.head) else webpage.parsed(content)
