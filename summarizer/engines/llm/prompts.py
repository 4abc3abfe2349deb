"""Prompt texts: found, read, checked, filled in, and known by their hash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from string import Template
from typing import TYPE_CHECKING

from summarizer.errors import SettingsError
from summarizer.settings import packaged as in_package
from summarizer.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from summarizer.papers.records import Paper
    from summarizer.topics.vocabulary import Topic

DEFAULT_LANGUAGE = "English"
MAX_ABSTRACT = 20_000
MAX_TITLE = 1_000
LONGEST = 200_000
MOST_EXCLUSIONS = 1
"""Phrases of a topic that prove nothing, as a model is told."""
ECHOED = 4_000
"""Characters of a bad answer that the model is shown again."""
_VARIABLES = {
    "system": {"language", "topics"},
    "user": {"title", "abstract"},
    "repair": {"problems"},
}
_NAMES = "paper|title|abstract|authors|organization|reader|system|user|assistant|tool"
_TAGS = re.compile(rf"<(?=\s*/?\s*(?:{_NAMES})\b)", re.IGNORECASE)
_CONTROLS = re.compile(
    "<(?=[|\uff5c/]?[a-z_]{1,20}[|\uff5c]?>|[|\uff5c]|</?SYS>>)|\\[(?=/?INST\\])|###(?=\\s*\\w+:)"
)


@dataclass(frozen=True)
class Prompt:
    """A prompt's three parts, and who it is."""

    name: str
    version: int
    system: Template
    user: Template
    repair: Template

    @cached_property
    def _source(self) -> str:
        parts = (self.system, self.user, self.repair)
        return "\n".join((f"{self.name} {self.version}", *(part.template for part in parts)))

    def identity(self, language: str | None = None, check: str = "") -> str:
        """`name@hash`: the hash is of all that is asked beside vocabulary and paper.

        `check` is what says how TL;DRs are checked, "" where they are not.
        """
        text = f"{self._source}\n{language or DEFAULT_LANGUAGE}{check and chr(10)}{check}"
        return f"{self.name}@{sha256(text.encode()).hexdigest()[:12]}"

    def fixed(self, topics: Iterable[Topic], language: str | None = None) -> str:
        """The first message, the same for every paper: instructions and vocabulary."""
        listed = "\n\n".join(
            f"{group.replace('-', ' ')}:\n" + "\n".join(map(_line, those))
            for group, those in groupby(topics, key=attrgetter("group"))
        )
        return self.system.substitute(topics=listed, language=language or DEFAULT_LANGUAGE)

    def about(self, paper: Paper) -> str:
        """The last message: the paper, as data it cannot break out of."""
        return self.user.substitute(
            title=as_data(paper.title[:MAX_TITLE]), abstract=as_data(paper.abstract[:MAX_ABSTRACT])
        )

    def paper_in(self, message: str) -> tuple[str, str] | None:
        """Title and abstract in a message that `about` ends, as far as it let them through."""
        marks = (self.user.delimiter + name for name in ("title", "abstract"))
        pattern = re.escape(self.user.template)
        for mark in marks:
            pattern = pattern.replace(re.escape(mark), "(.*?)", 1)
        found = re.search(pattern + r"\Z", message, re.DOTALL)
        return (found[1], found[2]) if found else None

    def correction(self, problems: Iterable[str]) -> str:
        """The message that asks once more, with what was wrong."""
        return self.repair.substitute(problems="; ".join(problems))

    def again(
        self, messages: Iterable[dict[str, str]], answer: str, problems: Iterable[str]
    ) -> list[dict[str, str]]:
        """The messages that ask once more: what was asked, what was said, what is wrong with it."""
        echo = {"role": "assistant", "content": answer[:ECHOED] or "(nothing)"}
        return [*messages, echo, {"role": "user", "content": self.correction(problems)}]


def _line(topic: Topic) -> str:
    """A topic as the vocabulary's list has it."""
    not_it = ", ".join(f'"{each}"' for each in topic.exclusions[:MOST_EXCLUSIONS])
    return f"- {topic.name}: {topic.definition}{f' Not: {not_it}.' if not_it else ''}"


def as_data(text: str) -> str:
    """Text in which nothing looks like the prompt's own tags or a chat template's control words.

    Local servers read `<|im_end|>` in a message as the end of that message.
    """
    return _CONTROLS.sub(_apart, _TAGS.sub("‹", printable(text))).strip()  # noqa: RUF001


def _apart(match: re.Match[str]) -> str:
    return {"<": "‹", "[": "(", "###": "# "}[match[0]]  # noqa: RUF001


def default_path(name: str) -> Path:
    """Where a prompt that comes with the package lies."""
    return in_package(f"{name}.md")


def load(path: Path | None = None) -> Prompt:
    """Read and check a prompt, by default the packaged one.

    Raises SettingsError that says what is wrong in it.
    """
    try:
        return parse_prompt(source(path))
    except ValueError as error:
        message = f"the prompt `{path or default_path('digest')}` is not valid: {error}"
        raise SettingsError(message) from error


def source(path: Path | None = None) -> str:
    """The text of a prompt file, by default of the packaged one. Raises SettingsError."""
    path = path or default_path("digest")
    try:
        if path.stat().st_size > LONGEST:
            message = f"the prompt `{path}` has more than {LONGEST:,} bytes: shorten it"
            raise SettingsError(message)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"cannot read the prompt `{path}`: {error.strerror}"
        raise SettingsError(message) from error
    except UnicodeDecodeError as error:
        message = f"the prompt `{path}` is not UTF-8 text"
        raise SettingsError(message) from error


def packaged(
    name: str, wanted: Mapping[str, set[str]]
) -> tuple[dict[str, str], dict[str, Template]]:
    """Front matter and parts of another prompt of the package. Raises SettingsError."""
    path = default_path(name)
    try:
        return _taken_apart(source(path), wanted)
    except ValueError as error:
        message = f"the prompt `{path}` is not valid: {error}"
        raise SettingsError(message) from error


def parse_prompt(text: str) -> Prompt:
    """Read a prompt's text: front matter, then a part under each of three headings.

    Raises ValueError that names the part or variable that is missing or unknown.
    """
    front, parts = _taken_apart(text, _VARIABLES)
    return Prompt(front["name"], int(front["version"]), **parts)


def _taken_apart(
    text: str, wanted: Mapping[str, set[str]]
) -> tuple[dict[str, str], dict[str, Template]]:
    match = re.match(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    if not match:
        message = "it must begin with front matter between two `---` lines"
        raise ValueError(message)
    front = dict(re.findall(r"^(\w+):\s*(.+?)\s*$", match[1], re.MULTILINE))
    headings = "|".join(wanted)
    pieces = re.split(rf"^# ({headings})\n", match[2], flags=re.MULTILINE)[1:]
    parts = {
        name: Template(body.strip()) for name, body in zip(pieces[::2], pieces[1::2], strict=True)
    }
    _check(front, parts, wanted)
    return front, parts


def _check(
    front: Mapping[str, str], parts: Mapping[str, Template], wanted: Mapping[str, set[str]]
) -> None:
    missing = {"name", "version"} - set(front) or set(wanted) - set(parts)
    if missing:
        message = f"it has no {' or '.join(f'`{name}`' for name in sorted(missing))}"
        raise ValueError(message)
    for name, template in parts.items():
        wrong = set(template.get_identifiers()) ^ wanted[name]
        if wrong:
            message = f"`${min(wrong)}` is missing or unknown under `# {name}`"
            raise ValueError(message)
