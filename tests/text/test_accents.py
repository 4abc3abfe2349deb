from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.accents import letters
from summarizer.text.readable import readable

FORMS = {
    "ş": (r"\c{s}", r"{\c{s}}", r"{\c s}", r"\c s"),
    "ğ": (r"{\u g}", r"\u{g}"),
    "č": (r"\v c", r"{\v{c}}", r"{\v c}"),
    "ő": (r"\H{o}", r"{\H o}"),
    "ą": (r"{\k{a}}", r"{\k a}"),
    "ů": (r"\r{u}", r"{\r u}"),
    "ạ": (r"\d{a}", r"{\d a}"),
    "ḵ": (r"\b{k}", r"{\b k}"),
    "í": (r"\'{\i}", r"{\'\i}", r"\'\i{}", r"{\'{\i}}", r"\'i"),
    "ĭ": (r"{\u \i}", r"{\u{\i}}"),
    "ö": (r"{\"{o}}", r"\"o", r"{\"o}", r"\"{o}"),
    "ñ": (r"\~n", r"{\~n}", r"\~{n}"),
    "ż": (r"{\.z}", r"\.{z}"),
    "ā": (r"\={a}", r"{\=a}"),
    "œ": (r"{\oe}", r"\oe{}"),
    "đ": (r"{\dj}", r"\dj{}"),
    "þ": (r"{\th}", r"\th{}"),
    "Ð": (r"{\DH}", r"\DH{}"),
    "ȷ": (r"{\j}", r"\j{}"),
    "\u0131": (r"{\i}", r"\i{}"),
    "ø": (r"{\o}", r"\o{}"),
    "ß": (r"{\ss}", r"\ss{}"),
    "’": (r"{\textquoteright}", r"\textquoteright{}"),  # noqa: RUF001 - the sign is meant
    "“": (r"{\textquotedblleft}", r"\textquotedblleft{}"),
    "–": (r"{\textendash}", r"\textendash{}"),  # noqa: RUF001 - the sign is meant
    "<": (r"{\textless}", r"\textless{}"),
    "°": (r"{\textdegree}", r"\textdegree{}"),
    "…": (r"{\ldots}", r"\ldots{}"),
    "®": (r"{\textregistered}",),
    "\\": (r"{\textbackslash}",),
    "o͡o": (r"\t{oo}", r"{\t{oo}}"),
}


@pytest.mark.parametrize(("sign", "form"), [(s, f) for s, forms in FORMS.items() for f in forms])
def test_every_form_is_the_letter_it_stands_for(sign, form):
    assert readable(f"Mid{form} word") == f"Mid{sign} word".replace("  ", " ")
    assert readable(f"It is Na{form}Na.") == f"It is Na{sign}Na."


@given(st.text(st.sampled_from("\\{}cvu'\"~ aio."), max_size=30))
def test_any_text_keeps_its_size(text):
    assert len(letters(text)) <= len(text)
