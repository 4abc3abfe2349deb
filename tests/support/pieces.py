"""Pages put together from pieces, as the process that reads a PDF tells of them."""

from __future__ import annotations

from summarizer.fulltext import Content
from summarizer.fulltext.pdf import form
from summarizer.fulltext.pdf.process import Page, Piece, Pieces

BOX = (0.0, 0.0, 595.0, 842.0)
FONTS = ["Times-Roman", "Times-Bold", "CMMI10", "Courier", "Courier-Bold"]
BODY, BOLD, MATH, CODE, BOLD_CODE = range(5)
SENTENCE = (
    "It is a sentence of this paper and says no more than that it is one of them, as all of the "
    "others do. "
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MANY = [
    f"As number {a}{b} says, {SENTENCE[0].lower()}{SENTENCE[1:-2]}{', and more so' * place}. "
    for a in LETTERS
    for place, b in enumerate(LETTERS[:7])
]
"""Sentences of which none is like another."""
WIDE, NARROW = 90, 40


def piece(x, y, text, size=10.0, font=BODY):
    return Piece(float(x), float(y), size, font, 0, 0, text)


def prose(x, y, words=SENTENCE * 6, wide=WIDE, size=10.0, leading=12.0, font=BODY):
    """Lines below each other."""
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > wide:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    return [piece(x, y - leading * at, each, size, font) for at, each in enumerate(lines)]


def parsed(monkeypatch, *pages, named="", fonts=FONTS):
    """The full text of pages, each a list of pieces."""
    made = [Page(at, BOX, tuple(each)) for at, each in enumerate(pages, start=1)]
    monkeypatch.setattr(
        form.process, "read", lambda *_: Pieces(len(made), named, made, list(fonts))
    )
    return form.parse(Content("x.pdf", b"%PDF-"))
