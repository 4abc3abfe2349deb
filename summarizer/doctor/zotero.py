"""Zotero, where the reader uses it: whether key and library work; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from summarizer.doctor.checkup import Finding
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.doctor.checkup import Patient
    from summarizer.settings import Settings

_CHECK = "zotero"
_PATIENCE = 10.0


def library(patient: Patient) -> Iterator[Finding]:
    """Whether the library can be read, and written to; nothing where Zotero is not used."""
    from summarizer.sources.zotero.access import KEY

    has_key = bool(patient.environment.get(KEY, "").strip())
    if not has_key and not patient.settings.zotero_library:
        return
    if patient.offline:
        yield Finding(_CHECK, "ok", "Zotero not tested (--offline)")
        return
    try:
        yield from _reached(replace(patient.settings, timeout=_PATIENCE))
    except (SummarizerError, ValueError) as error:
        advice = f"check `{KEY}` and the setting `zotero_library`"
        yield Finding(_CHECK, "wrong", str(error), advice)
    if has_key and find_spec("pyzotero") is None:
        message = "`pyzotero` is not installed: `summarize zotero push` needs it"
        yield Finding(_CHECK, "warning", message, "`pip install 'summarize-papers[zotero]'`")


def _reached(settings: Settings) -> Iterator[Finding]:
    """What key and library are good for. Raises SummarizerError, ValueError."""
    from summarizer.network.http import Client
    from summarizer.network.manners import key
    from summarizer.sources.zotero import libraries
    from summarizer.sources.zotero.places import Place, settled

    client = Client(settings)
    try:
        place = settled(Place(), settings)
        access = libraries.access(place, client, key(libraries.KEY))
        rights = libraries.rights(access) if access.key else None
        name = place.library or (rights.owner if rights else "")
        access.get(f"/{name}/collections", {"limit": "1"})
    finally:
        client.close()
    may = "read and write" if rights and rights.may_write(name) else "read"
    whose = f"the key of `{rights.owner}`" if rights else "anybody"
    yield Finding(_CHECK, "ok", f"Zotero answers: {whose} may {may} `{name}`")
