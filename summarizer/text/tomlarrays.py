"""Lists of texts in TOML that people write by hand, changed so that all else stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_WIDE = 96
_LONGEST_KEY = len("organizations = ")


def quoted(text: str) -> str:
    """A text as TOML has it."""
    import tomlkit

    return tomlkit.item(text).as_string()


def array(values: Iterable[str]) -> str:
    """A list as it is written: on one line where it fits."""
    marked = [quoted(value) for value in values]
    line = f"[{', '.join(marked)}]"
    if len(line) <= _WIDE - _LONGEST_KEY:
        return line
    rows = "".join(f"  {', '.join(each)},\n" for each in _chunks(marked))
    return f"[\n{rows}]"


def extend(table: Any, name: str, values: list[str]) -> None:
    """Add values to a list of a tomlkit table, which need not have it yet."""
    import tomlkit

    if not values:
        return
    listed = table.get(name)
    if listed is not None and "\n" in listed.as_string():
        for line in _chunks(values):
            listed.add_line(*line, indent="  ")
    else:
        table[name] = tomlkit.parse(f"x = {array([*(listed or ()), *values])}\n")["x"]


def drop(table: Any, name: str, unwanted: Callable[[str], bool]) -> None:
    """Take values out of a list of a tomlkit table, and the list where nothing is left in it."""
    values = list(table.get(name, ()))
    for number in reversed(range(len(values))):
        if unwanted(values[number]):
            del table[name][number]
    if name in table and not len(table[name]):
        del table[name]


def _chunks(values: list[str]) -> Iterator[list[str]]:
    """Values line by line, none too wide."""
    line: list[str] = []
    for value in values:
        if line and sum(len(each) + 4 for each in (*line, value)) > _WIDE:
            yield line
            line = []
        line.append(value)
    yield line
