"""A paper whose parts a test fills in."""

from __future__ import annotations

import pytest

from summarizer.fulltext import Content, markdown

FILLER = "Trees grow a ring in each year of their life, wide in wet years and narrow in dry ones. "


@pytest.fixture
def page():
    """A maker of full texts: a title, an abstract and sections, each by its words."""

    def made(abstract="", body="", closing="", *, title="treelines: a title", heading="Conclusion"):
        text = (
            f"# {title}\n\n## Abstract\n\n{abstract}\n\n## 1 Trees\n\n{FILLER * 4}\n\n"
            f"## 2 Methods\n\n{body}\n\n## 5 {heading}\n\n{closing}\n"
        )
        return markdown.parse(Content("paper.md", text.encode()))

    return made
