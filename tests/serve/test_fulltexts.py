"""Key points on a paper's page: from a copy at once, fetched by a button, never without asking."""

from __future__ import annotations

import pytest
from keptanswers import MODEL, answered, read
from pagechecks import check_structure
from papers import paper
from selectolax.lexbor import LexborHTMLParser
from site_server import SiteServer
from stored_days import store

from summarizer import cli
from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run
from summarizer.renderers.html.filenames import safe_name

LIMIT = "One limitation of our method is that it reads English papers only."
BAD = "<script>alert(1)</script><img src=x onerror=alert(1)> &amp;"
PAPER = f"""# A Reader of Papers

## Abstract

We propose a reader of papers that finds where a sentence stands in them.

## 1 Method

{"We read each paper twice and look again. " * 10}

## 2 Limitations

There is more to say. {LIMIT} It is slow, too.
"""
ID = paper(0).id
PAGE = f"/papers/{ID}.html"
ELSEWHERE = f"/papers/{safe_name('x/1:2')}.html"


def keep(text=PAPER):
    url = f"https://huggingface.co/papers/{ID}.md"
    Run().texts.put(ID, Copy("hf", url, None, "2025-12-09", text.encode()))


class Site(SiteServer):
    def reply(self, path, _):
        return (200, PAPER.encode()) if path.endswith(".md") else (404, b"Not found")


@pytest.fixture
def site(home, monkeypatch):
    store(Run(), [0])
    with Site() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "0.001")
        yield server


def section(client):
    tree = LexborHTMLParser(client.get(PAGE).text)
    check_structure(tree)
    return tree.css_first("section.points")


def test_points_of_a_copy_open_in_place(client, site):
    keep()
    found = section(client)
    points = {each.css_first("dt").text(): each.css_first("dd") for each in found.css("dl > div")}
    assert list(points) == ["Problem", "Approach", "Results", "Limits", "Code and data"]
    limits = points["Limits"]
    assert limits.css_first("details > summary").text() == LIMIT
    assert limits.css_first("blockquote mark").text() == LIMIT
    assert "There is more to say. " in limits.css_first("blockquote p").text()
    assert limits.css_first("blockquote p.facts").text() == "Limitations"
    assert points["Code and data"].text().strip() == "no code or data is named"
    assert f"arXiv {ID}, Markdown" in found.text()
    assert site.requests == []


def test_of_a_long_paragraph_what_is_near_is_shown(client, site):
    keep(PAPER.replace("There is more to say.", "Words before it. " * 200))
    limits = next(each for each in section(client).css("blockquote p") if LIMIT in each.text())
    assert limits.text().startswith("… ")
    assert len(limits.text()) < 900


def test_the_button_fetches_and_leads_back(client, site):
    found = section(client)
    assert found.css_first("form[method=post] button").text() == "Get the full text"
    assert site.requests == []
    answer = client.post(PAGE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}#points")
    assert section(client).css_first("form") is None
    assert LIMIT in section(client).text()
    assert len(site.requests) == 1


def test_another_site_may_not_have_it_fetched(client, site):
    assert client.post(PAGE, headers={"origin": "https://evil.example"}).status_code == 403
    assert site.requests == []


def test_what_cannot_be_had_is_said_and_nothing_is_kept(client, site):
    site.script = [404, 404, 404]
    answer = client.post(PAGE)
    assert answer.status_code == 502
    said = LexborHTMLParser(answer.text).css_first("main").text()
    assert f"The full text of {ID} cannot be had" in " ".join(said.split())
    assert client.post("/papers/9999.00001.html").status_code == 404
    assert section(client).css_first("form")


def test_a_copy_that_is_no_paper_is_said_in_place(client, site):
    keep("no paper at all")
    assert "cannot be read" in section(client).text()


def test_a_text_that_means_harm_is_only_text(client, site):
    keep(
        PAPER.replace("There is more to say.", BAD).replace("2 Limitations", f"2 {BAD} Limitations")
    )
    page = client.get(PAGE)
    found = LexborHTMLParser(page.text).css_first("section.points")
    assert found.css("script, img") == []
    assert "alert(1)" in found.text()


def test_a_page_follows_its_copy(client, site):
    first = client.get(PAGE)
    keep()
    again = client.get(PAGE, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, LIMIT in again.text) == (200, True)


def test_a_models_lines_are_shown_without_asking_it(client, site):
    keep()
    before = client.get(PAGE)
    said = {
        "limits": ("Only papers in English are read.", LIMIT),
        "results": ("It reads 97 languages.", LIMIT),
    }
    answered(Run().points, read(PAPER, ID), said)
    page = client.get(PAGE, headers={"if-none-match": before.headers["etag"]})
    assert page.status_code == 200
    found = section(client)
    points = {each.css_first("dt").text(): each.css_first("dd") for each in found.css("dl > div")}
    assert points["Limits"].css_first("summary").text() == "Only papers in English are read."
    assert points["Limits"].css_first("blockquote mark").text() == LIMIT
    assert points["Approach"].css_first("summary").text().startswith("We propose a reader")
    assert "no line that holds" in points["Results"].text()
    assert "no problem is stated" in points["Problem"].text()
    caption = found.css_first("section > p.facts").text()
    assert f"By {MODEL}." in caption
    assert "The paper's own sentence: Approach." in caption
    assert site.requests == []


def test_affiliations_that_are_unclear_are_shown_as_they_stand(client, site):
    front = "Ann Author, Ben Writer\n\nExample Lab Another Example University\n\n"
    keep(PAPER.replace("## Abstract", f"{front}## Abstract", 1))
    tree = LexborHTMLParser(client.get(PAGE).text)
    found = tree.css_first("section[aria-labelledby=stated]")
    assert found.css_first("h2").text() == "Affiliations"
    assert found.css_first("summary").text() == "Example Lab Another Example University"
    assert "not clear" in found.css_first("blockquote").text()
    named = f"{front}University of Example, Exampletown\n\n## Abstract"
    keep(PAPER.replace("## Abstract", named, 1))
    tree = LexborHTMLParser(client.get(PAGE).text)
    found = tree.css_first("section[aria-labelledby=stated]")
    assert found.css_first("summary").text() == "University of Example · 1 unclear"
    assert len(found.css("blockquote")) == 2


def test_a_paper_that_is_elsewhere_has_no_such_section(client, home):
    store(Run(), [1], id="x/1:2", url=None)
    page = client.get(ELSEWHERE)
    assert (page.status_code, "Key points" in page.text) == (200, False)


def test_a_paper_that_is_elsewhere_is_asked_for_there(client, home):
    store(Run(), [1], id="x/1:2", url="https://aclanthology.org/2020.test-main.1/")
    found = LexborHTMLParser(client.get(ELSEWHERE).text).css_first("section.points")
    assert found.css_first("form[method=post] button").text() == "Get the full text"
    assert "From aclanthology.org. The copy is for you alone." in found.text()


def test_a_paper_that_is_elsewhere_has_the_points_of_a_file_that_was_kept(client, home, tmp_path):
    store(Run(), [1], id="x/1:2", url=None)
    (tmp_path / "x.md").write_text(PAPER)
    assert (
        cli.main(["fulltext", str(tmp_path / "x.md"), "--keep-as", "x/1:2", "--force", "--points"])
        == 0
    )
    page = client.get(ELSEWHERE).text
    assert LIMIT in page
    assert str(tmp_path) not in page


def test_what_nobody_can_be_asked_for_is_not_fetched(client, home):
    store(Run(), [1], id="x/1:2", url=None)
    assert client.post(ELSEWHERE).status_code == 404


def test_a_site_without_points_shows_nothing_of_a_text(site, tmp_path):
    keep()
    assert cli.main(["site", "build", "-o", str(tmp_path / "site"), "--no-points"]) == 0
    pages = [each.read_bytes() for each in (tmp_path / "site").rglob("*") if each.is_file()]
    assert len(pages) > 5
    assert not any(LIMIT.encode() in each or b"Key points" in each for each in pages)
