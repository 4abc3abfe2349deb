"""What is reached over the network: the model's server, the sources, the mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer import engines
from summarizer.doctor.checkup import Finding
from summarizer.doctor.environment import apart
from summarizer.errors import SummarizerError
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from summarizer.doctor.checkup import Patient
    from summarizer.engines.llm.providers import Server

_PATIENCE = 10.0
_NAMED = 3


def model(patient: Patient) -> Iterator[Finding]:
    """Whether the model can be asked: a key where one is needed, a server that knows it."""
    from summarizer.engines.llm import providers

    chosen = patient.settings.model
    try:
        engine = engines.create(patient.settings)
    except SummarizerError as error:
        yield Finding("model", "wrong", str(error))
        return
    if not engines.waits(engine):
        yield Finding("model", "ok", f"`{chosen}` needs no key and no network")
        return
    server = providers.server(patient.settings)
    try:
        server.check_key()
    except SummarizerError as error:
        yield Finding("model", "wrong", str(error))
        return
    key = f"key from `{server.variable}`" if server.key else "no key needed"
    yield Finding("model", "ok", f"`{server.name}` at {server.shown_url}, {key}")
    if patient.offline:
        yield _not_asked("model", server.shown_url)
        return
    headers = {"Authorization": f"Bearer {server.key}"} if server.key else {}
    answer = _answered(patient, f"{server.base_url}/models", headers)
    yield from _models(server, answer)


def _models(server: Server, answer: httpx.Response | str) -> Iterator[Finding]:
    place = server.shown_url
    if isinstance(answer, str):
        message = server.hidden(f"{place} cannot be reached: {answer}")
        advice = "start the server, or give another with `--base-url`"
        yield Finding("model", "wrong", message, advice)
    elif answer.status_code in {401, 403}:
        message = f"{place} does not accept the key (HTTP {answer.status_code})"
        advice = f"set `{server.variable}` to a valid key"
        yield Finding("model", "wrong", message, advice)
    elif not answer.is_success:
        message = f"{place} answers, but lists no models (HTTP {answer.status_code})"
        advice = "it may work anyway: try `--limit 1`"
        yield Finding("model", "warning", message, advice)
    else:
        yield _listed(server, _names(answer))


def _names(answer: httpx.Response) -> list[str]:
    try:
        listed = answer.json()["data"]
        return [str(each["id"]) for each in listed]
    except (ValueError, KeyError, TypeError):
        return []


def _listed(server: Server, names: list[str]) -> Finding:
    """Whether the server has the model, which some list with a tag such as `:latest`."""
    if not names:
        message = f"{server.shown_url} answers, but not with a list of models"
        return Finding("model", "warning", message, "is it an OpenAI-compatible server?")
    if any(name == server.model or name.startswith(f"{server.model}:") for name in names):
        return Finding("model", "ok", f"{server.shown_url} has the model")
    some = ", ".join(f"`{each}`" for each in names[:_NAMED])
    models = counted(len(names), "model")
    message = f"{server.shown_url} lists {models}, but not `{server.model}`: {some}"
    return Finding("model", "warning", message, "choose one of its models with `--model`")


def sources(patient: Patient) -> Iterator[Finding]:
    """Whether the sites answer, and what time they have."""
    from summarizer.sources import sites

    for probe in (each for source in sites() for each in source.SITE.probes):
        setting, name = probe.setting, probe.name
        base = str(getattr(patient.settings, setting)).rstrip("/")
        if patient.offline:
            yield _not_asked("sources", name)
            continue
        answer = _answered(patient, f"{base}{probe.path}")
        advice = f"check your network and the setting `{setting}`"
        if isinstance(answer, str):
            message = f"{name} ({base}) cannot be reached: {answer}"
            yield Finding("sources", "wrong", message, advice)
        elif not answer.is_success:
            message = f"{name} ({base}) refused: HTTP {answer.status_code}"
            yield Finding("sources", "warning", message, "try again later")
        else:
            yield Finding("sources", "ok", f"{name} answers")
            yield from _clock(name, answer)


def _clock(name: str, answer: httpx.Response) -> Iterator[Finding]:
    from email.utils import parsedate_to_datetime

    from summarizer.papers.days import utc_now

    try:
        theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
        finding = apart((utc_now() - theirs).total_seconds(), name)
    except (TypeError, ValueError):
        return
    if finding:
        yield finding


def _not_asked(check: str, name: str) -> Finding:
    return Finding(check, "ok", f"{name} not tested (--offline)")


def _answered(
    patient: Patient, url: str, headers: dict[str, str] | None = None
) -> httpx.Response | str:
    """The answer to one short question, or why there is none."""
    import httpx

    from summarizer.network.http import USER_AGENT

    timeout = min(patient.settings.timeout, _PATIENCE)
    try:
        return httpx.get(
            url,
            headers={"User-Agent": USER_AGENT, **(headers or {})},
            timeout=timeout,
            follow_redirects=True,
        )
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return str(error) or f"no answer within {timeout:g} s"
