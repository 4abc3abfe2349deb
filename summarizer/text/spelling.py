"""What a misspelt word may have meant; only ever to ask back."""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own costs the start of every command
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def question(word: str, known: Iterable[str]) -> str:
    """`: did you mean `x`?` for the known word nearest to one that is not known, or nothing."""
    from difflib import get_close_matches

    names = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), names, n=1)
    begun = [each for each in names if len(word) > 1 and each.startswith(word.lower())]
    return asked([names[each] for each in (found or begun[:1])])


def asked(names: Sequence[str]) -> str:
    """`: did you mean `a` or `b`?`, or nothing where there are no names."""
    if not names:
        return ""
    *others, last = [f"`{each}`" for each in names]
    return f": did you mean {', '.join(others)}{' or ' if others else ''}{last}?"
