"""The request about a text: instructions, and what is shown of it, as data alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.engines.llm import prompts
from summarizer.keypoints.answers import Question
from summarizer.keypoints.selection import fingerprint
from summarizer.keypoints.standing import paper_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from string import Template

    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.selection import Selection

    Messages = list[dict[str, str]]

_PARTS = {"system": {"language"}, "user": {"title", "sections"}, "repair": {"problems"}}


@dataclass(frozen=True)
class Prompt:
    """The packaged prompt: its name with its version, and its parts."""

    name: str
    parts: Mapping[str, Template]

    @property
    def length(self) -> int:
        """The characters of its instructions."""
        return len(self.parts["system"].template)

    def messages(self, chosen: Selection, text: FullText, language: str | None) -> Messages:
        """The request for a text: instructions, then what is shown of it."""
        language = language or prompts.DEFAULT_LANGUAGE
        title = prompts.as_data(text.title[: prompts.MAX_TITLE])
        sections = "\n\n".join(_sections(chosen, text))
        user = self.parts["user"].substitute(title=title, sections=sections)
        return [
            {"role": "system", "content": self.parts["system"].substitute(language=language)},
            {"role": "user", "content": user},
        ]

    def repair(self, messages: Messages, said: str, wrong: list[str]) -> Messages:
        """The same request again, with what was wrong with the answer."""
        told = self.parts["repair"].substitute(problems="; ".join(wrong))
        echo = {"role": "assistant", "content": said[: prompts.ECHOED] or "(nothing)"}
        return [*messages, echo, {"role": "user", "content": told}]

    def question(
        self, chosen: Selection, text: FullText, model: str, language: str | None
    ) -> Question:
        """What answers are kept by: all that they depend on."""
        from hashlib import sha256

        messages = self.messages(chosen, text, language)
        known = [self.name, model, self.parts["repair"].template, messages]
        key = sha256(json.dumps(known).encode("utf-8", "replace")).hexdigest()[:40]
        shown = fingerprint(chosen, text)
        return Question(paper_of(text), key, shown, model, language or "")


def packaged() -> Prompt:
    """The prompt for points. Raises SettingsError where it is damaged."""
    front, parts = prompts.packaged("points", _PARTS)
    return Prompt(f"{front['name']} {front['version']}", parts)


def _sections(chosen: Selection, text: FullText) -> Iterator[str]:
    """What is shown, section by section."""
    for part in chosen.parts:
        heading = part.section.heading if part.section else "Footnotes"
        words = (text.of(each) for each in part.paragraphs)
        yield prompts.as_data("\n\n".join((f"## {heading}", *words)))
