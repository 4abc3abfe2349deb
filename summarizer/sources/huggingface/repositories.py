"""The models, datasets and spaces linked to a paper: in its own answer, or asked for once more.

The answer for a paper names the first of each kind and says how many there are.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizer.errors import ServiceError
from summarizer.network.manners import Manners
from summarizer.papers.arxivids import without_version
from summarizer.sources.huggingface.api import HUB, LINKED, linked
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from summarizer.network.http import Client

PACE = Manners(pause=0.6)
"""Papers are asked for one by one: the site allows 500 requests in five minutes."""
MOST = 100
"""How many of each kind are kept of a paper."""
_NO_SUCH_PAPER = 404


def added(paper: dict[str, Any], client: Client) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A paper of the API with all that is linked to it, and what to say of that.

    The site is asked again only where the paper names fewer than it counts, or tells nothing.
    """
    if not any(_is_short(paper, kind) for kind in LINKED):
        return _cut(paper, {})
    identity = without_version(str(paper.get("id")))
    url = f"{client.settings.hf_endpoint.rstrip('/')}/api/arxiv/{identity}/repos"
    try:
        answer = client.get(url, {}, {_NO_SUCH_PAPER}, manners=PACE)
        found = {} if answer.status == _NO_SUCH_PAPER else json.loads(answer.body)
    except ServiceError as error:
        return paper, (f"not all that is linked to {identity} is known: {error}",)
    except (ValueError, RecursionError):
        return paper, (f"not all that is linked to {identity} is known: {url} sent no JSON",)
    return _cut(paper, found if isinstance(found, dict) else {})


def _is_short(paper: dict[str, Any], kind: str) -> bool:
    total = paper.get(f"numTotal{kind.title()}")
    if type(total) is not int:
        return f"linked{kind.title()}" not in paper
    return total > len(linked(paper, kind))


def _cut(paper: dict[str, Any], found: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The paper with what was found, no more of a kind than is kept; notes of what is left out."""
    whole, notes = dict(paper), []
    for kind in LINKED:
        name, listed = f"linked{kind.title()}", found.get(kind)
        there = paper.get(name) if isinstance(paper.get(name), list) else []
        more = listed if isinstance(listed, list) else []
        both = [*(there or []), *more]
        named = (each.get("id") for each in both if isinstance(each, dict))
        known = dict.fromkeys(each for each in named if isinstance(each, str))
        whole[name] = [{"id": each} for each in list(known)[:MOST]]
        if len(known) > MOST:
            where = f"{HUB}{kind}?other=arxiv:{paper.get('id')}"
            notes.append(f"{counted(len(known), kind[:-1])} linked, {MOST} kept: {where}")
    return whole, tuple(notes)
