from __future__ import annotations

import pytest

from summarizer.engines.llm.latex import restored


@pytest.mark.parametrize(
    "command",
    ["beta", "boldsymbol{x}", "frac{a}{b}", "forall", "rho", "rightarrow", "nabla", "nu", "neq",
     "theta", "tau", "times", "textit{x}", "to", "tilde{x}"],
)  # fmt: skip
def test_a_command_that_an_escape_has_eaten_is_restored(command):
    eaten = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}[command[0]] + command[1:]
    assert restored(f"the ${eaten}$ one") == f"the $\\{command}$ one"


@pytest.mark.parametrize(
    "text", ["a\nnew line", "a\n\nnot so", "a\tb", "a\r\nb", "1.\nNumbers", "é"]
)
def test_line_breaks_and_tabs_stay(text):
    assert restored(text) == text
