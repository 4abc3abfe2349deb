"""Papers in print: PDFs set from a text in one or two columns, as journals and conferences do.

A small typesetter on reportlab's canvas: justified lines with words broken at their ends, running
heads, page numbers, footnotes with raised marks, tables, figures, formulas and references. What was
set is known, so that what is read can be held against it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

BODY, BOLD, ITALIC, MATH = "Times-Roman", "Times-Bold", "Times-Italic", "Symbol"
SIZE, LEADING, SMALL = 10.0, 12.0, 8.0
_TOP, _BOTTOM, _SIDE, _GUTTER = 770.0, 80.0, 60.0, 22.0
_VOWELS = set("aeiouy")


@dataclass
class Part:
    """A section to be set: each of `blocks` is a paragraph, or a tuple of a kind and its words."""

    heading: str
    blocks: list = field(default_factory=list)


@dataclass
class Paper:
    """What is to be set."""

    title: str
    front: list[str]
    abstract: str
    parts: list[Part]
    references: list[str] = field(default_factory=list)
    head: str = "A. Author and B. Author"


def typeset(paper, columns=2, **wishes):
    """The paper as the bytes of a PDF."""
    return _Press(paper, columns, **wishes).bytes()


def broken(word):
    """Where a long word may be broken: two parts, or None."""
    bare = word.strip(".,;:()")
    if len(bare) < 8 or not bare.isalpha():
        return None
    for place in range(len(bare) // 2, 2, -1):
        if bare[place - 1] in _VOWELS and bare[place] not in _VOWELS and len(bare) - place > 2:
            cut = word.index(bare) + place
            return word[:cut] + "-", word[cut:]
    return None


class _Press:
    def __init__(self, paper, columns, heads=True, stamp=None, note_size=SMALL):
        self._paper, self._columns, self._heads = paper, columns, heads
        self._stamp, self._note_size = stamp, note_size
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=A4, invariant=1)
        self._canvas.setTitle("")
        wide = A4[0] - 2 * _SIDE
        self._wide = wide if columns == 1 else (wide - _GUTTER) / 2
        self._page, self._column = 1, 0
        self._notes, self._note = [], 0
        self._top = _TOP
        self._y = _TOP

    def bytes(self):
        paper = self._paper
        for line in self._wrapped(paper.title, BOLD, 15, A4[0] - 2 * _SIDE):
            self._centred(line, BOLD, 15, 20)
        for line in paper.front:
            self._centred(line, BODY, 11, 14)
        self._y -= 14
        self._top = self._y
        self._heading("Abstract")
        self._paragraph(paper.abstract)
        for part in paper.parts:
            self._heading(part.heading)
            for block in part.blocks:
                self._block(block)
        if paper.references:
            self._heading("References")
            for reference in paper.references:
                self._lines(reference, hang=10)
        self._end_page()
        self._canvas.save()
        return self._out.getvalue()

    def _block(self, block):
        if isinstance(block, str):
            self._paragraph(block)
            return
        kind, *words = block
        {"table": self._table, "figure": self._figure, "formula": self._formula}[kind](*words)

    def _x(self):
        return _SIDE + self._column * (self._wide + _GUTTER)

    def _room(self, height):
        """Begin a new column or page where there is no room."""
        taken = sum(len(lines) for lines in self._notes) * (self._note_size + 2)
        if self._y - height >= _BOTTOM + taken:
            return
        self._end_column()

    def _end_column(self):
        self._set_notes()
        if self._column + 1 < self._columns:
            self._column += 1
            self._y = self._top
        else:
            self._end_page()
            self._canvas.showPage()
            self._page += 1
            self._column, self._y, self._top = 0, _TOP, _TOP

    def _end_page(self):
        self._set_notes()
        if not self._heads:
            return
        canvas = self._canvas
        canvas.setFont(BODY, 9)
        if self._page > 1:
            canvas.drawCentredString(A4[0] / 2, 805, self._paper.head)
        canvas.drawCentredString(A4[0] / 2, 40, str(self._page))
        if self._page == 1 and self._stamp:
            canvas.saveState()
            canvas.rotate(90)
            canvas.setFont(BODY, 18)
            canvas.drawString(250, -32, self._stamp)
            canvas.restoreState()

    def _set_notes(self):
        y = _BOTTOM
        for lines in reversed(self._notes):
            for number, line in reversed(list(enumerate(lines))):
                mark, words = line
                x = self._x() + (8 if number == 0 else 0)
                if mark:
                    self._canvas.setFont(BODY, 5.5)
                    self._canvas.drawString(x, y + 3, mark)
                    x += 4
                self._canvas.setFont(BODY, self._note_size)
                self._canvas.drawString(x, y, words)
                y += self._note_size + 2
        self._notes = []

    def _heading(self, words):
        self._room(40)
        self._y -= 10
        for line in self._wrapped(words, BOLD, 12, self._wide):
            self._y -= 14
            self._canvas.setFont(BOLD, 12)
            self._canvas.drawString(self._x(), self._y, line)
        self._y -= 4

    def _paragraph(self, words):
        words, _, note = words.partition("^^")
        if note:
            self._note += 1
            lines = self._wrapped(note, BODY, self._note_size, self._wide - 14)
            self._notes.append(
                [(str(self._note) if place == 0 else "", each) for place, each in enumerate(lines)]
            )
            words += f"\0{self._note}"
        self._lines(words, indent=11)

    def _lines(self, words, indent=0, hang=0):
        """A justified paragraph, its words broken where they do not fit."""
        waiting = words.split()
        first = True
        while waiting:
            inset = indent if first else hang
            line, waiting = self._line(waiting, self._wide - inset)
            self._room(LEADING)
            self._y -= LEADING
            self._draw(line, self._x() + inset, self._wide - inset, last=not waiting)
            first = False

    def _line(self, waiting, wide):
        line, used = [], 0.0
        while waiting:
            word = waiting[0]
            room = wide - used - (2.5 if line else 0)
            if stringWidth(word.partition("\0")[0], BODY, SIZE) <= room:
                used += stringWidth(word.partition("\0")[0], BODY, SIZE) + (2.5 if line else 0)
                line.append(word)
                waiting = waiting[1:]
                continue
            parts = broken(word)
            if parts and stringWidth(parts[0], BODY, SIZE) <= room:
                return [*line, parts[0]], [parts[1], *waiting[1:]]
            if "-" in word.strip("-") and not line:
                break
            break
        return (line, waiting) if line else ([waiting[0]], waiting[1:])

    def _draw(self, line, x, wide, *, last):
        text = self._canvas.beginText(x, self._y)
        text.setFont(BODY, SIZE)
        bare = [word.partition("\0")[0] for word in line]
        natural = stringWidth(" ".join(bare), BODY, SIZE)
        if not last and len(line) > 1:
            text.setWordSpace((wide - natural) / (len(line) - 1))
        mark = line[-1].partition("\0")[2]
        text.textOut(" ".join(bare))
        if mark:
            text.setRise(3.6)
            text.setFont(BODY, 6)
            text.textOut(mark)
        self._canvas.drawText(text)

    def _table(self, caption, rows):
        self._room(30 + 12 * len(rows))
        self._y -= 8
        step = self._wide / len(rows[0])
        for row in rows:
            self._y -= 12
            self._canvas.setFont(BODY, 9)
            for place, cell in enumerate(row):
                self._canvas.drawString(self._x() + place * step, self._y, cell)
        self._y -= 6
        self._caption(caption)

    def _figure(self, caption, labels):
        self._room(120)
        self._y -= 90
        self._canvas.rect(self._x() + 10, self._y, self._wide - 20, 80)
        self._canvas.setFont("Helvetica", 7)
        for place, label in enumerate(labels):
            self._canvas.drawString(
                self._x() + 20 + 40 * (place % 4), self._y + 10 + 13 * (place % 5), label
            )
        self._y -= 6
        self._caption(caption)

    def _caption(self, words):
        for line in self._wrapped(words, BODY, 9, self._wide):
            self._y -= 11
            self._canvas.setFont(BODY, 9)
            self._canvas.drawString(self._x(), self._y, line)
        self._y -= 10

    def _formula(self, words, number):
        self._room(30)
        self._y -= 20
        self._canvas.setFont(ITALIC, SIZE)
        self._canvas.drawString(self._x() + 40, self._y, words)
        self._canvas.setFont(BODY, SIZE)
        self._canvas.drawRightString(self._x() + self._wide, self._y, number)
        self._y -= 8

    def _centred(self, words, font, size, leading):
        self._y -= leading
        self._canvas.setFont(font, size)
        self._canvas.drawCentredString(A4[0] / 2, self._y, words)

    @staticmethod
    def _wrapped(words, font, size, wide):
        lines, line = [], ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if line and stringWidth(longer, font, size) > wide:
                lines.append(line)
                longer = word
            line = longer
        return [*lines, line]


def scanned(pages=2):
    """A PDF of pictures: pages without a letter."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.rect(60, 60, 400, 700, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encrypted(data, password):
    """The same PDF behind a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf(objects, trailer="/Root 1 0 R"):
    """Bytes of a PDF written by hand, with a table of its objects: `{number: bytes}`."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    tail = f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return bytes(out) + tail.encode()


def drawn(stream, resources="/Font << /F1 5 0 R >>"):
    """The body of a form that a page, or another form, draws as a whole."""
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << {resources} >> "
    return head.encode() + b"/Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream"


def one_page(stream, filters="", resources="/Font << /F1 5 0 R >>", form=None):
    """A PDF of one page with these bytes as its content, and perhaps a form as object 6."""
    head = f"<< /Length {len(stream)} {filters} >>\nstream\n".encode()
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << {resources} >> >>"
    )
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: page.encode(),
            4: head + stream + b"\nendstream",
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
            **({6: form} if form else {}),
        }
    )
