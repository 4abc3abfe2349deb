"""Settings: defaults < configuration file < environment < flags, each with its origin.

Anyone may call in by `load`, and by `configfile` to change the file; frozen `Settings` leave.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import SettingsError
from summarizer.settings.table import (
    ADDRESSES,
    CHOICES,
    CONVERT,
    HELP,
    MOST,
    PATHS,
    SECRETS,
    SHARES,
    VARIABLES,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

APP = "summarizer"
ANSWER_TIMEOUT = 120.0
COMMAND_LINE = "command line"
ENDPOINTS = (
    *(
        "hf_endpoint",
        "arxiv_endpoint",
        "arxiv_feeds",
        "arxiv_oai",
        "biorxiv_endpoint",
        "openreview_endpoint",
    ),
    *("s2_endpoint", "openalex_endpoint", "crossref_endpoint", "pubmed_endpoint", "acl_endpoint"),
    *("zotero_endpoint", "zotero_local", "openreview_v1_endpoint"),
)
VOCABULARIES = ("arxiv",)
"""Vocabularies that come with the package beside the default one, as `topics` names them."""


@dataclass(frozen=True)
class Settings:
    """Everything a run can be told besides its command and inputs."""

    model: str = "embedded"
    topics: str | None = None
    base_url: str | None = None
    language: str | None = None
    prompt: str | None = None
    verify: str = "off"
    verify_model: str | None = None
    tldr: str = "own"
    fallback: str = "none"
    daily: str = "hf"
    daily_topics: str | None = None
    daily_for_me: str | None = None
    min_score: float | None = None
    concurrency: int = 8
    max_usd: float | None = None
    max_requests: int | None = None
    max_rpm: int | None = None
    max_output_tokens: int = 2000
    batch_requests: int = 50_000
    batch_mb: float = 200.0
    learn: str = "on"
    hf_endpoint: str = "https://huggingface.co"
    arxiv_endpoint: str = "https://export.arxiv.org"
    arxiv_feeds: str = "https://rss.arxiv.org"
    arxiv_oai: str = "https://oaipmh.arxiv.org"
    biorxiv_endpoint: str = "https://api.biorxiv.org"
    openreview_endpoint: str = "https://api2.openreview.net"
    openreview_v1_endpoint: str = "https://api.openreview.net"
    s2_endpoint: str = "https://api.semanticscholar.org"
    openalex_endpoint: str = "https://api.openalex.org"
    crossref_endpoint: str = "https://api.crossref.org"
    pubmed_endpoint: str = "https://eutils.ncbi.nlm.nih.gov"
    acl_endpoint: str = "https://aclanthology.org"
    zotero_endpoint: str = "https://api.zotero.org"
    zotero_local: str = "http://127.0.0.1:23119/api"
    zotero_library: str | None = None
    contact: str | None = None
    arxiv_pause: float = 3.0
    site_pause: float | None = None
    timeout: float = 30.0
    max_wait: float = 60.0
    mail_to: str | None = None
    mail_from: str | None = None
    smtp_host: str | None = None
    smtp_port: int | None = None
    smtp_security: str = "starttls"
    smtp_user: str | None = None
    smtp_ca_file: str | None = None
    post_to: str | None = field(default=None, repr=False)
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def topics_path(self) -> Path | None:
        """The vocabulary that was chosen, by its name or its file; None for the default one."""
        if self.topics in VOCABULARIES:
            return packaged(f"{self.topics}.toml")
        return _expanded(self.topics) if self.topics else None

    @property
    def prompt_path(self) -> Path | None:
        """The reader's own prompt; None for the packaged one."""
        return _expanded(self.prompt) if self.prompt else None

    @property
    def followed(self) -> tuple[str, ...]:
        """The topics that `today` and `mail` keep to; none where they show all."""
        return tuple(each.strip() for each in (self.daily_topics or "").split(",") if each.strip())

    @property
    def endpoints(self) -> dict[str, str]:
        """Where sources are reached, by the names of their settings."""
        return {name: getattr(self, name) for name in ENDPOINTS}

    @property
    def answer_timeout(self) -> float:
        """Seconds a model may take for an answer: `timeout`, where the reader set one."""
        chosen = self.origins.get("timeout", "default") != "default"
        return self.timeout if chosen else ANSWER_TIMEOUT


def _is_line(name: str, value: str) -> bool:
    """Whether a text is one line of characters; paths may hold bytes that are none."""
    if name in ADDRESSES:
        return "\0" not in value
    controls = any(each < " " or "\x7f" <= each <= "\x9f" for each in value)
    odd = name not in PATHS and any("\ud800" <= each <= "\udfff" for each in value)
    return not (controls or odd)


def packaged(name: str) -> Path:
    """Where a file of `prompts` that comes with the package lies: in the wheel or the checkout."""
    package = Path(__file__).parent.parent
    packed = package / "prompts" / name
    return packed if packed.is_file() else package.parent / "prompts" / name


def config_path() -> Path:
    """The configuration file, whether it exists or not."""
    return folder("config") / "config.toml"


def folder(kind: str) -> Path:
    """Where files of a kind (`config`, `cache`, `data`) are kept.

    All under `SUMMARIZER_HOME` where that is set, else in the platform's usual places.
    """
    home = os.environ.get("SUMMARIZER_HOME")
    if home:
        base = _expanded(home)
        return base if kind == "config" else base / kind
    import platformdirs

    places = {
        "config": platformdirs.user_config_path,
        "cache": platformdirs.user_cache_path,
        "data": platformdirs.user_data_path,
    }
    try:
        return places[kind](APP)
    except RuntimeError as error:
        message = "no home folder was found: set `SUMMARIZER_HOME` to a folder"
        raise SettingsError(message) from error


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        message = f"`{path}` names an unknown home folder: write the whole path"
        raise SettingsError(message) from error


def load(flags: Mapping[str, Any] | None = None) -> Settings:
    """Settings from all four places. Raises SettingsError that names place and key."""
    found, problems = _read(flags)
    if problems:
        raise problems[0]
    return found


def examined(flags: Mapping[str, Any] | None = None) -> tuple[Settings, list[str]]:
    """The settings without what is wrong in them, and what that is; never raises."""
    found, problems = _read(flags)
    return found, list(map(str, problems))


def variables() -> set[str]:
    """The environment variables of the settings."""
    return set(VARIABLES.values())


def _read(flags: Mapping[str, Any] | None) -> tuple[Settings, list[SettingsError]]:
    values: dict[str, Any] = {}
    origins = {each.name: "default" for each in fields(Settings) if each.name != "origins"}
    problems: list[SettingsError] = []
    path, layer = Path("config.toml"), {}
    try:
        path = config_path()
        layer = _file(path)
    except SettingsError as error:
        problems.append(error)
    layers = (
        (str(path), layer),
        ("environment", {k: os.environ[v] for k, v in VARIABLES.items() if os.environ.get(v)}),
        (COMMAND_LINE, {k: v for k, v in (flags or {}).items() if v is not None}),
    )
    for place, given in layers:
        for name, value in given.items():
            try:
                values[name] = checked(name, value, place)
                origins[name] = VARIABLES[name] if place == "environment" else place
            except SettingsError as error:
                problems.append(error)
    return Settings(**values, origins=origins), problems


def _file(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        message = f"cannot read the configuration `{path}`: {error.strerror}"
        raise SettingsError(message) from error
    import tomllib

    try:
        return tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        message = f"the configuration `{path}` is not valid TOML: {error}"
        raise SettingsError(message) from error


def _advice(name: str) -> str:
    """What to do about a name that is no setting's."""
    if any(each in name for each in ("password", "key", "token", "secret")):
        return (
            ": keys and passwords are read only from the environment, such as `OPENAI_API_KEY` "
            "and `SUMMARIZER_SMTP_PASSWORD`"
        )
    from summarizer.text.spelling import question

    return question(name, HELP) or ": `summarize config` lists them"


def optional(name: str) -> bool:
    """Whether a setting need not be set."""
    return getattr(Settings, name) is None


def known(name: str, place: str = COMMAND_LINE) -> None:
    """Raise SettingsError where there is no setting of that name."""
    if name not in HELP:
        where = "" if place == COMMAND_LINE else f" in `{place}`"
        message = f"unknown setting `{name}`{where}{_advice(name)}"
        raise SettingsError(message)


def anywhere(name: str, value: object) -> object:
    """The value of a setting as it holds in every folder: a path is made absolute.

    A name such as `arxiv` is kept, and `~/` as it is typed.
    """
    if name not in PATHS or not isinstance(value, str) or not value or value.startswith("~"):
        return value
    return value if name == "topics" and value in VOCABULARIES else str(Path(value).absolute())


def _is_within(name: str, number: float) -> bool:
    """Whether a number is neither too small nor too large for a setting; NaN never is."""
    return 0 <= number <= 1 if name in SHARES else 0 < number <= MOST


def checked(name: str, value: object, place: str = COMMAND_LINE) -> object:
    """The value of a setting as the program takes it: a number for `"8"`.

    Raises SettingsError that names `place` where there is no such setting, or no such value.
    """
    known(name, place)
    convert = CONVERT.get(name)
    if convert is None:
        choices = CHOICES.get(name)
        if isinstance(value, str) and (
            _is_line(name, value) if choices is None else value in choices
        ):
            return value
        wanted = " or ".join(f"`{each}`" for each in choices) if choices else "one line of text"
    else:
        wanted = "a whole number above 0" if convert is int else "a number above 0"
        wanted = "a number from 0 to 1" if name in SHARES else wanted
        try:
            number = None if isinstance(value, bool) else convert(value)
        except (TypeError, ValueError, OverflowError):
            number = None
        whole = convert is not int or not isinstance(value, float)
        if number is not None and whole and _is_within(name, number):
            return number
    where = "" if place == COMMAND_LINE else f" in {place}"
    given = "" if name in SECRETS else f" is {value!r}, but"
    message = f"`{name}`{where}{given} must be {wanted}"
    raise SettingsError(message)
