r"""JSON as models write it: read where the standard decoder refuses, and nothing is in doubt.

Taken are backslashes that escape nothing (`\alpha`), raw line breaks and quotation marks within
strings, single and curly quotation marks, commas before an end, comments and Python's constants.
Nothing is made up: where the text ends within a value, what was complete by then is told apart.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from summarizer.engines.llm.thoughts import MARK
from summarizer.text.plain import one_line

DEEPEST = 40
_BLANK = re.compile(r"(?:\s+|//[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
_SCALAR = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|[A-Za-z]+")
_CONSTANTS = {"true": True, "false": False, "null": None, "none": None}
_CLOSING = {'"': '"', "'": "'", "“": "”"}
_KEY_END = re.compile(r"\s*:")
_VALUE_END = re.compile(
    r"\s*(?:$|[}\]]|,\s*(?:$|[\"'“{\[}\]\d/-]|true|false|null|None|[A-Za-z_;]+\s*:))"
)
_BARE_KEY = re.compile(r"[A-Za-z_][\w ;-]{0,40}(?=\s*:)")
_INNER_KEY = re.compile(r"[\"'“”]\s*:")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.?)", re.DOTALL)
_ACCENTED = re.compile(r"\{|(?!re\b)[aeiouyAEIOUY]")
"""What follows LaTeX's `\\'`, which otherwise is an apostrophe that needed no backslash."""
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"} | {
    each: each for each in "\"\\/'"
}
_SHOWN = 40
_STRICT = json.JSONDecoder()


class Broken(ValueError):
    """JSON that cannot be read; `rest` is what was complete where the text `ended` too early.

    It is `whole` where nothing but the last brackets of objects is missing.
    """

    def __init__(self, message: str, *, ended: bool = False) -> None:
        """The message says what is wrong, and where."""
        super().__init__(message)
        self.ended = ended
        self.rest: Any = None
        self.whole = False


def decode(text: str, start: int = 0) -> tuple[Any, int]:
    """The value that begins at `text[start]`, and where it ends. Raises Broken."""
    try:
        return _STRICT.raw_decode(text, start)
    except (ValueError, RecursionError):
        loose = _Loose(text, start)
        return loose.value(0), loose.place


class _Loose:
    """A decoder with its place in a text."""

    def __init__(self, text: str, place: int) -> None:
        self.text, self.place = text, place

    def value(self, depth: int) -> Any:
        sign = self._next()
        if depth > DEEPEST:
            self._fail("it is nested too deep")
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._list(depth)
        if sign in _CLOSING:
            return self._string()
        return self._scalar()

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.place += 1
        try:
            while self._next() != "}":
                key = self._key()
                self._take(":")
                found[key] = self.value(depth + 1)
                self._go_on()
        except Broken as broken:
            broken.rest = found if broken.rest is None else found | {key: broken.rest}
            raise
        self.place += 1
        return found

    def _go_on(self) -> None:
        """Pass the comma after an object's member, unless the object ends."""
        if not self.text[self.place :].strip():
            missing = self._ended()
            missing.whole = True
            raise missing
        if self._next() != "}":
            self._take(",")

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self.place += 1
        try:
            while self._next() != "]":
                found.append(self.value(depth + 1))
                if self._next() != "]":
                    self._take(",")
        except Broken as broken:
            broken.rest, broken.whole = found, False  # what broke within the last is left out
            raise
        self.place += 1
        return found

    def _key(self) -> str:
        """A member's name, which holds none of the signs that divide members."""
        bare = _BARE_KEY.match(self.text, self.place)
        if bare:
            self.place = bare.end()
            return bare[0]
        closing = _CLOSING.get(self._next())
        if closing is None:
            self._fail("a name in quotation marks is missing")
        end = self.text.find(closing, self.place + 1)
        if end < 0:
            raise self._ended()
        name = self.text[self.place + 1 : end]
        if not _KEY_END.match(self.text, end + 1) or set("{}[]:,\n") & set(name):
            if not self.text[end + 1 :].strip():
                raise self._ended()
            self._fail("a name is followed by no colon")
        self.place = end + 1
        return name

    def _string(self) -> str:
        """A string; a quotation mark within it is none that a comma or an end follows."""
        closing = _CLOSING[self.text[self.place]]
        begin = self.place + 1
        signs = re.compile(rf"\\.|{closing}", re.DOTALL).finditer(self.text, begin)
        ends = [sign.start() for sign in signs if sign[0] == closing]
        if not ends:
            raise self._ended()
        end = next((each for each in ends if _VALUE_END.match(self.text, each + 1)), ends[-1])
        raw = self.text[begin:end]
        if (closing in raw and _INNER_KEY.search(raw)) or MARK.search(raw):
            self._fail("a string has no end")
        self.place = end + 1
        return _joined(_ESCAPE.sub(_meant, raw))

    def _scalar(self) -> Any:
        found = _SCALAR.match(self.text, self.place)
        if found and found[0].lower() in _CONSTANTS:
            self.place = found.end()
            return _CONSTANTS[found[0].lower()]
        if not found or found[0][0].isalpha():
            self._fail("a value is missing")
        self.place = found.end()
        return float(found[0])

    def _next(self) -> str:
        """The next sign that is no blank. Raises Broken where there is none."""
        blank = _BLANK.match(self.text, self.place)
        self.place = blank.end() if blank else self.place
        if self.place >= len(self.text):
            raise self._ended()
        return self.text[self.place]

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            self._fail(f"`{sign}` is missing")
        self.place += 1

    def _fail(self, what: str) -> NoReturn:
        before = one_line(self.text[max(0, self.place - _SHOWN) : self.place])
        raise Broken(f"{what} after `{before}`" if before else what)

    def _ended(self) -> Broken:
        return Broken("it breaks off before its end", ended=True)


def _meant(escape: re.Match[str]) -> str:
    """What an escape stands for; a backslash that escapes nothing stands for itself."""
    sign = escape[1]
    if len(sign) > 1:
        return chr(int(sign[1:], 16))
    if sign == "'" and _ACCENTED.match(escape.string, escape.end()):
        return escape[0]
    return _ESCAPES.get(sign, escape[0])


def _joined(text: str) -> str:
    """Text in which the two halves of a surrogate pair are one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
