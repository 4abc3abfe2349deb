"""Settings: defaults < configuration file < environment < flags, each with its origin."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

APP = "summarizer"


@dataclass(frozen=True)
class Settings:
    """Everything a run can be told besides its command and inputs."""

    model: str = "embedded"
    topics: str | None = None
    hf_endpoint: str = "https://huggingface.co"
    timeout: float = 30.0
    max_wait: float = 60.0
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def topics_path(self) -> Path | None:
        """The reader's own vocabulary; None for the packaged one."""
        return _expanded(self.topics) if self.topics else None


HELP = {
    "model": "engine that annotates: `embedded`",
    "topics": "vocabulary file; none: the packaged one",
    "hf_endpoint": "where Hugging Face is reached",
    "timeout": "seconds without an answer before a request is given up",
    "max_wait": "most seconds to wait when a server asks to",
}
_VARIABLES = {
    "model": "SUMMARIZER_MODEL",
    "topics": "SUMMARIZER_TOPICS",
    "hf_endpoint": "HF_ENDPOINT",
    "timeout": "SUMMARIZER_TIMEOUT",
    "max_wait": "SUMMARIZER_MAX_WAIT",
}
_CONVERT: dict[str, Callable[[str], Any]] = {"timeout": float, "max_wait": float}


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
        message = "there is no home folder here: set `SUMMARIZER_HOME` to a folder"
        raise SettingsError(message) from error


def _expanded(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        message = f"`{path}` names a home folder that is not known here: write the whole path"
        raise SettingsError(message) from error


def load(flags: Mapping[str, Any] | None = None) -> Settings:
    """Settings from all four places. Raises SettingsError that names place and key."""
    values: dict[str, Any] = {}
    origins = {each.name: "default" for each in fields(Settings) if each.name != "origins"}
    path = config_path()
    layers = (
        (str(path), _file(path)),
        ("environment", {k: os.environ[v] for k, v in _VARIABLES.items() if os.environ.get(v)}),
        ("command line", {k: v for k, v in (flags or {}).items() if v is not None}),
    )
    for place, layer in layers:
        for name, value in layer.items():
            if name not in origins:
                message = f"`{name}` in {place} is no setting: see `summarize config`"
                raise SettingsError(message)
            values[name] = _checked(place, name, value)
            origins[name] = _VARIABLES[name] if place == "environment" else place
    return Settings(**values, origins=origins)


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


def _checked(place: str, name: str, value: object) -> object:
    convert = _CONVERT.get(name)
    if convert is None and isinstance(value, str):
        return value
    try:
        number = float(value) if convert and not isinstance(value, bool) else None  # type: ignore[arg-type] # refused just below
    except (TypeError, ValueError):
        number = None
    if number is None or not 0 < number < float("inf"):
        wanted = "a number above 0" if convert else "text"
        message = f"`{name}` from {place} is {value!r}: {wanted} is needed"
        raise SettingsError(message)
    return number
