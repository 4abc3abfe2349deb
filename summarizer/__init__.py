"""Tagged, summarised digests of research papers."""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own would be the slowest part of `summarize --version`
if TYPE_CHECKING:
    from summarizer.papers.records import Annotation, Digest, Entry, Paper, Skipped, Tag, Usage
    from summarizer.pipeline import digest, today

__version__ = "0.1.0"

_HOMES = {
    "digest": "pipeline",
    "today": "pipeline",
    "Annotation": "papers.records",
    "Digest": "papers.records",
    "Entry": "papers.records",
    "Paper": "papers.records",
    "Skipped": "papers.records",
    "Tag": "papers.records",
    "Usage": "papers.records",
}

__all__ = [
    "Annotation",
    "Digest",
    "Entry",
    "Paper",
    "Skipped",
    "Tag",
    "Usage",
    "__version__",
    "digest",
    "today",
]


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return __all__


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that importing the package stays instant."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
