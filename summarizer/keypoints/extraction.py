"""Points taken from a text by section and cue: every line is a sentence of the paper itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.keypoints import MOST_PASSAGES, Passage, Point, Points, cues
from summarizer.keypoints.roles import roles as roles_of
from summarizer.keypoints.roles import run_in
from summarizer.text.plain import one_line
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from summarizer.fulltext.records import FullText, Section
    from summarizer.keypoints.roles import Role

_FEWEST, _MOST = 6, 60
"""Words of a sentence that says enough, and not too much for a line."""
_USUAL = 34


@dataclass(frozen=True)
class _Sentence:
    """A sentence, where it stands, and how far into its section.

    It is `before` where it stands in an abstract that has not yet come to the authors' own work.
    """

    text: str
    start: int
    end: int
    section: Section
    role: Role
    place: int
    is_own: bool
    before: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())


def points(text: FullText) -> Points:
    """The five points of a full text in English; those that no sentence states are None."""
    sentences = list(_sentences(text, _own_name(text)))
    taken: set[int] = set()
    chosen: dict[str, _Sentence] = {}
    for name, score, least in _SCORES:
        best = _best(sentences, score, least, taken)
        if best:
            taken.add(best.start)
            chosen[name] = best
    room = MOST_PASSAGES - len(chosen)
    return Points(**{name: _point(text, best, name, room) for name, best in chosen.items()})


def _best(
    sentences: Sequence[_Sentence],
    score: Callable[[_Sentence], float],
    least: float,
    taken: set[int],
) -> _Sentence | None:
    rated = [(score(each), -number, each) for number, each in enumerate(sentences)]
    good = [each for each in rated if each[0] >= least and each[2].start not in taken]
    return max(good)[2] if good else None


def _own_name(text: FullText) -> str | None:
    """What the paper calls its own: the name before the colon of its title."""
    name, colon, _ = text.title.replace(" \u2013 ", ":").partition(":")
    return name.strip() if colon and len(name.split()) <= 2 else None  # noqa: PLR2004 - words


def _sentences(text: FullText, name: str | None) -> Iterator[_Sentence]:
    """The sentences of the body that can stand as a line."""
    for section, role in zip(text.sections, roles_of(text.sections), strict=True):
        if section.kind == "appendix":
            continue
        place, before = 0, role == "abstract"
        for paragraph in section.paragraphs:
            words = text.of(paragraph)
            of_paragraph = run_in(words) or role
            for start, end in split(words):
                each = words[start:end]
                before = before and not cues.begins(each, name)
                if _can_stand(each):
                    begin = paragraph.start + start
                    is_own = bool(cues.OWN.search(each) or (name and name in each))
                    yield _Sentence(
                        each, begin, begin + len(each), section, of_paragraph, place, is_own, before
                    )
                place += 1


def _can_stand(sentence: str) -> bool:
    whole = sentence.rstrip()[-1:] in ".!?)”" and not cues.NO_LINE.search(sentence.strip())
    return whole and _FEWEST <= len(sentence.split()) <= _MOST


def _shape(each: _Sentence) -> float:
    """What any line loses: by its length, by words that point elsewhere, by formulas."""
    loss = max(each.words - _USUAL, 0) * 0.04
    loss += 0.8 if cues.DANGLING.match(cues.POINTING.sub("", each.text)) else 0.0
    loss += 0.4 if cues.REFERRING.search(each.text) else 0.0
    return loss + 0.15 * min(each.text.count("$") + each.text.count("_"), 6)


def _by_role(each: _Sentence, worth: Mapping[Role, float]) -> float:
    return worth.get(each.role, -2.0)


def _problem(each: _Sentence) -> float:
    found = len(set(cues.PROBLEM.findall(each.text.casefold())))
    goal = bool(cues.GOAL.search(each.text))
    does = cues.APPROACH.search(each.text) or (each.text.startswith("We ") and not goal)
    if not (found or goal) or does:
        return -1.0
    score = min(found, 3) * 0.7 + (0.5 if goal else 0.0)
    score += _by_role(each, {"abstract": 1.2, "introduction": 0.8, "other": -1})
    if each.role == "abstract" and not each.before:
        is_named = each.is_own and not cues.OWN.search(each.text)
        score -= 3.0 if is_named else 1.2  # what the paper's own method does or does not
    score -= 0.05 * min(each.place, 14) + (0.3 if each.is_own and not goal else 0.0)
    return score - _shape(each)


def _approach(each: _Sentence) -> float:
    clear = bool(cues.APPROACH.search(each.text))
    offers = each.role == "abstract" and bool(cues.OFFERING.search(each.text))
    if not (clear or offers or cues.PLAIN_APPROACH.search(each.text)):
        return -1.0
    if not clear and cues.OF_OTHERS.search(each.text):
        return -1.0
    worth: Mapping[Role, float] = {
        "abstract": 1.5,
        "introduction": 0.8,
        "conclusion": 0.4,
        "other": -1,
    }
    score = (1.0 if clear else 0.2) + _by_role(each, worth)
    score += 0.7 if cues.MAIN_APPROACH.search(each.text) else 0.0
    return score - 0.03 * min(each.place, 10) - _shape(each)


def _results(each: _Sentence) -> float:
    is_found = bool(cues.FOUND.search(each.text))
    if each.before or not (is_found or cues.RESULT.search(each.text)):
        return -1.0
    worth: Mapping[Role, float] = {
        "abstract": 1.6, "results": 0.8, "conclusion": 1.2, "introduction": 1.0, "other": -0.2,
        "method": -0.8,
    }  # fmt: skip
    numbers = sum(1 for _ in cues.NUMBER.finditer(cues.NO_RESULT.sub("", each.text)))
    strong = bool(cues.STRONG_RESULT.search(each.text))
    of_others = bool(cues.OF_OTHERS.search(each.text))
    told = is_found and each.role in {"abstract", "conclusion"}
    if not (numbers or strong or told) or (of_others and not each.is_own):
        return -1.0
    measured = each.is_own and cues.COMPARED.search(each.text) and cues.MEASURE.search(each.text)
    if each.role in {"introduction", "method", "other"} and not (is_found or measured):
        return -1.0
    score = _by_role(each, worth) + (1.0 if numbers else 0.0) + 0.15 * min(numbers, 4)
    score += 0.6 if cues.MEASURE.search(each.text) and numbers else 0.0
    score += 0.5 if strong else 0.0
    score += 0.4 if is_found else 0.0
    score += 0.4 if cues.COMPARED.search(each.text) else 0.0
    score += 0.5 if cues.HEADLINE.search(each.text) else 0.0
    score -= 1.5 if cues.HOPED.search(each.text) and not is_found else 0.0
    score -= 1.5 if cues.OF_A_TABLE.search(each.text) else 0.0
    score -= 1.5 if cues.NO_FINDING.search(each.text) else 0.0
    score -= 0.04 * min(each.place, 10) if each.role == "results" else 0.0
    return score - (0.7 if of_others else 0.0) - _shape(each)


def _limits(each: _Sentence) -> float:
    vague = 1.2 if cues.ANNOUNCING.search(each.text) else 0.0
    vague += 0.6 if cues.LATER.search(each.text) else 0.0
    if each.role == "limits":
        strength = (0.6 if cues.LIMIT.search(each.text) else 0.0) - vague
        return 2.0 + strength - 0.1 * min(each.place, 10) - 0.5 * _shape(each)
    cue = cues.LIMIT if each.role == "conclusion" else cues.NAMED_LIMIT
    if not cue.search(each.text) or not each.is_own:
        return -1.0
    worth: Mapping[Role, float] = {
        "conclusion": 1.0, "results": 0.3, "other": 0.2, "method": 0.1, "abstract": -0.3,
        "related": 0.1,
    }  # fmt: skip
    score = _by_role(each, worth) + (1.0 if cues.STRONG_LIMIT.search(each.text) else 0.0)
    score -= 0.8 if cues.OF_OTHERS.search(each.text) or cues.RESULT.search(each.text) else 0.0
    return score - vague - _shape(each)


def _code(each: _Sentence) -> float:
    released = cues.RELEASED.search(each.text) and not cues.NOT_RELEASED.search(each.text)
    if not cues.CODE.search(each.text) or not released:
        return -1.0
    if not each.is_own and not cues.ADDRESS.search(each.text) and each.role != "code":
        return -1.0
    score = 1.0 + (0.8 if cues.ADDRESS.search(each.text) else 0.0)
    score += 0.6 if each.is_own else 0.0
    score += 0.4 if each.role in {"abstract", "introduction", "code", "conclusion"} else 0.0
    score += 0.4 if cues.ITS_CODE.search(each.text) else 0.0
    return score - (0.8 if cues.OF_OTHERS.search(each.text) else 0.0) - 0.7 * _shape(each)


_SCORES: tuple[tuple[str, Callable[[_Sentence], float], float], ...] = (
    ("approach", _approach, 1.0),
    ("problem", _problem, 0.7),
    ("results", _results, 1.2),
    ("code", _code, 1.2),
    ("limits", _limits, 1.0),
)
"""In the order in which they choose: no sentence is two points."""


def _point(text: FullText, best: _Sentence, name: str, room: int) -> Point:
    passages = [_passage(text, best.start, best.end)]
    if name == "code" and not cues.ADDRESS.search(best.text):
        passages += _own_address(text)[:room]
    line = one_line(cues.ASIDE.sub("", cues.POINTING.sub("", best.text.lstrip("• "), count=1)))
    begins = line == one_line(best.text)
    line = cues.ALSO.sub("We ", line if begins else line[:1].upper() + line[1:])
    if len(passages) > 1:
        line = f"{line} {passages[1].quote}"
    return Point(line, tuple(passages))


def _own_address(text: FullText) -> list[Passage]:
    """The paper's own address in a footnote: one with a name of its title or abstract."""
    top = text.text[: text.sections[0].end if text.sections else 0].casefold()
    for note in text.footnotes:
        match = cues.ADDRESS.search(text.of(note))
        name = match[0].rstrip("/.").rpartition("/")[2].casefold() if match else ""
        if match and len(name) > 3 and name.replace("-", " ").replace("_", " ") in top:  # noqa: PLR2004 - letters
            address = match[0].rstrip(".,;)")
            start = note.start + match.start()
            return [_passage(text, start, start + len(address))]
    return []


def _passage(text: FullText, start: int, end: int) -> Passage:
    section = text.section_at(start)
    heading = section.heading if section else None
    return Passage(text.text[start:end], start, end, heading)
