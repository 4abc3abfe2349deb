"""LaTeX's signs become what they are printed as; what only looks like one stays."""

# ruff: noqa: RUF001 -- typographic signs are meant here

import pytest

from summarizer.text.prose import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("neural field diffusion~(PixNerd)", "neural field diffusion (PixNerd)"),
        ("as in Fig.~3", "as in Fig. 3"),
        ("on ImageNet~256", "on ImageNet 256"),
        ("about ~3x faster", "about ~3x faster"),
        ("models of 1M~60M parameters", "models of 1M~60M parameters"),
        ("a generate--diagnose--refine loop", "a generate–diagnose–refine loop"),
        ("5--10 s", "5–10 s"),
        ("two parts -- one fast, one slow", "two parts – one fast, one slow"),
        ("three --- or four", "three — or four"),
        ("the option --help", "the option --help"),
        ("images of 256times256 pixels", "images of 256×256 pixels"),
        ("2.4times faster", "2.4× faster"),
        ("256 times as many", "256 times as many"),
    ],
)
def test_signs_of_latex(text: str, shown: str) -> None:
    assert plain(text) == shown
