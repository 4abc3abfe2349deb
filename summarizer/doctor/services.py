"""What is reached over the network: the model's server, the sources, the mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer import engines
from summarizer.doctor.checkup import Finding
from summarizer.doctor.environment import apart
from summarizer.errors import BadAnswer, Refused, SummarizerError, Unreachable
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from summarizer.doctor.checkup import Patient
    from summarizer.engines.llm.providers import Server
    from summarizer.settings import Settings
    from summarizer.sources import LiveSource, Probe

_PATIENCE, _ANSWER_PATIENCE = 10.0, 30.0
"""Seconds that a site, and a model, are waited for."""
_NAMED = 3
_USUAL = ("hf", "arxiv")
"""Sites that are always tested; of the others those that are read."""


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
    finding, worth_trying = _lists(server, min(patient.settings.timeout, _PATIENCE))
    yield finding
    if worth_trying:
        yield _answers(server, patient.settings)


def _lists(server: Server, patience: float) -> tuple[Finding, bool]:
    """What the server's list of models says, and whether asking the model makes sense then."""
    from summarizer.engines.llm.listing import listed

    try:
        names = [each.id for each in listed(server, patience)]
    except BadAnswer as error:
        return Finding("model", "warning", str(error), "the model may answer all the same"), True
    except Unreachable as error:
        advice = "start the server, or give another with `--base-url`"
        return Finding("model", "wrong", str(error), advice), False
    except SummarizerError as error:
        return Finding("model", "wrong", str(error)), False
    return _has(server, names), True


def _has(server: Server, names: list[str]) -> Finding:
    """Whether the server has the model, which some list with a tag such as `:latest`."""
    if not names:
        message = f"{server.shown_url} lists no models: is one loaded?"
        return Finding("model", "warning", message)
    if any(name == server.model or name.startswith(f"{server.model}:") for name in names):
        return Finding("model", "ok", f"{server.shown_url} has the model")
    some = ", ".join(f"`{each}`" for each in names[:_NAMED])
    models = counted(len(names), "model")
    message = f"{server.shown_url} lists {models}, but not `{server.model}`: {some}"
    return Finding("model", "warning", message, "choose one of its models with `--model`")


def _answers(server: Server, settings: Settings) -> Finding:
    """Whether the model answers a request of a few tokens."""
    from summarizer.engines.llm import dialects, trial
    from summarizer.engines.llm.sdk import SDK
    from summarizer.settings import folder

    way = dialects.Memory(folder("cache") / "servers.json").recall(server)
    patience = min(settings.answer_timeout, _ANSWER_PATIENCE)
    try:
        seconds = trial.tried(server, SDK(server, settings), way, patience)
    except Refused as error:
        return Finding("model", "wrong", str(error))
    except SummarizerError as error:
        advice = "a model that is loaded first, or is in demand, may take longer: try again"
        return Finding("model", "warning", str(error), advice)
    message = f"`{server.name}` answers: a test of {trial.TOKENS} tokens took {seconds:.1f} s"
    return Finding("model", "ok", message)


def sources(patient: Patient) -> Iterator[Finding]:
    """Whether the sites answer that this reader reads, and what time they have."""
    from summarizer.sources import sites

    unused = []
    for source in sites():
        if not _is_read(source, patient):
            unused += [source.SITE.name] * bool(source.SITE.probes)
            continue
        for probe in source.SITE.probes:
            yield from _site(probe, patient)
    if unused:
        message = f"not tested, as nothing of them is stored: {', '.join(dict.fromkeys(unused))}"
        yield Finding("sources", "ok", message)


def _is_read(source: LiveSource, patient: Patient) -> bool:
    """Whether a site is one of the usual two, read daily, stored, or set by the reader."""
    prefix = source.SITE.prefix
    labels = {label for label, _ in patient.run.library.stamps()}
    origins = patient.settings.origins
    return (
        prefix in _USUAL
        or patient.settings.daily.partition(":")[0] == prefix
        or any(label == prefix or label.startswith(f"{prefix}-") for label in labels)
        or any(origins.get(each.setting, "default") != "default" for each in source.SITE.probes)
    )


def _site(probe: Probe, patient: Patient) -> Iterator[Finding]:
    setting, name = probe.setting, probe.name
    base = str(getattr(patient.settings, setting)).rstrip("/")
    if patient.offline:
        yield _not_asked("sources", name)
        return
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


def _answered(patient: Patient, url: str) -> httpx.Response | str:
    """The answer to one short question, or why there is none."""
    import httpx

    from summarizer.network.manners import user_agent

    timeout = min(patient.settings.timeout, _PATIENCE)
    try:
        return httpx.get(
            url,
            headers={"User-Agent": user_agent(patient.settings.contact)},
            timeout=timeout,
            follow_redirects=True,
        )
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return str(error) or f"no answer within {timeout:g} s"
