"""Papers set by LaTeX from this repository's own docs, in two columns, with formulas in the text.

Where `pdflatex` is not installed there are none (Debian: `texlive-latex-base`). The two encodings
of its fonts differ: ligatures and quotes stand at other codes, and T1 may come as bitmaps.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import printedpapers
from printedpapers import Printed

_SPECIAL = re.compile(r"[\\{}$&#^_%~]")
_NAMED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_HEAD = r"""\documentclass[10pt,twocolumn]{article}
%s
\title{%s}\author{A. Author \and B. Author\\A University, A City}\date{}
\begin{document}\maketitle
\begin{abstract}%s\end{abstract}
"""
_MATHS = r"""Let the model $f_{\theta}$ map each word $w_{i}$ to a vector of $\mathbf{R}^{d}$, so
that the distance of the words $w_{i}$ and $w_{j+1}$ is at most $10^{-3}$ for every reader.
\begin{equation}
d(w_{i}, w_{j}) = \sum_{k=1}^{n} \left( x_{ik} - x_{jk} \right)^{2} + m
\end{equation}
where the margin $m$ was chosen by hand, once and for all papers.
"""
WORDS = re.sub(r"\\\w+|\$[^$]*\$", " ", _MATHS) + " \u03b8 R"
"""What stands around the formulas."""
FONTS = {"OT1": "", "T1": r"\usepackage[T1]{fontenc}"}


def there() -> bool:
    """Whether they can be set here."""
    return shutil.which("pdflatex") is not None


def printed(encoding: str) -> list[Printed]:
    """Each page of docs, in fonts of an encoding: `OT1` or `T1`."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name in printedpapers.PAGES:
            paper = printedpapers.paper_of(name)
            texts, parts = [], []
            for part in paper.parts:
                said = [each for each in part.blocks if isinstance(each, str)]
                said = [_ascii(each.partition("^^")[0]) for each in said]
                texts += said
                parts.append((part.heading, said))
            path = Path(folder, f"{name}.tex")
            path.write_text(_source(paper, parts, FONTS[encoding]), encoding="utf-8")
            _run(path)
            data = path.with_suffix(".pdf").read_bytes()
            headings = [_ascii(heading) for heading, _ in parts]
            found.append(Printed(f"{name}, LaTeX", data, headings, texts, paper.references))
    return found


def _source(paper: object, parts: list[tuple[str, list[str]]], fonts: str) -> str:
    lines = [_HEAD % (fonts, _tex(_ascii(paper.title)), _tex(_ascii(paper.abstract)))]  # type: ignore[attr-defined]
    for number, (heading, texts) in enumerate(parts):
        count, _, name = heading.partition(" ")
        lines.append(rf"\setcounter{{section}}{{{int(count) - 1}}}\section{{{_tex(_ascii(name))}}}")
        lines += [_tex(text) + "\n" for text in texts]
        if number == 1:
            lines.append(_MATHS)
    lines.append(r"\section*{References}")
    lines += [_tex(_ascii(each)) + "\n" for each in paper.references]  # type: ignore[attr-defined]
    return "\n".join([*lines, r"\end{document}"])


def _ascii(text: str) -> str:
    """What both encodings have, without what LaTeX takes for something else."""
    plain = text.replace("\u2013", "-").replace("\u2014", "-").replace("--", "").replace("_", "")
    bare = re.sub("[\"'`\u2018\u2019\u201c\u201d]", "", plain)
    return " ".join(bare.encode("ascii", "ignore").decode().split())


def _tex(text: str) -> str:
    escaped = _SPECIAL.sub(lambda match: _NAMED.get(match[0], "\\" + match[0]), text)
    return re.sub("[<>|]", r"$\g<0>$", escaped)


def _run(path: Path) -> None:
    command = ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", path.name]
    for _ in range(2):
        subprocess.run(command, cwd=path.parent, capture_output=True, check=False, timeout=120)
