"""What writes: pyzotero, over a client that waits as Zotero asks and tells failures in a line.

The only module that knows pyzotero. It sleeps for a `Backoff` as long as a server likes, and takes
the body of a 429 for an answer: so waits are kept to below it, and it sees none of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import (
    BadAnswer,
    InputError,
    Refused,
    SummarizerError,
    Unconfirmed,
    Unreachable,
    UsageError,
)
from summarizer.network import retries
from summarizer.network.manners import key, user_agent
from summarizer.network.ratelimits import retry_after
from summarizer.sources.zotero.access import KEY, KEYS_PAGE
from summarizer.text.plain import shortened

if TYPE_CHECKING:
    from types import ModuleType

    from summarizer.observer import Observer
    from summarizer.settings import Settings

LOCAL_KEY = "ZOTERO_LOCAL_API_KEY"
"""The variable of a key that the program on this machine gave."""
APP = "summarizer"
_ATTEMPTS = 4
_PATIENCE = 120.0
"""Seconds for the answer to fifty objects, or for somebody to answer the program's question."""
_TOO_MANY, _BUSY, _SERVER_ERROR = 429, 503, 500
_WORDS = 200


class Changed(Refused):
    """The library has changed since it was read: read it again."""


class TooLarge(SummarizerError):
    """Zotero does not take as much at once."""


@dataclass
class Pen:
    """Writes to one library, at zotero.org or with the program on this machine."""

    library: str
    settings: Settings
    observer: Observer
    local: bool = False
    _zotero: Any = field(default=None, repr=False)

    def items(
        self, objects: list[dict[str, Any]], version: int | None
    ) -> tuple[dict[str, Any], int | None]:
        """Make or change objects: Zotero's answer for each, and the library's version then.

        `version` is the library's as it was read. Raises Changed, TooLarge, ServiceError;
        Unconfirmed where nobody knows whether it was done.
        """
        return self._sent("create_items", objects, version)

    def collection(
        self, name: str, made_key: str, version: int | None
    ) -> tuple[dict[str, Any], int | None]:
        """Make a collection; as `items`."""
        return self._sent(
            "create_collections", [{"key": made_key, "version": 0, "name": name}], version
        )

    def _sent(
        self, method: str, objects: list[dict[str, Any]], version: int | None
    ) -> tuple[dict[str, Any], int | None]:
        import httpx2

        errors = _library().errors
        for _ in range(2):
            zotero = self._open()
            try:
                answer = getattr(zotero, method)(objects, last_modified=version)
                break
            except errors.LocalAPIKeyRequiredError:
                self._ask()
            except errors.PyZoteroError as error:
                raise self._failure(error, zotero) from error
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                raise Unreachable(self._unreached(error)) from error
            except httpx2.HTTPError as error:
                message = "the connection to Zotero broke: run it again; nothing is made twice"
                raise Unconfirmed(message) from error
            except ValueError as error:
                message = "Zotero sent an answer that cannot be read: run it again"
                raise Unconfirmed(message) from error
        else:
            message = f"the Zotero program does not take the key in `{LOCAL_KEY}`: leave it out"
            raise Refused(message)
        if not isinstance(answer, dict):
            message = "Zotero sent an answer that cannot be read: run it again"
            raise Unconfirmed(message)
        told = zotero.request.headers.get("last-modified-version", "")
        return answer, int(told) if told.isascii() and told.isdigit() else version

    def _open(self) -> Any:
        """The client of pyzotero, made once. Raises UsageError where it is not installed."""
        if self._zotero is None:
            kind, _, number = self.library.partition("/")
            client = _patient_client(self.settings, self.observer, local=self.local)
            made = _library().Zotero(
                number, kind.removesuffix("s"), self._key(), local=self.local, client=client,
                local_api_key=key(LOCAL_KEY) if self.local else None,
            )  # fmt: skip
            made.endpoint = (
                self.settings.zotero_local if self.local else self.settings.zotero_endpoint
            )
            self._zotero = made
        return self._zotero

    def _key(self) -> str | None:
        return None if self.local else key(KEY)

    def _ask(self) -> None:
        """Ask the program's user whether we may write. Raises Refused where she says no."""
        import httpx2

        self.observer.note(
            "Zotero asks you in its window whether summarizer may write: answer there"
        )
        errors = _library().errors
        try:
            self._zotero.authorize_local(APP)
        except errors.LocalAPIDeniedError as error:
            message = "you did not allow it in Zotero: nothing was written"
            raise Refused(message) from error
        except errors.PyZoteroError as error:
            raise self._failure(error, self._zotero) from error
        except httpx2.HTTPError as error:
            message = "nobody answered Zotero's question: run it again, and answer in its window"
            raise Refused(message) from error

    def _failure(self, error: Exception, zotero: Any) -> SummarizerError:
        """What a refusal means, in a line without the key."""
        errors = _library().errors
        status = _status(error)
        if self.local and (status in {400, 404, 405, 501} or "server" in str(error).lower()):
            message = (
                "this Zotero program cannot be written to: Zotero 10 or later can; or leave "
                f"`--local` out and set `{KEY}` to write to zotero.org"
            )
            return Refused(message)
        told: dict[type, tuple[type[SummarizerError], str]] = {
            errors.PreConditionFailedError: (
                Changed,
                "the library is being changed by others: run it again",
            ),
            errors.PreConditionRequiredError: (
                Changed,
                "Zotero did not get the version it wants (428): run it again",
            ),
            errors.RequestEntityTooLargeError: (TooLarge, "too much at once for Zotero (413)"),
            errors.ConflictError: (
                Refused,
                "the library is locked while it syncs: try again later",
            ),
            errors.ResourceNotFoundError: (InputError, f"Zotero has no `{self.library}`"),
            errors.UserNotAuthorisedError: (Refused, self._no_right()),
        }
        for kind, (ours, message) in told.items():
            if isinstance(error, kind):
                return ours(message)
        if status and status >= _SERVER_ERROR:
            return BadAnswer(f"Zotero answered {status}: it has a problem, try again later")
        words = shortened(self.hidden(str(getattr(zotero.request, "text", ""))), _WORDS)
        return Refused(f"Zotero refused ({status or type(error).__name__}): {words}")

    def _no_right(self) -> str:
        if self.local:
            return "the Zotero program does not let this be written"
        return f"the key in `{KEY}` may not write to `{self.library}`: see {KEYS_PAGE}"

    def hidden(self, words: str) -> str:
        """What Zotero says, without a key that it may repeat."""
        for secret in filter(None, (key(KEY), key(LOCAL_KEY))):
            words = words.replace(secret, "***")
        return words

    def _unreached(self, error: Exception) -> str:
        if self.local:
            return (
                f"no answer from the Zotero program at {self.settings.zotero_local}: start Zotero"
            )
        return (
            f"cannot reach Zotero at {self.settings.zotero_endpoint} ({error}): check the network"
        )


def _status(error: BaseException) -> int | None:
    """The status of the answer that pyzotero made an error of."""
    response = getattr(error.__cause__, "response", None)
    found = getattr(response, "status_code", None)
    return found if isinstance(found, int) else None


def _library() -> ModuleType:
    """The package pyzotero. Raises UsageError where it is not installed."""
    try:
        import pyzotero
        import pyzotero.errors
    except ImportError as error:
        message = "`pyzotero` is not installed: `pip install 'summarize-papers[zotero]'`"
        raise UsageError(message) from error
    return pyzotero


def _patient_client(settings: Settings, observer: Observer, *, local: bool) -> Any:
    """A client of httpx2 that waits where it is asked to, and no longer than the settings allow."""
    import httpx2

    class Patient(httpx2.Client):
        """Waits for `Backoff` before the next request, and for `Retry-After` before it repeats."""

        until = 0.0

        def send(self, request: httpx2.Request, **how: Any) -> httpx2.Response:
            """Send, and send again what was not looked at."""
            request.headers["User-Agent"] = user_agent(settings.contact)
            for attempt in range(1, _ATTEMPTS + 1):
                self._wait()
                answer = super().send(request, **how)
                asked = _asked(answer.headers)
                answer.headers.pop("backoff", None)
                if answer.status_code not in {_TOO_MANY, _BUSY}:
                    self.until = asked
                    return answer
                if attempt < _ATTEMPTS:
                    self.until = asked or 2.0 ** (attempt - 1)
            message = f"Zotero allows no more requests now ({answer.status_code}): try again later"
            raise Refused(message)

        def _wait(self) -> None:
            seconds, self.until = self.until, 0.0
            if seconds > settings.max_wait:
                message = f"Zotero asks to wait {seconds:.0f} s: try again then"
                raise Refused(message)
            if seconds > 0:
                observer.note(f"Zotero asks to wait; waiting {seconds:.0f} s")
                retries.rest(seconds)

    return Patient(timeout=max(settings.timeout, _PATIENCE), trust_env=not local)


def _asked(headers: Any) -> float:
    """Seconds that a server asks to wait, by `Backoff` or `Retry-After`; 0 for none."""
    backoff = str(headers.get("backoff", "")).strip()
    found = float(backoff) if backoff.replace(".", "", 1).isdigit() else 0.0
    return max(found, retry_after(headers) or 0.0)
