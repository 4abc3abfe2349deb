"""PDFs that draw what stands side by side as one string: columns, cells, listings."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth
from typeset import pdf

BODY, BOLD, CODE = "F1", "F2", "F3"
FACES = {BODY: "Times-Roman", BOLD: "Times-Bold", CODE: "Courier"}
LEFT, RIGHT, WIDE = 60.0, 310.0, 228.0
HOWS = ("number", "blanks", "move")
"""A number in an array of strings, a run of blanks, and a move on the same line."""


def wide(words, font=BODY, size=10.0):
    """Points that words take."""
    return stringWidth(words, FACES[font], size)


def wrapped(words, width=WIDE, font=BODY, size=10.0):
    """Lines that are no wider."""
    lines, line = [], ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and wide(longer, font, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def string(*parts, y, how="number", font=BODY, size=10.0):
    """One line, each part of it a place and words, drawn as one string."""
    begin, first = parts[0]
    shown, end = [f"({_escaped(first)})"], begin + wide(first, font, size)
    moves, last = [f"({_escaped(first)}) Tj"], begin
    for x, words in parts[1:]:
        if how == "blanks":
            count = round((x - end) / wide(" ", font, size))
            shown.append(f"({' ' * count}{_escaped(words)})")
            end += count * wide(" ", font, size) + wide(words, font, size)
        else:
            shown.append(f"{(end - x) * 1000 / size:.1f} ({_escaped(words)})")
            end = x + wide(words, font, size)
        moves.append(f"{x - last:.1f} 0 Td ({_escaped(words)}) Tj")
        last = x
    drawn = " ".join(moves) if how == "move" else f"[{' '.join(shown)}] TJ"
    if how == "blanks":
        drawn = f"({''.join(each[1:-1] for each in shown)}) Tj"
    return f"BT /{font} {size} Tf {begin} {y:.1f} Td {drawn} ET"


def columns(y, left, right, how="number", at=RIGHT):
    """Two columns, each line of both as one string; where one has none, blanks or nothing."""
    rows = []
    for number in range(max(len(left), len(right))):
        first = left[number] if number < len(left) else ""
        second = right[number] if number < len(right) else ""
        parts = [(LEFT, first), (at, second)] if second else [(LEFT, first)]
        rows.append(string(*parts, y=y - 12 * number, how=how))
    return rows


def document(*pages):
    """A PDF of pages, each a list of what is drawn."""
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{face} >>"
        for name, face in FACES.items()
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: f"<< /Font << {fonts} >> >>".encode(),
    }
    for number, drawn in enumerate(pages):
        stream = "\n".join(drawn).encode("latin-1")
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R "
            f"/Contents {11 + 2 * number} 0 R >>"
        )
        objects[10 + 2 * number] = page.encode()
        head = f"<< /Length {len(stream)} >>\nstream\n".encode()
        objects[11 + 2 * number] = head + stream + b"\nendstream"
    return pdf(objects)


def _escaped(words):
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
