"""medRxiv: preprints of medicine, by day, week, month and category, or by their DOIs."""

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
    "medrxiv",
    "medRxiv",
    (
        *("Addiction Medicine", "Allergy and Immunology", "Anesthesia", "Cardiovascular Medicine"),
        *("Dentistry and Oral Medicine", "Dermatology", "Emergency Medicine", "Endocrinology"),
        *("Epidemiology", "Forensic Medicine", "Gastroenterology", "Genetic and Genomic Medicine"),
        *("Geriatric Medicine", "Health Economics", "Health Informatics", "Health Policy"),
        *("Health Systems and Quality Improvement", "Hematology", "HIV/AIDS"),
        *("Infectious Diseases", "Intensive Care and Critical Care Medicine", "Medical Education"),
        *("Medical Ethics", "Nephrology", "Neurology", "Nursing", "Nutrition"),
        *("Obstetrics and Gynecology", "Occupational and Environmental Health", "Oncology"),
        *("Ophthalmology", "Orthopedics", "Otolaryngology", "Pain Medicine"),
        *("Palliative Medicine", "Pathology", "Pediatrics", "Pharmacology and Therapeutics"),
        *("Primary Care Research", "Psychiatry and Clinical Psychology"),
        *("Public and Global Health", "Radiology and Imaging"),
        *("Rehabilitation Medicine and Physical Therapy", "Respiratory Medicine", "Rheumatology"),
        *("Sexual and Reproductive Health", "Sports Medicine", "Surgery", "Toxicology"),
        *("Transplantation", "Urology"),
    ),
)
SITE = preprints.site(
    SERVER,
    (
        Form("medrxiv", "the newest day, all categories"),
        Form("medrxiv:epidemiology", "one category; days, weeks and DOIs as for bioRxiv"),
    ),
)
PROFILE = Profile(
    name="medrxiv",
    reads="an answer of medRxiv's API as JSON",
    example=(
        '{"messages": [{"status": "ok"}], "collection": [{"title": "A title", "abstract": "An '
        'abstract.", "doi": "10.1101/2025.12.01.25300001", "server": "medRxiv"}]}'
    ),
    label="medrxiv",
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
    """`medrxiv`, `medrxiv:...`, the site's URLs and its DOIs. Raises UsageError."""
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
