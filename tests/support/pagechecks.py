"""What holds for every page, of a digest and of a site."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser


def text_of(tree, selector):
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def check_policy(html, *, files=(), pictures=(), linked=False):
    """A page's policy names its inline parts by their hashes, and nothing more.

    With `linked` it has the style and the scripts of its site beside them.
    """
    tree = LexborHTMLParser(html)
    (meta,) = tree.css("meta[http-equiv]")
    rules = dict(
        part.strip().split(" ", 1) for part in meta.attributes["content"].split(";") if part
    )
    inline = {"style-src": "style", "script-src": "script:not([src])"}
    for rule, selector in inline.items():
        hashes = [
            f"'sha256-{b64encode(sha256(node.text(deep=True).encode()).digest()).decode()}'"
            for node in tree.css(selector)
        ]
        allowed = ("'self'",) if linked else files if rule == "script-src" else ()
        assert rules[rule].split() == [*allowed, *hashes]
        assert hashes or linked
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert set(rules) == {
        *("default-src", "style-src", "script-src", "img-src", "base-uri", "form-action")
    }
    assert rules["img-src"].split() == [*pictures, "data:"]
    head = [node.tag for node in tree.head.iter()]
    loading = [head.index(tag) for tag in ("style", "script", "link") if tag in head]
    assert head.index("meta") < min(loading)
    assert tree.css("[style], [onclick], iframe, object, base") == []


def check_structure(tree):
    """Landmarks, one first heading, none left out, a language, ids that are names of one thing."""
    assert tree.css_first("html").attributes["lang"] == "en"
    for landmark in ("main", "body > header", "body > footer"):
        assert len(tree.css(landmark)) == 1
    levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby"):
        for node in tree.css(f"[{name}]"):
            assert set(node.attributes[name].split()) <= set(ids)
    assert tree.css_first(".skip").attributes["href"] == "#main"
    assert tree.css_first("title").text().strip()
    for name in ('name="description"', 'property="og:title"', 'property="og:type"'):
        assert tree.css_first(f"head > meta[{name}]").attributes["content"].strip()
