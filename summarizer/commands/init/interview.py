"""The questions of `summarize init`, asked on a terminal until an answer can be used."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer import settings
from summarizer.commands.commandline.messages import broken, columns, say
from summarizer.doctor.choice import usable
from summarizer.errors import SummarizerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from summarizer.settings import Settings

Answers = dict[str, Any]
_NOTHING = {"none", "all", "-"}
"""What is typed to leave a setting unset."""


def _always(answers: Mapping[str, object]) -> bool:
    del answers
    return True


def _asks_a_server(answers: Mapping[str, object]) -> bool:
    return "/" in str(answers["model"])


def _mails(answers: Mapping[str, object]) -> bool:
    return bool(answers["mail_to"])


class Question(NamedTuple):
    """A setting, what is asked for it, and when; what Enter stands for where it is not set."""

    name: str
    text: str
    unset: str = "none"
    wanted: Callable[[Mapping[str, object]], bool] = _always


QUESTIONS = (
    Question(
        "model",
        "What annotates the papers? `embedded` needs no key and no network; for a language model "
        "give PROVIDER/NAME, such as openai/NAME or ollama/NAME.",
    ),
    Question(
        "base_url",
        "Where is the model's server? A URL, or `none` for the provider's own.",
        wanted=_asks_a_server,
    ),
    Question(
        "daily",
        "What do you read every day? `hf` is Hugging Face Daily Papers, `arxiv:cs.CL` is an arXiv "
        "category; `+` joins categories.",
    ),
    Question(
        "daily_topics",
        "Which topics? Separate them with commas, such as `rag, agents`; `all` for every topic.",
        unset="all",
    ),
    Question("mail_to", "Who gets the digest by mail? An address, or `none`."),
    Question("smtp_host", "Which server sends the mail?", wanted=_mails),
    Question("smtp_user", "What is your login there?", wanted=_mails),
    Question("mail_from", "Who is the sender? An address.", wanted=_mails),
)


@dataclass
class Interview:
    """Answers from what was given, what is set, and, where that may be, a person."""

    given: Mapping[str, str]
    asks: bool
    known: Settings = field(default_factory=lambda: settings.examined()[0])

    def answers(self) -> Answers:
        """A value for every setting that is asked for. Raises SummarizerError for a wrong one."""
        found: Answers = {each.name: getattr(self.known, each.name) for each in QUESTIONS}
        for name, text in self.given.items():
            found[name] = self._taken(name, text)
        for question in QUESTIONS:
            if self.asks and question.name not in self.given and question.wanted(found):
                found[question.name] = self._asked(question, found[question.name])
        return found

    def _asked(self, question: Question, current: object) -> object:
        """Ask until the answer can be used; Enter keeps what is set."""
        _print(f"\n{question.text}")
        while True:
            typed = _line(f"{question.name} [{question.unset if current is None else current}]: ")
            if not typed:
                return current
            try:
                return self._taken(question.name, typed)
            except SummarizerError as error:
                say(str(error))

    def _taken(self, name: str, text: str) -> object:
        """What a typed answer sets; None where it stands for nothing."""
        if text.lower() in _NOTHING and settings.optional(name):
            return None
        return usable(name, text)


def _line(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline()
    if not typed:
        print(file=sys.stderr)
        message = "the questions were not all answered: nothing was changed"
        raise UsageError(message)
    return typed.strip()


def _print(text: str) -> None:
    width = columns() or 80
    print("\n".join(broken(each, width, "") for each in text.split("\n")), file=sys.stderr)
