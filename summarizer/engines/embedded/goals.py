"""The title's goal put into the sentence that proposes: "We propose X, a method for <goal>"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.engines.embedded.rewrites import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from summarizer.engines.embedded.titles import Title

_PARTICIPLES = "trained|designed|built|made|aimed|tailored"
_HEAD = re.compile(
    r"We (?:propose|present|introduce|develop|describe|design|build|offer|devise|provide) "
    r"(?P<thing>(?:(?P<name>(?:the )?[^, ]+(?: [^, ]+){0,3}), )?"
    r"(?:an?|the first|two|three|several|new|novel) "
    rf"(?:(?!(?:{_PARTICIPLES}|without)\b)[\w-]+,? ){{0,7}}?[\w-]+)"
    r"(?=,? (?:that|which|to|by|for|using|via|based on|with|in|where|from|on|whose|called|named|"
    r"termed|and|as|of|through|under|when|capable|inspired|motivated|without|"
    rf"{_PARTICIPLES})\b|,(?!\d)|$)"
)
_DESIGNED = re.compile(rf" (?:{_PARTICIPLES}) ")
_FOR = re.compile(r" for .*?(?=,? (?:that|which|by [a-z]+ing|using|via|based on)\b|$)")
_APART = re.compile(  # would stand apart from the noun that it goes with
    r",? (?:of|in|on|from|at|into|over|where|called|named|termed|and|as|that|which|to|whose) |, "
)


def blends(
    title: Title, ours: Sequence[Sequence[Candidate]], repeats: Callable[[str, str], bool]
) -> Iterator[Candidate]:
    """Give the proposing sentences with the title's goal in them, and the title with their means.

    `ours` are sentences of "We" with their shorter forms; `repeats` tells whether the second
    text says what the first has said.
    """
    for group in ours:
        head = _HEAD.match(group[0].text)
        if not head or (title.name and head["name"] and title.name not in head["name"]):
            continue
        for part in (part for part in group if part.text.startswith(head.group())):
            tail = part.text[head.end() :]
            yield from _with_goal(title, head.group(), tail, part, repeats)
            thing = head["thing"] + tail
            act = f"We {title.phrase}"
            if title.kind == "action" and " with " not in act and not repeats(act, thing):
                steps = (*part.steps, "title", "with")
                yield Candidate(f"{act} with {thing}", part.sentences, steps)


def _with_goal(
    title: Title, head: str, tail: str, part: Candidate, repeats: Callable[[str, str], bool]
) -> Iterator[Candidate]:
    goal = title.goal
    verb = (goal or "").partition(" ")[0]
    if (
        not goal
        or head.endswith("ed")
        or _DESIGNED.match(tail)
        or (title.kind == "action" and f" {verb}" in head)
    ):
        return
    if repeats(head, goal):
        return
    purpose = _FOR.match(tail)
    tail = tail[purpose.end() :] if purpose else tail
    if not _APART.match(tail) and " for " not in tail and not repeats(goal, tail):
        steps = (*part.steps, "title", "goal")
        yield Candidate(f"{head} for {goal}{tail}", part.sentences, steps)
