"""What is asked of the ACL Anthology: the pages of volumes and events, and BibTeX of papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import BadAnswer, InputError, NothingListed, ServiceError
from summarizer.network.manners import Manners
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import Fetched
from summarizer.sources.anthology.bibliography import Facts, facts_in
from summarizer.sources.anthology.ids import SITE, links, named_in, venue_of
from summarizer.sources.content import Content
from summarizer.text.counting import counted
from summarizer.text.spelling import question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from summarizer.network.http import Client
    from summarizer.sources import Ask, Parsed

    Parser = Callable[[Content], Parsed]

MANNERS = Manners(pause=1.0)
"""The site names no limit: one request a second is what a person with a browser may need."""
_NOT_FOUND = 404


def fetched(ask: Ask, client: Client, parse: Parser) -> Fetched:
    """What the site answers, as `source.fetch` has it."""
    if "papers" in ask.terms:
        found = _papers(ask, client)
    else:
        kind, name = next(iter(ask.terms.items()))
        found = _page(ask, f"{kind}s", name, client)
    _check(ask, found, parse)
    return found


def _page(ask: Ask, folder: str, name: str, client: Client) -> Fetched:
    """A volume's or an event's page; of a volume, its BibTeX too, for DOIs and pages."""
    content = _got(f"{folder}/{name}/", client, ask.spec)
    if content is None:
        raise _unknown(folder, name, client)
    if content.form != "markup":
        message = f"{client.settings.acl_endpoint}/{folder}/{name}/ sent no page: try again later"
        raise BadAnswer(message)
    facts: dict[str, Facts] = {}
    notes: tuple[str, ...] = ()
    if folder == "volumes":
        try:
            facts = _facts(name, client)
        except ServiceError as error:
            notes = (f"without DOIs and pages: {error}",)
    return Fetched((content,), (), notes, lambda paper: _with(paper, facts, ask.spec))


def _facts(volume: str, client: Client) -> dict[str, Facts]:
    found = _got(f"volumes/{volume}.bib", client, volume)
    return facts_in(found.text) if found else {}


def _with(paper: Paper, facts: Mapping[str, Facts], spec: str) -> Paper:
    """A paper with what the BibTeX of its volume says beside it."""
    found = facts.get(named_in(paper.url or "") or "")
    if found is None:
        return replace(paper, source=spec)
    doi, journal = paper.doi or found.doi, found.journal or paper.journal_ref
    return replace(paper, source=spec, doi=doi, journal_ref=journal)


def _papers(ask: Ask, client: Client) -> Fetched:
    """Single papers by their BibTeX, which has the abstract."""
    contents: list[Content] = []
    missing: list[Dropped] = []
    failure: ServiceError | None = None
    for identity in ask.terms["papers"].split(","):
        if failure is None:
            try:
                content = _got(f"{identity}.bib", client, ask.spec)
            except ServiceError as error:
                failure = error
            else:
                if content is None:
                    missing.append(Dropped(identity, "the ACL Anthology has no such paper"))
                else:
                    contents.append(content)
        if failure:
            missing.append(Dropped(identity, str(failure)))
    if failure and not contents:
        raise failure
    if not contents:
        message = f"the ACL Anthology has no paper `{ask.terms['papers']}`: check the id"
        raise InputError(message)
    return Fetched(
        tuple(contents), tuple(missing), (), lambda paper: replace(paper, source=ask.spec)
    )


def _check(ask: Ask, found: Fetched, parse: Parser) -> None:
    """Raises NothingListed where there are papers and no abstract, BadAnswer where no papers."""
    count = 0
    for content in found.contents:
        for item in parse(content).items:
            if isinstance(item, Paper):
                return
            count += 1
    if not count:
        message = f"{ask.spec}: the ACL Anthology sent nothing with papers in it: try again later"
        raise BadAnswer(message)
    without = f"{counted(count, 'paper')}, none with an abstract on the site"
    message = f"`{ask.spec}` lists nothing to read: {without}"
    raise NothingListed(message)


def _unknown(folder: str, name: str, client: Client) -> InputError:
    """The error for a volume or an event that there is not, with what may have been meant."""
    kind, back = folder.removesuffix("s"), ""
    try:
        back = _meant(folder, name, client)
    except ServiceError:
        back = ""  # the list is only a help
    message = (
        f"the ACL Anthology has no {kind} `{name}`{back or ':'} all are listed by venue at "
        f"{SITE}/venues/"
    )
    return InputError(message)


def _meant(folder: str, name: str, client: Client) -> str:
    venue = venue_of(name)
    if venue is None:
        return ""
    page = _got(f"venues/{venue}/", client, venue)
    if page:
        return question(name, links(page.text, folder)).replace("mean `", "mean `acl:")
    page = _got("venues/", client, venue)
    venues = links(page.text, "venues") if page else []
    return question(venue, venues).replace("mean `", "mean the venue `")


def _got(path: str, client: Client, name: str) -> Content | None:
    """What stands at an address of the site, called `name`; None where nothing does.

    Raises ServiceError, also for what is no text.
    """
    url = f"{client.settings.acl_endpoint.rstrip('/')}/{path}"
    answer = client.get(url, {}, {_NOT_FOUND}, manners=MANNERS)
    if answer.status == _NOT_FOUND:
        return None
    content = Content(name, answer.body)
    try:
        content.form  # noqa: B018 - reads it as text
    except InputError as error:
        message = f"{url} sent an answer that is no text: try again later"
        raise BadAnswer(message) from error
    return content
