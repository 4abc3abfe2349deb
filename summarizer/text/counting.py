"""A number with its noun, as English has it."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 paper`, `2 papers`, `3 entries`, `4 batches`."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """The plural of a noun, or of a phrase that ends in one: `topic`, `damaged day`."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"
