"""The `summarize` commands that stand in a piece of shell: pipes, substitutions, comments, cron."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NESTED = re.compile(r"[$<]\(([^()]*)\)")
_CRON = re.compile(r"^(?:(?:[\d*][\d*,/-]*\s+){5}|@\w+\s+)")
_ASSIGNED = re.compile(r"[A-Za-z_]\w*=")
_BEFORE = {"export", "time", "nice", "exec", "env", "then", "do", "else", "!", "uvx"}
_OPERATOR = re.compile(r"[|&;()]+")
_REDIRECTION = re.compile(r"[<>]+&?")


def commands(text: str) -> Iterator[list[str]]:
    """The words of each `summarize` command, without the program's name."""
    for line in text.replace("\\\n", " ").splitlines():
        yield from _of_line(line.strip())


def _of_line(line: str) -> Iterator[list[str]]:
    line = line.removeprefix("$ ")
    while nested := _NESTED.search(line):
        yield from _of_line(nested[1])
        line = f"{line[: nested.start()]}SUBSTITUTED{line[nested.end() :]}"
    if "summarize" not in line:
        return
    for words in _split(_CRON.sub("", line)):
        while words and (_ASSIGNED.match(words[0]) or words[0] in _BEFORE):
            words.pop(0)
        if words and words[0].rpartition("/")[2] == "summarize":
            yield words[1:]


def _split(line: str) -> Iterator[list[str]]:
    """The simple commands of a line."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    skipped = False
    for token in lexer:
        if token.startswith("#"):
            break
        if skipped:
            skipped = False
        elif _OPERATOR.fullmatch(token):
            yield words
            words = []
        elif _REDIRECTION.fullmatch(token):
            skipped = True
            if words and words[-1] in {"1", "2"}:
                words.pop()
        else:
            words.append(token)
    yield words
