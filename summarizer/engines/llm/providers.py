"""The servers known by name, where their keys are, and the hiding of those keys."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from summarizer.errors import MissingKey, SettingsError

if TYPE_CHECKING:
    from summarizer.settings import Settings

BASE_URL_VARIABLE = "OPENAI_BASE_URL"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider is reached, and the variable that holds its key; None: it needs none.

    A `{VARIABLE}` in `base_url` stands for what the environment says. `header` carries the key,
    where that is not the usual one; `start` is the command that starts a local server; `prices`
    is its name in the tables of prices.
    """

    base_url: str
    variable: str | None = None
    header: str = "Authorization"
    start: str | None = None
    prices: str | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """What the environment must hold: the key, and what the address is made of."""
        key = (self.variable,) if self.variable else ()
        return (*key, *re.findall(r"\{(\w+)\}", self.base_url))

    def has(self, base_url: str) -> bool:
        """Tell whether a base URL is this provider's own."""
        if "{" not in self.base_url:
            return base_url == self.base_url
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.base_url))
        return bool(re.fullmatch(pattern, base_url))


PROVIDERS = {
    "openai": Provider("https://api.openai.com/v1", "OPENAI_API_KEY"),
    "anthropic": Provider("https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
    "gemini": Provider(
        "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY", prices="google"
    ),
    "xai": Provider("https://api.x.ai/v1", "XAI_API_KEY", prices="x-ai"),
    "azure": Provider(
        "https://{AZURE_OPENAI_ENDPOINT}/openai/v1", "AZURE_OPENAI_API_KEY", header="api-key"
    ),
    "bedrock": Provider(
        "https://bedrock-mantle.{AWS_REGION}.api.aws/v1", "AWS_BEARER_TOKEN_BEDROCK", prices="aws"
    ),
    "openrouter": Provider("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
    "groq": Provider("https://api.groq.com/openai/v1", "GROQ_API_KEY"),
    "mistral": Provider("https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
    "deepseek": Provider("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
    "together": Provider("https://api.together.xyz/v1", "TOGETHER_API_KEY"),
    "ollama": Provider("http://127.0.0.1:11434/v1", start="ollama serve"),
    "llamacpp": Provider("http://127.0.0.1:8080/v1", start="llama-server -m model.gguf"),
    "vllm": Provider("http://127.0.0.1:8000/v1", start="vllm serve NAME"),
    "lmstudio": Provider("http://127.0.0.1:1234/v1", start="lms server start"),
}

_KEY_LIKE = re.compile(
    r"\b(?:sk|gsk|rk|pk|hf|tgp|key|xai)[-_][A-Za-z0-9_*.-]{6,}|\bAIza[\w-]{8,}|\bABSK[\w+/=]{8,}"
    r"|(?<=Bearer )[^\s\"',]+",
    re.IGNORECASE,
)
_ENDPOINT = re.compile(r"/(?:chat/completions|completions|responses|models)/*$")
"""What is pasted with a base URL, and added to it by every request."""
_VERSIONED = re.compile(r"/v\d|/openai")
_OTHERWISE = {"AWS_REGION": ("AWS_DEFAULT_REGION",)}
_USER_INFO = re.compile(r"(?<=://)[^/\s@]+@")
HIDDEN = "***"
_SHORTEST = 4
"""Characters of a secret that is looked for in texts: a shorter one stands in many words."""


@dataclass(frozen=True, slots=True)
class Server:
    """The server that a run asks: `key` is None where none is set, and never shown."""

    provider: str
    model: str
    base_url: str = field(repr=False)
    variable: str | None
    key: str | None = field(default=None, repr=False)
    query: str = field(default="", repr=False)
    """What follows the path of every address, as Azure's `api-version=...`."""
    user: str | None = field(default=None, repr=False)
    """A user and a password for the server, `user:password`, which go before the key."""

    @property
    def name(self) -> str:
        """The model as it is asked for on the command line, and named in a digest."""
        return f"{self.provider}/{self.model}"

    @property
    def shown_url(self) -> str:
        """The base URL without a user name or password."""
        return without_user(self.base_url)

    @property
    def host(self) -> str:
        """The host that is asked, with its port where the address names one."""
        return urlsplit(self.base_url).netloc

    @property
    def own(self) -> bool:
        """Tell whether this is the provider's own server, not one named by the reader."""
        return PROVIDERS[self.provider].has(self.base_url)

    def url(self, path: str) -> str:
        """The address of something under the base URL."""
        return f"{self.base_url}{path}" + (f"?{self.query}" if self.query else "")

    @property
    def headers(self) -> dict[str, str]:
        """What proves who asks; nothing where there is neither a key nor a user."""
        if self.user:
            return {"Authorization": f"Basic {b64encode(self.user.encode()).decode()}"}
        if not self.key:
            return {}
        on_azure = (urlsplit(self.base_url).hostname or "").endswith(".openai.azure.com")
        header = PROVIDERS["azure" if on_azure else self.provider].header
        return {header: f"Bearer {self.key}" if header == "Authorization" else self.key}

    @property
    def key_advice(self) -> str:
        """What to do where a server refuses the key."""
        if self.user:
            return "check the user and password in the base URL"
        if not self.variable:
            return "give `--model openai/NAME` with `--base-url`, and the key in `OPENAI_API_KEY`"
        return f"check `{self.variable}`" if self.key else f"no key was sent: set `{self.variable}`"

    @property
    def models_advice(self) -> str:
        """What to do where a server does not know the model."""
        if self.provider == "ollama" and self.own:
            return f"`ollama pull {self.model}` fetches it"
        place = "" if self.own else f" --base-url {self.shown_url}"
        return f"`summarize models {self.provider}{place}` lists its models"

    @property
    def address_advice(self) -> str:
        """What to do where there is no API at the base URL."""
        if _VERSIONED.search(urlsplit(self.base_url).path):
            return "is `--base-url` that of an OpenAI-compatible API?"
        return f"give `--base-url {self.shown_url}/v1`"

    @property
    def start_advice(self) -> str:
        """What to do where nothing listens at the address: how the server there is started."""
        name, provider = self.provider, PROVIDERS[self.provider]
        if not provider.start:
            port = urlsplit(self.base_url).port
            local = (each for each in PROVIDERS.items() if port and f":{port}/" in each[1].base_url)
            name, provider = next(local, (name, provider))
        if not provider.start:
            return "is the server running, and the base URL right?"
        return f"is {name} running? `{provider.start}` starts it"

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
        for secret in (self.key, self.user, (self.user or "").partition(":")[2]):
            if secret and len(secret) >= _SHORTEST:
                text = text.replace(secret, HIDDEN)
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
    given = _asked_url(settings, name) or _filled(provider.base_url)
    if not _is_base_url(given):
        message = f"`{without_user(given)}` is not a base URL: give one such as `http://127.0.0.1:8080/v1`"
        raise SettingsError(message)
    base_url, query, user = _taken_apart(given)
    key = os.environ.get(provider.variable or "", "").strip() or None
    if key and not re.fullmatch(r"[!-~]+", key):
        message = f"`{provider.variable}` holds characters that no key has: set it again"
        raise SettingsError(message)
    return Server(name, model.strip(), base_url, provider.variable, key, query, user)


def _filled(template: str) -> str:
    """A provider's base URL with what the environment says. Raises SettingsError."""

    def value(match: re.Match[str]) -> str:
        names = (match[1], *_OTHERWISE.get(match[1], ()))
        found = next(filter(None, (os.environ.get(each, "").strip() for each in names)), "")
        if not found:
            message = f"set `{match[1]}`, or give `--base-url`: the address of the model needs it"
            raise SettingsError(message)
        return re.sub(r"^https?://|(?:/openai(?:/v1)?)?/*$", "", found)

    return re.sub(r"\{(\w+)\}", value, template)


def _taken_apart(url: str) -> tuple[str, str, str | None]:
    """A base URL as it is asked: without the end of a pasted address, query and user apart."""
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    path = _ENDPOINT.sub("", parts.path).rstrip("/")
    return f"{parts.scheme}://{host}{path}", parts.query, unquote(user) or None


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
