"""What stands across both columns of a page, and what only seems to stand in one."""

from __future__ import annotations

from pieces import BOLD, MANY, NARROW, SENTENCE, parsed, piece, prose

LEFT = "Left words come first. " + SENTENCE * 3
RIGHT = "Right words come after them. " + SENTENCE * 3


def two_columns(y):
    return [*prose(60, y, LEFT, NARROW), *prose(310, y, RIGHT, NARROW)]


def test_a_caption_across_keeps_its_short_last_line(monkeypatch):
    caption = [
        piece(60, 780, "Figure 1: " + SENTENCE.strip(), 9.0),
        piece(60, 769, "and its end is short.", 9.0),
    ]
    title = [piece(60, 800, "A title of it", 16.0)]
    found = parsed(monkeypatch, [*title, *two_columns(600)], [*caption, *two_columns(730)])
    assert found.of(found.captions[0]).endswith("and its end is short.")
    assert "and its end is short." not in "".join(
        found.of(each) for section in found.sections for each in section.paragraphs
    )


def test_a_last_line_in_the_left_column_stays_there(monkeypatch):
    """Something stands beside it, or it is set in another size."""
    title = [piece(60, 800, "A title of it", 16.0)]
    across = [piece(60, 742, SENTENCE * 1, 10.0)]
    found = parsed(monkeypatch, [*title, *two_columns(600)], [*across, *two_columns(730)])
    assert found.text.index("Left words") < found.text.index("Right words")


def test_authors_beside_each_other_are_front_and_no_headings(monkeypatch):
    front = [piece(120, 790, "A title that stands across the page and is long", 16.0, BOLD)]
    for at, name in enumerate(("A. Author", "B. Author", "C. Author")):
        x = 70 + 170 * at
        front += [piece(x, 750, name, 11.0, BOLD), piece(x, 736, f"University {name[0]}", 11.0)]
    rest = [
        piece(150, 690, "Abstract", 12.0, BOLD),
        *prose(60, 670, LEFT, NARROW),
        piece(60, 480, "1 Introduction", 12.0, BOLD),
        *prose(60, 460, "It begins. " + SENTENCE * 4, NARROW),
        *prose(310, 692, "And so it goes on. " + SENTENCE * 4, NARROW),
    ]
    found = parsed(monkeypatch, [*front, *rest], two_columns(780))
    assert [found.of(each) for each in found.front] == [
        *("A. Author", "B. Author", "C. Author"),
        *("University A", "University B", "University C"),
    ]
    assert [each.heading for each in found.sections] == ["Abstract", "Introduction"]
    assert "And so it goes on." in found.of(found.sections[1])


def test_numbers_of_lines_are_left_out_and_their_lines_are_prose(monkeypatch):
    pages = []
    for number in range(2):
        lines = prose(90, 760, "".join(MANY[12 * number : 12 * (number + 1)]), 80, leading=26.0)
        counts = [
            piece(46 if at < 9 and not number else 40, each.y, str(at + 1 + number * len(lines)))
            for at, each in enumerate(lines)
        ]
        pages.append([*counts, *lines])
    pages[0].insert(0, piece(90, 800, "A title of it", 16.0))
    found = parsed(monkeypatch, *pages)
    assert "".join(MANY[:24]).strip() in found.text.replace("\n", " ")
