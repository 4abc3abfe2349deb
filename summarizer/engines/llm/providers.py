"""The servers known by name, where their keys are, and the hiding of those keys."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.errors import MissingKey, SettingsError

if TYPE_CHECKING:
    from summarizer.settings import Settings

BASE_URL_VARIABLE = "OPENAI_BASE_URL"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider is reached, and the variable that holds its key; None: it needs none."""

    base_url: str
    variable: str | None = None


PROVIDERS = {
    "openai": Provider("https://api.openai.com/v1", "OPENAI_API_KEY"),
    "openrouter": Provider("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    "groq": Provider("https://api.groq.com/openai/v1", "GROQ_API_KEY"),
    "mistral": Provider("https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
    "deepseek": Provider("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
    "together": Provider("https://api.together.xyz/v1", "TOGETHER_API_KEY"),
    "ollama": Provider("http://127.0.0.1:11434/v1"),
    "llamacpp": Provider("http://127.0.0.1:8080/v1"),
    "vllm": Provider("http://127.0.0.1:8000/v1"),
    "lmstudio": Provider("http://127.0.0.1:1234/v1"),
}

_KEY_LIKE = re.compile(
    r"\b(?:sk|gsk|rk|pk|hf|tgp|key|xai)[-_][A-Za-z0-9_*.-]{6,}|(?<=Bearer )[^\s\"',]+",
    re.IGNORECASE,
)
_USER_INFO = re.compile(r"(?<=://)[^/\s@]+@")
HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Server:
    """The server that a run asks: `key` is None where none is set, and never shown."""

    provider: str
    model: str
    base_url: str = field(repr=False)
    variable: str | None
    key: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The model as it is asked for on the command line, and named in a digest."""
        return f"{self.provider}/{self.model}"

    @property
    def shown_url(self) -> str:
        """The base URL without a user name or password."""
        return without_user(self.base_url)

    @property
    def own(self) -> bool:
        """Tell whether this is the provider's own server, not one named by the reader."""
        return self.base_url == PROVIDERS[self.provider].base_url

    @property
    def is_openai(self) -> bool:
        """Tell whether this is OpenAI itself, in whichever region."""
        host = urlsplit(self.base_url).hostname or ""
        return self.base_url.startswith("https:") and f".{host}".endswith(".api.openai.com")

    def check_key(self) -> None:
        """Raise MissingKey, which names the variable, where a key is needed and none is set."""
        if self.own and self.variable and not self.key:
            message = (
                f"no key for `{self.name}`: set the environment variable `{self.variable}`, "
                "or give `--base-url` for a server that needs none"
            )
            raise MissingKey(message)

    def hidden(self, text: str) -> str:
        """Text without this server's key, or anything that looks like a key or a password."""
        if self.key:
            text = text.replace(self.key, HIDDEN)
        return _USER_INFO.sub(f"{HIDDEN}@", _KEY_LIKE.sub(HIDDEN, text))


def without_user(url: str) -> str:
    """A URL without a user name or password."""
    return _USER_INFO.sub("", url)


def server(settings: Settings) -> Server:
    """The server for `settings.model`, `PROVIDER/NAME`. Raises SettingsError."""
    name, _, model = settings.model.partition("/")
    if not model.strip() or name not in PROVIDERS:
        message = f"`{settings.model}` does not name a model: give `{name}/NAME`"
        raise SettingsError(message)
    provider = PROVIDERS[name]
    base_url = (_asked_url(settings, name) or provider.base_url).rstrip("/")
    if not _is_base_url(base_url):
        shown = _USER_INFO.sub("", base_url)
        message = f"`{shown}` is not a base URL: give one such as `http://127.0.0.1:8080/v1`"
        raise SettingsError(message)
    key = os.environ.get(provider.variable or "", "").strip() or None
    if key and not re.fullmatch(r"[!-~]+", key):
        message = f"`{provider.variable}` holds characters that no key has: set it again"
        raise SettingsError(message)
    return Server(name, model.strip(), base_url, provider.variable, key)


def _is_base_url(url: str) -> bool:
    """Tell whether a URL names a host and, where it has one, a port."""
    try:
        parts = urlsplit(url)
        named = parts.hostname and parts.port != 0 and url.isprintable()
        return bool(named and re.fullmatch(r"https?://\S+", url))
    except ValueError:
        return False


def _asked_url(settings: Settings, provider: str) -> str | None:
    """The reader's base URL; `OPENAI_BASE_URL` is for `openai` alone."""
    from_variable = settings.origins.get("base_url") == BASE_URL_VARIABLE
    return None if from_variable and provider != "openai" else settings.base_url
