"""What holds for every target: nobody is called, nothing breaks out, each paper is there once."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import digests
import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from summarizer.deliver import FAMILY, Room, Target, for_host, for_scheme, targets
from summarizer.deliver.delivery import only
from summarizer.deliver.wording import introduction, words
from summarizer.papers.points import Point, Points, TextPassage
from summarizer.papers.records import ForMe, Relevance, Skipped
from summarizer.renderers import View

CALLS = (
    "@everyone @here <!channel> <!everyone> <@U123ABC> <@123456789012345678> <@&12345678901234>",
    "<!subteam^S123|@team> <#C123> @channel @all @room @所有人 你好@所有人 x@everyone",
    "<at>Ann</at> <users/all> <at id=all></at> <at user_id='ou_1'>x</at> <@all> @user:example.org",
    "**bold** _it_ ~~gone~~ `code` ```block``` ||spoiler|| [a](https://evil.example) > quote",
    "<b>a</b><script>alert(1)</script><a href='https://evil.example'>x</a><https://evil.example|x>",
    "# head - item 1. item *a* __b__ ![x](https://evil.example/p.png) <https://evil.example>",
    r"$x_{1} < y^2$ & \textbf{bold} \alpha \( a \) {{ 7*7 }}",
    "\u202eright to left\u202c \u2066iso\u2069 zero\u200bwidth \x1b[31mred\x07 line\u2028break\x00",
    ("long title " * 200).strip(),
    "word" * 2000,
)
NAMES = sorted(FAMILY.names())
ROOMS = {"other text": Room(4000), "other markdown": Room(4000, len, "markdown")}
MARKDOWN = ("discord", "mattermost", "teams", "wecom", "dingtalk", "other markdown")
HTML = ("telegram", "matrix")
CHATS = [*(name for name in NAMES if name not in {"webhook", "other"}), *ROOMS]


def target(name):
    return FAMILY.get(name.partition(" ")[0])


def room(name):
    if name in ROOMS:
        return ROOMS[name]
    profile = target(name).PROFILE
    return Room(profile.longest, profile.size, profile.markup)


def calling():
    """Papers whose every text calls people or breaks out, for a reader."""
    entries = [
        replace(
            digests.entry(number, text, ("rag", text[:40])),
            title=text,
            tldr=text,
            tldr_origin="model",
            authors=(text, "B. Author"),
            organization=text,
            url=f"https://example.org/{number}",
            relevance=Relevance(0.9, (f"like {text}",), "mine"),
            follows=(text,),
        )
        for number, text in enumerate(CALLS)
    ]
    order = ForMe("mine", 4, hidden=1, below=2)
    return digests.digest(*entries, source=CALLS, for_me=order, date=CALLS[0])


HOSTILE = {
    "calling": calling(),
    "hostile": hostile.digest(),
    "hostile for a reader": hostile.personal(),
}


@pytest.fixture(params=HOSTILE)
def made(request):
    return HOSTILE[request.param]


def parts(name, digest, **view):
    return target(name).messages(digest, View(**view), room(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_target_says_what_it_is(name):
    found = FAMILY.get(name)
    profile = found.PROFILE
    assert profile.name
    assert profile.longest > 100
    assert profile.example
    assert all(for_scheme(scheme) is found for scheme in profile.schemes)
    assert all(for_host(host.lstrip(".") if host[0] != "." else f"x{host}") is found
               for host in profile.hosts)  # fmt: skip
    assert profile.pause >= 0


def test_no_two_targets_share_a_scheme_and_the_rest_come_last():
    every = [scheme for each in targets() for scheme in each.PROFILE.schemes]
    assert len(every) == len(set(every))
    *_, last = targets()
    assert last is FAMILY.get("other")
    assert for_scheme("gotify") is last


@pytest.mark.parametrize("by", [None, "topic", "date"])
@pytest.mark.parametrize("name", [*CHATS, "webhook"])
def test_no_message_is_too_long_and_each_paper_is_in_exactly_one(name, made, by):
    found = parts(name, made, by=by)
    ids = [each for part in found for each in part.papers]
    assert sorted(ids) == sorted(each.id for each in made.papers)
    assert all(room(name).size(part.text) <= room(name).longest for part in found)
    for part in found:
        part.text.encode()
        assert len(part.title) < 200


@pytest.mark.parametrize("name", CHATS)
def test_nobody_is_called(name, made):
    for part in parts(name, made, site_lines=True):
        for text in (part.text, part.title, html.unescape(part.text)):
            assert not re.search(r"@(everyone|here|channel|all|room|所有人)", text, re.IGNORECASE)
            assert not re.search(r"(?<!\w)@\w", text)
        if name.startswith("other"):
            assert not re.search(r"<(users|at|@|!)", f"{part.title} {part.text}")
        if name != "ntfy":  # which reads nothing at all
            assert not re.search(r"(?<!\\)<(at\b|[@#!])", part.text)
        assert hostile.steering(part.text) == set()
        assert hostile.steering(part.title) == set()


def links(name, text):
    """The addresses that a message's markup leads to; what else it has is a failure."""
    if name in HTML:
        tree = LexborHTMLParser(text).body
        known = {"b", "i", "a", "strong", "em", "br", "body"}
        assert {each.tag for each in tree.css("*")} <= known
        assert hostile.active(text) == []
        return [each.attributes["href"] for each in tree.css("a")]
    if name == "slack":
        inside = re.findall(r"<([^>]*)>", text)
        assert text.count("<") == text.count(">") == len(inside)
        assert all(re.fullmatch(r"https?://[^|]+\|[^|<>]*", each) for each in inside)
        return [each.partition("|")[0].replace("&amp;", "&") for each in inside]
    tokens = MarkdownIt("commonmark").enable("strikethrough").parse(text)
    inner = [child for each in tokens for child in each.children or ()]
    kinds = {each.type for each in (*tokens, *inner)}
    assert kinds <= {
        "paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hardbreak",
        "strong_open", "strong_close", "link_open", "link_close", "text_special",
        *(("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close")
          if name == "discord" else ()),
    }  # fmt: skip
    return [each.attrs["href"] for each in inner if each.type == "link_open"]


@pytest.mark.parametrize("name", ["slack", *HTML, *MARKDOWN, "feishu"])
def test_nothing_of_a_paper_is_markup_and_only_its_own_address_is_linked(name, made):
    text = "\n\n".join(part.text for part in parts(name, made))
    if name == "discord":
        text = re.sub(r"(?m)^-# ", "", text)
    own = {words(each, View()).url for each in made.papers} - {""}
    safe = {re.sub(r"[()|*]", lambda sign: f"%{ord(sign[0]):X}", each) for each in own}
    found = links(name, text)
    assert set(found) <= own | safe
    assert len(found) >= sum(bool(words(each, View()).url) for each in made.papers) - 1


@pytest.mark.parametrize("name", CHATS)
def test_a_message_says_what_is_worth_reading(name):
    papers = [
        replace(
            digests.entry(number, "An abstract.", ("rag", "agents")),
            tldr=f"It does thing {number}.",
            url=f"https://arxiv.org/abs/2512.{number:05}",
            upvotes=7,
            authors=("A. Author", "B. Author"),
            relevance=Relevance(0.81, ("topic rag",), "mine") if number == 1 else None,
        )
        for number in (1, 2)
    ]
    made = digests.digest(
        *papers, for_me=ForMe("mine", 1, hidden=1), skipped=(Skipped("x", "A title", "no answer"),)
    )
    (part,) = parts(name, made)
    text = f"{part.title}\n{part.text}"
    plain = re.sub(r"\\(.)", r"\1", html.unescape(text))
    assert "2 papers of 2025-12-09, 1 for you" in plain
    assert "Not shown: 1 hidden paper" in plain
    assert "1 more paper could not be summarized" in plain
    for wanted in ("Paper 1", "It does thing 2.", "https://arxiv.org/abs/2512.00001", "A. Author",
                   "rag, agents", "7 upvotes", "For you (0.81): topic rag", "x.json"):  # fmt: skip
        assert wanted in plain
    assert plain.index("Paper 1") < plain.index("Other papers") < plain.index("Paper 2")
    assert "part 1" not in plain


@pytest.mark.parametrize("name", CHATS)
@settings(max_examples=12)
@given(longest=st.integers(220, 1500), many=st.integers(1, 9), of=st.integers(0, 900))
def test_it_holds_for_any_length(name, longest, many, of):
    made = digests.digest(
        *(
            replace(
                digests.entry(number, "x", ("rag",)),
                tldr="an <odd> *word* " * (of // 16),
                url=f"https://example.org/{number}",
            )
            for number in range(many)
        )
    )
    small = room(name)._replace(longest=longest)
    found = target(name).messages(made, View(), small)
    assert all(small.size(part.text) <= longest for part in found)
    assert [each for part in found for each in part.papers] == [each.id for each in made.papers]
    assert all(f"https://example.org/{each[-1]}" in part.text for part in found
               for each in part.papers)  # fmt: skip
    numbers = [f"part {number} of {len(found)}" for number in range(1, len(found) + 1)]
    for number, part in zip(numbers, found, strict=True):
        plain = re.sub(r"\\|&#\d+;", "", f"{part.title}{part.text}")
        assert len(found) == 1 or number in plain


def test_a_paper_that_is_too_long_is_cut_at_a_word_and_keeps_its_link():
    entry = replace(
        digests.entry(1, "x", ("rag",)), tldr="several words " * 60, url="https://example.org/1"
    )
    (part,) = FAMILY.get("slack").messages(digests.digest(entry), View(), Room(260))
    assert "<https://example.org/1|Paper 1>" in part.text
    assert re.search(r"(several|words)\.\.\.", part.text)


def test_a_heading_is_said_again_where_its_papers_go_on():
    entries = [replace(digests.entry(number, "x", ("rag",)), tldr="word " * 40)
               for number in range(9)]  # fmt: skip
    found = FAMILY.get("discord").messages(digests.digest(*entries), View(by="topic"), Room(900))
    assert len(found) > 1
    assert all("**rag \\(9\\)**" in part.text or "**rag (9)**" in part.text for part in found)


def test_the_webhook_gets_the_document_that_programs_read():
    made = digests.digest(digests.entry(1), digests.entry(2), source=("/home/ann/x.json", "hf"))
    (part,) = parts("webhook", made)
    document = json.loads(part.text)
    assert document["schema"] == "summarizer/digest/1"
    assert document["source"] == ["x.json", "hf"]
    assert [each["id"] for each in document["papers"]] == list(part.papers)
    small = Room(len(part.text) - 1, len)
    pieces = FAMILY.get("webhook").messages(made, View(), small)
    assert [len(json.loads(each.text)["papers"]) for each in pieces] == [1, 1]


def test_a_target_lacks_what_it_lacks():
    assert FAMILY.lacks(object()) == "`PROFILE`, a `Profile`"
    assert isinstance(FAMILY.get("slack").PROFILE.name, str)
    assert Target.__doc__


def test_sources_are_called_as_people_call_them():
    made = digests.digest(
        digests.entry(1), source=("hf:2025-12-09", "arxiv:cs.CL", "C:\\a\\b.json", "x/y.bib")
    )
    assert introduction(made) == ["From Hugging Face, arXiv cs.CL, b.json and 1 more"]
    assert introduction(replace(made, source=("x/y.bib",))) == ["From y.bib"]
    feed = "https://example.org/feed.xml"
    assert introduction(replace(made, source=(f"rss:{feed}",))) == [f"From {feed}"]


def pointed(*ids):
    """Papers, of which these have results, limits and an approach, from their full texts."""
    point = Point("It gains 4.2 points.", (TextPassage("It gains 4.2 points.", 0, 20, "Results"),))
    points = Points(approach=point, results=point, limits=replace(point, line="No @everyone."))
    entries = [digests.entry(number, "A title", ("rag",)) for number in range(3)]
    return digests.digest(*entries, points={entries[at].id: points for at in ids})


@pytest.mark.parametrize("name", CHATS)
def test_results_and_limits_stand_under_the_tldr_where_they_were_asked_for(name):
    text = "\n".join(each.text for each in parts(name, pointed(1)))
    assert text.count("Results: It gains") == text.count("Limits: No ") == 1
    assert "@everyone" not in text
    assert "Approach" not in text


def test_a_models_lines_are_never_without_its_name():
    made = pointed(0)
    [(paper, points)] = made.points.items()
    points = replace(points, limits=replace(points.limits, by="openai/x@y"))
    made = replace(made, points={paper: points})
    whole = FAMILY.get("slack").messages(made, View(), Room(4000))[0].text
    assert "Key points by openai/x" in whole
    assert "The paper's own sentence: Results." in whole
    for longest in range(150, 400, 10):
        texts = [each.text for each in FAMILY.get("slack").messages(made, View(), Room(longest))]
        said = "".join(texts)
        assert ("Limits: No" in said) == ("Key points by openai/x" in said)


def test_points_are_left_out_before_the_tldr_is_cut():
    made = pointed(0)
    tldr = "A line that says what was done. " * 4
    made = replace(made, papers=(replace(made.papers[0], tldr=tldr.strip()),))
    whole = FAMILY.get("slack").messages(made, View(), Room(4000))[0].text
    for longest in range(200, 400, 20):
        texts = [each.text for each in FAMILY.get("slack").messages(made, View(), Room(longest))]
        assert "Results" not in "".join(texts) or tldr.strip() in "".join(texts)
    assert "Results" in whole


def test_a_part_of_a_digest_has_the_points_of_its_own_papers():
    made = pointed(0, 2)
    assert list(only(made, {made.papers[2].id}).points) == [made.papers[2].id]
    small = Room(len(parts("webhook", made)[0].text) - 1, lambda text: len(text.encode()))
    pieces = [json.loads(each.text) for each in FAMILY.get("webhook").messages(made, View(), small)]
    for each in pieces:
        assert {paper["id"] for paper in each["papers"]} >= each["points"].keys()
    assert sum(len(each["points"]) for each in pieces) == 2
