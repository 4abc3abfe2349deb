"""HTML made of other people's words: escaped where it is made, and sanitised once more."""

from __future__ import annotations

_TAGS = {"a", "blockquote", "br", "cite", "em", "li", "mark", "p", "q", "span", "strong", "ul"}
_ATTRIBUTES = {"a": {"href"}, "mark": {"title"}, "span": {"title"}}
_SCHEMES = {"http", "https"}


def clean(fragment: str) -> str:
    """The fragment with nothing but text, simple markup and links to web pages.

    The templates escape every value already; this holds where one of them fails to.
    """
    import nh3

    return nh3.clean(
        fragment,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
