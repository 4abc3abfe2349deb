"""The digest as a mail: text and HTML that mail programs show whole, in the light and the dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.papers.certainty import said
from summarizer.papers.places import places
from summarizer.papers.relevance import because, not_shown
from summarizer.renderers import (
    FOLLOWED,
    Format,
    dated,
    followed,
    grouped,
    key_points,
    marks,
    origin,
    place_name,
    site_line,
    whose,
)
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, shortened, web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import EmailMessage

    from jinja2 import Template

    from summarizer.keypoints.rendering import Line
    from summarizer.papers.records import Digest, Entry
    from summarizer.renderers import View

FORMAT = Format("eml", "an email", (".eml",))

LARGEST = 90_000
"""Bytes of HTML; Gmail cuts a mail off at 102 KB, wherever that is."""
_REST = 4_000
"""Bytes kept free for what follows the papers."""
_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_NAME, _LONGEST_HEADING = 300, 700, 60, 160
_LONGEST_POINT = 400
_LONGEST_SUBJECT = 66
"""What fits the header's first line, and the list of mails in most programs."""
_MOST_SKIPPED, _MOST_AUTHORS, _MOST_TOPICS, _MOST_LINKS = 10, 3, 8, 6
_UNBROKEN = 24
"""Characters of a fact, such as a date, that no line breaks in two."""
_WIDTH = 72


@dataclass(frozen=True)
class Envelope:
    """From whom and to whom; without a subject, the digest gives one."""

    sender: str | None = None
    recipients: tuple[str, ...] = ()
    subject: str | None = None
    message_id: str | None = None


def render(digest: Digest, view: View) -> Iterator[str]:
    """The mail as a file that mail programs open; it has neither sender nor recipient."""
    yield message(digest, view, Envelope()).as_bytes().decode("ascii")


def message(digest: Digest, view: View, envelope: Envelope) -> EmailMessage:
    """The mail, with every header; raises ValueError for an address that is none."""
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP.clone(linesep="\n"))
    mail["Subject"] = subject = one_line(envelope.subject or "") or _subject(digest, view)
    if envelope.sender:
        mail["From"] = envelope.sender
    if envelope.recipients:
        mail["To"] = ", ".join(envelope.recipients)
    mail["Date"] = _date(digest.generated_at)
    if envelope.message_id:
        mail["Message-ID"] = f"<{envelope.message_id}>"
    mail["Auto-Submitted"] = "auto-generated"
    page, left_out = _page(digest, view, subject)
    text = _text(digest, view, left_out)
    mail.set_content(text, cte=_encoding(text))
    mail.add_alternative(page, subtype="html", cte=_encoding(page))
    if mail.get_boundary() is None:
        from hashlib import sha256

        mail.set_boundary(f"part-{sha256(page.encode()).hexdigest()[:32]}")
    return mail


def _encoding(text: str) -> str:
    """What takes fewer bytes: quoted-printable has three for each that is no ASCII."""
    data = text.encode()
    odd = sum(byte > 0x7F for byte in data)  # noqa: PLR2004 - the last of ASCII
    return "base64" if odd * 6 > len(data) else "quoted-printable"


def _subject(digest: Digest, view: View) -> str:
    """How many papers, of which day, and the title that stands first, if it is for the reader."""
    if digest.for_me and not digest.for_me.relevant:
        return _short(_title(digest), _LONGEST_SUBJECT)
    shown = (each for _, entries in grouped(digest, view) for each in entries)
    first = next((_short(each.title, _LONGEST_SUBJECT) for each in shown), "")
    return _short(f"{_title(digest)}{': ' if first else ''}{first}", _LONGEST_SUBJECT)


def _title(digest: Digest) -> str:
    day = digest.period.name if digest.period else digest.date
    count = counted(len(digest.papers), "paper")
    if digest.for_me:
        count = f"{digest.for_me.relevant} of {count} for you"
    return count + (f" of {one_line(day)}" if day else "")


def _date(moment: str) -> str:
    from datetime import datetime
    from email.utils import format_datetime

    from summarizer.papers.days import utc_now

    try:
        return format_datetime(datetime.fromisoformat(moment))
    except ValueError:
        return format_datetime(utc_now())


def _page(digest: Digest, view: View, subject: str) -> tuple[str, int]:
    """The HTML, and how many papers are left out of it because it would get too large."""
    from markupsafe import Markup

    template = _template()
    head: dict[str, Any] = {
        "subject": subject,
        "title": _title(digest),
        "origin": _origin(digest),
        "news": _safe(_news(digest)),
        "preview": _short(" · ".join(each.title for each in digest.papers[:5]), _LONGEST_TITLE),
    }
    parts: Any = template.make_module({**head, "rows": "", "notes": []})
    room = LARGEST - _REST - len(str(parts).encode())
    rows, left_out = [], 0
    points = key_points(digest)
    for heading, entries in grouped(digest, view):
        if heading and not left_out:
            rows.append(parts.heading(_safe(_short(heading, _LONGEST_HEADING))))
            room -= len(rows[-1].encode())
        for entry in entries:
            row = "" if left_out else parts.paper(_shown(entry, view, points.get(entry.id, ())))
            room -= len(row.encode())
            if room < 0:
                left_out += 1
            else:
                rows.append(row)
    notes = list(map(_safe, _notes(digest, left_out)))
    return template.render(head, rows=Markup("").join(rows), notes=notes), left_out


def _template() -> Template:
    from pathlib import Path

    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return made.from_string(Path(__file__).with_name("eml.html").read_text(encoding="utf-8"))


def _shown(entry: Entry, view: View, points: Sequence[Line]) -> dict[str, Any]:
    """What a mail says of a paper, each value safe as HTML."""
    return {
        "title": _safe(_short(entry.title, _LONGEST_TITLE) or entry.id),
        "link": web_link(entry.url),
        "tldr": _safe(_short(entry.tldr or "", _LONGEST_TEXT)),
        "points": [(each.heading, _safe(_short(each.line, _LONGEST_POINT))) for each in points],
        "whose": _safe(_short(whose(points), _LONGEST_TEXT)),
        "site_line": _safe(_short(site_line(entry, view), _LONGEST_TEXT)),
        "why": _safe(_short(because(entry, view.labels.names), _LONGEST_TEXT)),
        "topics": _safe(_topics(entry, view)),
        "facts": [(_safe(fact), len(fact) <= _UNBROKEN) for fact in _facts(entry)],
        "links": [(_safe(name), link) for name, link in _links(entry)],
    }


def _safe(text: str) -> str:
    """Text escaped, and sanitised on top of it."""
    from html import escape

    from markupsafe import Markup

    from summarizer.text.markup import clean

    return Markup(clean(escape(text)))  # noqa: S704 - it is escaped and sanitised


def _short(text: str, most: int) -> str:
    """The text as people read it, on one line; cut at a word where it is too long."""
    return shortened(readable(text), most)


def _origin(digest: Digest) -> str:
    sources = ", ".join(_short(place_name(source), _LONGEST_NAME) for source in digest.source[:5])
    return f"{sources} · engine {_short(digest.engine, _LONGEST_NAME)}"


def _news(digest: Digest) -> str:
    """What is new of what is followed; "" for nothing."""
    news = followed(digest)
    return f"{FOLLOWED} {_short(', '.join(news), _LONGEST_TEXT)}" if news else ""


def _topics(entry: Entry, view: View) -> str:
    shown = said(entry, view.labels.names)[:_MOST_TOPICS]
    return " · ".join(_short(each, _LONGEST_NAME) for each in shown)


def _facts(entry: Entry) -> Iterator[str]:
    yield from (_short(each, _LONGEST_TITLE) for each in marks(entry))
    names = [
        name for each in entry.authors[:_MOST_AUTHORS] if (name := _short(each, _LONGEST_NAME))
    ]
    more = max(entry.author_count or 0, len(entry.authors)) - len(names)
    if names:
        yield ", ".join(names) + (f" and {more} more" if more > 0 else "")
    elif more > 0:
        yield counted(more, "author")
    if entry.organization and (name := _short(entry.organization, _LONGEST_NAME)):
        yield name
    yield dated(entry)
    if entry.upvotes is not None:
        yield counted(entry.upvotes, "upvote")
    if entry.reviewed:
        yield "reviewed"
    yield from origin(entry)


def _links(entry: Entry) -> list[tuple[str, str]]:
    """The other addresses of a paper, each by what is there or by its site's name."""
    from urllib.parse import urlsplit

    named = [
        (name or (urlsplit(link).hostname or "")[:_LONGEST_NAME], link)
        for name, link in places(entry)
    ]
    return named[:_MOST_LINKS]


def _notes(digest: Digest, left_out: int) -> Iterator[str]:
    """What follows the papers: what the mail does not hold, and why."""
    if left := not_shown(digest.for_me):
        yield left
    if left_out:
        yield (
            f"{counted(left_out, 'more paper')} left out, as mail programs cut off long mails. "
            "For the whole digest, run `summarize papers` or `summarize today`."
        )
    if digest.skipped:
        yield f"{counted(len(digest.skipped), 'paper')} skipped:"
        for item in digest.skipped[:_MOST_SKIPPED]:
            reason = _short(item.reason, _LONGEST_NAME * 2)
            yield f"{_short(item.title, _LONGEST_NAME) or one_line(item.id)}: {reason}"
        if len(digest.skipped) > _MOST_SKIPPED:
            yield f"and {len(digest.skipped) - _MOST_SKIPPED} more"


def _text(digest: Digest, view: View, left_out: int) -> str:
    """The same papers as plain text."""
    room, points = len(digest.papers) - left_out, key_points(digest)
    lines, number = [_title(digest), _origin(digest), *_wrapped(_news(digest))], 0
    for heading, entries in grouped(digest, view):
        if heading and number < room:
            lines += ["", _short(heading, _LONGEST_HEADING)]
        for entry in entries[: room - number]:
            number += 1
            lines += ["", *_wrapped(f"{number}. {_short(entry.title, _LONGEST_TITLE) or entry.id}")]
            shown = points.get(entry.id, ())
            why = because(entry, view.labels.names)
            said = whose(shown), site_line(entry, view), why
            paragraphs = (
                _short(entry.tldr or "", _LONGEST_TEXT),
                *(_short(each.told, _LONGEST_POINT) for each in shown),
                *(_short(each, _LONGEST_TEXT) for each in said),
                _topics(entry, view),
            )
            for paragraph in (*paragraphs, " · ".join(_facts(entry))):
                lines += _wrapped(paragraph, "   ")
            links = [web_link(entry.url), *(link for _, link in _links(entry))]
            lines += [f"   {link}" for link in links if link]
    return "\n".join([*lines, "", *_notes(digest, left_out)]).rstrip() + "\n"


def _wrapped(text: str, indent: str = "") -> list[str]:
    from textwrap import wrap

    return wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent or "   ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
