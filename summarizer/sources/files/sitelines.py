"""What the site's pages hold around their papers: navigation, header, pagination, footer.

A word of a menu alone may be a paper's title: only several of them in a row are the site's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.days import MONTHS
from summarizer.text.patterns import deferred
from summarizer.text.wrapping import LONGEST_TITLE

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from summarizer.sources.files.pagelines import Line

_MENU = (
    "by ?AK and the research community|Get trending papers in your email inbox(?: once a day)?!"
    "|Hugging Face's logo|Hugging Face|Models|Datasets|Spaces|Buckets|Posts|Docs|Enterprise Support"
    "|Enterprise Hub|Enterprise|Pricing|Solutions|Community|Website|Tasks|HuggingChat|Collections"
    "|Languages|Organizations|Blog|Articles|Daily Papers|Trending Papers|Papers|Learn|Discord|Forum"
    "|GitHub|Team & Enterprise|Hugging Face PRO|Expert Support|Inference Providers"
    "|Inference Endpoints|Inference API|Storage Buckets|HUGS|Log In|Log Out|Sign Up|Sign In"
    "|Sign Out|Profile|Inbox|Notifications|Settings|Billing|Get PRO|Resources|Changelog|Support"
    "|new|NEW|Subscribe|Daily|Weekly|Monthly|Trending|Submit a paper|Previous|Next|Load more"
    "|View all|Company|TOS|Terms|Privacy|About|Jobs|Careers|Press|Contact|System theme"
    "|Back to top|Skip to main content|© Hugging Face|Search"
)
_HEADER = (
    r"Daily Papers.*|by ?\[?AK\b.*|AK|by|and the research community|Search by .*"
    r"|View \d+ comments?|Search models, datasets.*|Get trending papers in your email inbox.*"
    r"|Hugging Face \W The AI community.*|© (?:\d{4} )?Hugging Face.*"
)
_WORD = deferred(rf"(?<!\w)(?:{_MENU})(?!\w)")
_HEADER_LINE = deferred(_HEADER)
_FIRST = frozenset(
    each.split()[0] for each in (*_MENU.split("|"), *"by AK and Search Get © Daily View".split())
)
_DAY = r"(?:\w{3,9}, )?(" + "|".join(MONTHS) + r")[a-z]*\.? (\d{1,2})(?:, (\d{4}))?"
_WITH_DAY = deferred(rf"(.*\S)\s+[<‹·|]?\s*{_DAY}\s*[>›]?")  # noqa: RUF001 - as pages show it
_ANY_DAY = deferred(rf"[<‹]?\s*{_DAY}\s*[>›]?")  # noqa: RUF001 - as pages show it
_PERIOD = deferred(
    rf"Week \d{{1,2}}(?:, \d{{4}})?|\d{{4}}-W\d\d|(?:{'|'.join(MONTHS)})[a-z]* \d{{4}}"
)
_MARKS = " \t\xa0-*•#>"
_BETWEEN = {ord(each): " " for each in "|·•/,…>‹›<.+-()0123456789"}  # noqa: RUF001
_MAY_BE = frozenset(("text", "title", "link", "organization"))
_MANY = 4
"""Words of the menu in a line that may hold some others, such as a reader's name."""
_LONGEST = 500
_LONGEST_WORDS = 40
"""Characters of a line between two of the menu's that is taken for one of them."""
_SIGNS = (
    deferred(r"Daily Papers\b.*|Trending Papers"),
    deferred(r"by\s?\[?AK\b.*|(?<!\w)AK(?!\w)|.*and the research community"),
    deferred(r"Get trending papers in your email inbox.*"),
)
_HEADER_LINES = 90


def has_header(lines: Sequence[Line]) -> bool:
    """Whether two of the lines that only the site's header has stand at the beginning."""
    shown = (line for line in lines if line.kind != "blank")
    first = [line for line, _ in zip(shown, range(_HEADER_LINES), strict=False)]
    return sum(any(_has(line, each) for line in first) for each in _SIGNS) > 1


def _has(line: Line, sign: re.Pattern[str]) -> bool:
    """Whether a line is a sign of the header, or holds it among other words of the site's."""
    find = sign.search if line.kind == "site" else sign.fullmatch
    return find(line.text.strip(_MARKS)) is not None


def lacks_day(lines: Sequence[Line]) -> bool:
    """Whether the site's own lines stand before the first paper, and are those of a day's page."""
    first = lines[: 2 * _HEADER_LINES]
    texts = {line.text.strip(_MARKS) for line in first if line.kind in {"site", "title"}}
    days = any(text.startswith(("Daily", "Weekly", "Monthly")) for text in texts)
    return days or ("Trending Papers" not in texts and has_header(lines))


def _weight(line: Line) -> int:
    """How many words of the menu, or lines of the header, a line is made of."""
    if line.kind not in _MAY_BE or line.paper or len(line.text) > _LONGEST:
        return 0
    text = line.text.strip(_MARKS)
    first = text.partition(" ")[0]
    if first.rstrip(",|:…") not in _FIRST and first[:4] not in {"byAK", "by[A", "©"}:
        return 0
    if _HEADER_LINE.fullmatch(text):
        return 1
    rest, count = _WORD.subn("", text)
    others = len(rest.translate(_BETWEEN).split())
    known = not others or (count >= _MANY and others * 3 <= count)
    return count if known else 0


def marked(lines: list[Line]) -> list[Line]:
    """The lines, those of the site as `site`, and the date behind them as `day`."""
    lines = _apart(lines)
    shown = [(index, line) for index, line in enumerate(lines) if line.kind != "blank"]
    weights = [_weight(line) for _, line in shown]
    if not any(weights):
        return lines
    settled = list(lines)
    start = 0
    while start < len(shown):
        if not weights[start]:
            start += 1
            continue
        end = _end(shown, weights, start)
        if _is_the_sites(shown, weights, start, end):
            for index, line in shown[start:end]:
                settled[index] = line._replace(kind="site")
            end = _with_day(settled, shown, end)
        start = end
    return settled


def _end(shown: list[tuple[int, Line]], weights: list[int], start: int) -> int:
    """Where a run of the site's lines ends; page numbers and a name may stand in it."""
    end = start + 1
    while end < len(shown):
        if weights[end]:
            end += 1
            continue
        fillers = end
        while fillers < len(shown) and _is_number(shown[fillers][1]):
            fillers += 1
        if fillers == end and _is_short(shown[end][1]):
            fillers += 1
        if fillers == end or fillers >= len(shown) or not weights[fillers]:
            break
        end = fillers
    return end


def _is_number(line: Line) -> bool:
    return line.kind == "count" or line.text.strip() in {"...", "…"} or line.text[:4] == "http"


def _is_short(line: Line) -> bool:
    return line.kind == "text" and len(line.text.strip()) <= _LONGEST_WORDS


def _is_the_sites(shown: list[tuple[int, Line]], weights: list[int], start: int, end: int) -> bool:
    """Whether a run is the site's: of several words, or no title at the text's start or end."""
    if sum(weights[start:end]) > 1 or end == len(shown):
        return True
    following = shown[end][1].text.strip()
    return start == 0 and len(following) <= LONGEST_TITLE and following[-1:] not in ".!…"


def _with_day(settled: list[Line], shown: list[tuple[int, Line]], end: int) -> int:
    """Mark the date behind a run of the site's lines, and give the place after it."""
    after = end
    while after < len(shown) and shown[after][1].text[:4] == "http":
        after += 1
    if after == len(shown):
        return end
    index, line = shown[after]
    if match := _ANY_DAY.fullmatch(line.text.strip(_MARKS)):
        settled[index] = line._replace(kind="day", groups=(*match.groups(), None))
        return after + 1
    follows = shown[after + 1] if after + 1 < len(shown) else None
    if _PERIOD.fullmatch(line.text.strip(_MARKS)):
        settled[index] = line._replace(kind="site")
        return after + 1
    month = line.text.strip()
    if month in MONTHS and follows and follows[1].kind == "count" and follows[0] == index + 1:
        groups = (month, follows[1].text.strip(), None, None)
        settled[index] = line._replace(kind="day", groups=groups)
        settled[follows[0]] = follows[1]._replace(kind="blank")
        return after + 2
    return end


def _apart(lines: list[Line]) -> list[Line]:
    """Lines of the menu with the page's date at their end: the two on lines of their own."""
    parted: list[Line] = []
    for line in lines:
        text = line.text
        if line.kind == "text" and len(text) < _LONGEST and text.rstrip(" ›>")[-1:].isdecimal():  # noqa: RUF001
            match = _WITH_DAY.fullmatch(text.strip())
            if match and _weight(line._replace(text=match[1])):
                parted += [
                    line._replace(text=match[1]),
                    line._replace(kind="date", text=text.strip()[len(match[1]) :].strip()),
                ]
                continue
        parted.append(line)
    return parted
