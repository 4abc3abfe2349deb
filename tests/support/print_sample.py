"""A paper of no content, to be set in print: its words tell of nothing but themselves."""

# ruff: noqa: ISC004 -- long paragraphs

from __future__ import annotations

from typeset import Paper, Part

_FILL = (
    "Every paragraph of this sample says something about paragraphs, so that a reader who finds "
    "one of them cut in two, or put behind another, sees it at once. Long words are broken at the "
    "ends of lines, as compositors do with consideration, and must be found again without their "
    "hyphens."
)
_MORE = (
    "The measurements are taken on one machine, and reported with their uncertainty; numbers such "
    "as 12.5 and 1,204 stand as they were written. Nothing in this paragraph is remarkable, which "
    "is why it is suitable for a comparison of representations that differ only in typography."
)

SAMPLE = Paper(
    title="What is read, and what was printed",
    front=["A. Author, B. Author", "A University, A City", "a@example.org"],
    abstract=f"This sample is set in columns. {_FILL}",
    parts=[
        Part(
            "1 Introduction",
            [
                "A reader wants the words in their order, wherever the printer put them, and finds "
                "it.^^The page is at https://example.org, for those who ask.",
                f"It is a question of state-of-the-art typesetting. {_FILL} {_MORE}",
                f"Second to this, hyphens matter. {_MORE}",
            ],
        ),
        Part(
            "2 Method",
            [
                f"We compare each word with its original. {_MORE} The distance is",
                ("formula", "d(x, y) = max(0, s(x) − s(y)) + m", "(1)"),  # noqa: RUF001 - a minus
                f"where m is a margin. {_FILL}",
                f"A third remark on the procedure follows. {_FILL} {_MORE} {_FILL}",
            ],
        ),
        Part(
            "2.1 Data",
            [
                (
                    "table",
                    "Table 1: Numbers of papers by year.",
                    [
                        ["Year", "Papers", "Share"],
                        ["2023", "1,204", "12.1"],
                        ["2024", "2,310", "23.0"],
                        ["2025", "4,002", "39.9"],
                    ],
                ),
                f"The papers come from three years. {_FILL}",
                f"They were chosen without regard to content. {_MORE} {_FILL} {_MORE}",
            ],
        ),
        Part(
            "3 Results",
            [
                f"Most words are found. {_MORE}",
                ("figure", "Figure 1: How it goes on.", ["a", "10", "20", "loss", "b"]),
                f"Some are not, for reasons given above. {_FILL} {_MORE} {_FILL}",
                f"In sum, order is kept. {_FILL}",
            ],
        ),
        Part("Limitations", [f"The sample is small and of our own making. {_MORE}"]),
    ],
    references=[
        "A. Author. 2020. A title that is long enough to need a second line in a column of print. "
        "In Proceedings of a Conference, pages 1 to 12.",
        "B. Author and C. Author. 2021. Another title about typography. Journal of Things, 3(2).",
        "D. Author, E. Author, and F. Author. 2022. A third one, which is also longer than a line "
        "of a column. In Proceedings.",
    ],
)
