"""bioRxiv: preprints of biology, by day, week, month and category, or by their DOIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.sources import Form, Profile, preprints
from summarizer.sources.preprints import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Ask, Fetched, Parsed
    from summarizer.sources.content import Content
    from summarizer.sources.recognition import Fit

SERVER = Server(
    "biorxiv",
    "bioRxiv",
    (
        *("Animal Behavior and Cognition", "Biochemistry", "Bioengineering", "Bioinformatics"),
        *("Biophysics", "Cancer Biology", "Cell Biology", "Clinical Trials"),
        *("Developmental Biology", "Ecology", "Epidemiology", "Evolutionary Biology", "Genetics"),
        *("Genomics", "Immunology", "Microbiology", "Molecular Biology", "Neuroscience"),
        *("Paleontology", "Pathology", "Pharmacology and Toxicology", "Physiology"),
        *("Plant Biology", "Scientific Communication and Education", "Synthetic Biology"),
        *("Systems Biology", "Zoology"),
    ),
)
SITE = preprints.site(
    SERVER,
    (
        Form("biorxiv", "the newest day, all categories"),
        Form("biorxiv:neuroscience", "one category, newest day or `--date`; `+` joins several"),
        Form("biorxiv:YYYY-MM-DD", "one day"),
        Form("biorxiv:YYYY-Www", "a week; `YYYY-MM` is a month, `DAY..DAY` any other time"),
        Form("biorxiv:neuroscience:YYYY-MM-DD", "a category of one day, week, month or time"),
        Form("biorxiv:DOI", "one paper, or one version; separate several with commas"),
    ),
)
PROFILE = Profile(
    name="biorxiv",
    reads="an answer of bioRxiv's API as JSON",
    example=(
        '{"messages": [{"status": "ok"}], "collection": [{"title": "A title", "abstract": "An '
        'abstract.", "doi": "10.1101/2025.12.01.600001", "server": "bioRxiv"}]}'
    ),
    label="biorxiv",
    endings=(".json",),
)


def recognises(content: Content) -> Fit:
    """An answer of the API, by its message and the server of its records."""
    from summarizer.sources import preprintrecords

    return preprintrecords.fit(SERVER, content)


def parse(content: Content) -> Parsed:
    """The papers of an answer. Raises InputError where it is none."""
    from summarizer.sources import preprintrecords

    return preprintrecords.parsed(SERVER, content)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`biorxiv`, `biorxiv:...`, the site's URLs and its DOIs. Raises UsageError."""
    del settings
    return preprints.asked(SERVER, SITE, spec)


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """What the API lists. Raises ServiceError; InputError where it has none of the papers."""
    from summarizer.sources import preprintrequests

    del most
    return preprintrequests.fetched(SERVER, ask, client)


def why_empty(day: date, now: datetime) -> str:
    """Not begun in New York, nothing posted yet, or none at all."""
    return preprints.why_empty(day, now)


def suggest(days: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All categories, and the days that are stored."""
    return preprints.suggestions(SERVER, days)
