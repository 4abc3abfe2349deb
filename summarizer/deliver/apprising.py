"""Apprise carries a message: it knows where each service is, we what it is sent and what it said.

Apprise tells of a message only whether all went well. Its requests go through an adapter of ours,
which sees each answer: whether the message was taken, surely not, or nobody knows.
"""

from __future__ import annotations

import copy
import json
import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.deliver import Answer, Reshaping, Room, Verdict
from summarizer.deliver.answers import Lost, NeverSent, judged, patiently

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.deliver import Part, Target

_QUIET = {
    "include_image": False,
    "include_footer": False,
    "avatar": False,
    "footer": False,
    "tts": False,
    "preview": False,
    "redirects": False,
    "interpret_emojis": False,
    "persistent_storage": False,
    "optional": False,
    "request_rate_per_sec": 0,
}
"""What Apprise would add to a message or do beside it; we keep the pace ourselves."""
_CONNECT_SECONDS = 10.0
_TITLE = 80
"""Characters that a title takes where Apprise puts it into the text."""
_SHORT = 0.8
"""The part of a service's limit that is used where Apprise turns the text into another form."""


def schemes() -> set[str]:
    """How the addresses begin that Apprise knows."""
    with _silence():
        from apprise.plugins import N_MGR

        manager: Any = N_MGR
        return set(manager.schemas())


def plugin(url: str) -> Any:
    """Apprise's own object for an address; None where it is not valid."""
    with _silence():
        from apprise import Apprise, AppriseAsset

        asset = AppriseAsset(
            app_id="Papers",
            app_desc="Paper digest",
            app_url="",
            storage_idlen=64,
            secure_logging=True,
            interpret_emojis=False,
            interpret_escapes=False,
        )
        try:
            return Apprise.instantiate(url, asset=asset)
        except Exception:  # noqa: BLE001 - whatever a plugin's own reading raises
            return None


def identity(found: Any) -> str:
    """What tells one address from another, however each is spelt; it holds secrets."""
    return str(found.url_id() or found.url())


def places(found: Any, target: Target) -> Iterator[tuple[str, Any]]:
    """The rooms, chats or channels that an address names, each with a plugin for it alone."""
    lists = {name: list(getattr(found, name, ())) for name in target.PROFILE.several}
    for name, rooms in lists.items():
        for each in rooms:
            alone = copy.copy(found)
            for other in lists:
                setattr(alone, other, [each] if other == name else [])
            yield _called(each), alone


def _called(room: Any) -> str:
    """A room as people write it."""
    if isinstance(room, tuple):
        return "".join(str(each) for each in room if each is not None)
    return "" if room is None else str(room)


def room(found: Any, target: Target) -> Room:
    """How long a message may be; of services without a target of their own, as Apprise has it."""
    profile = target.PROFILE
    if profile.schemes:
        return Room(profile.longest, profile.size, profile.markup)
    from apprise import NotifyFormat

    rich = found.resolve_format(NotifyFormat.MARKDOWN) != NotifyFormat.TEXT
    longest = min(int(found.body_maxlen), profile.longest)
    if found.title_maxlen <= 0:
        longest -= min(_TITLE, longest // 2)
    return Room(int(longest * _SHORT) if rich else longest, len, "markdown" if rich else "text")


@dataclass
class Errand:
    """One message on its way: what is told before it is sent, and what came of it.

    `handing_over` is called just before each request that carries it, `waiting` with the reason
    before each new try.
    """

    target: Target
    part: Part
    timeout: float
    most: float
    handing_over: Callable[[], None]
    waiting: Callable[[str], None]
    verdicts: list[Verdict] = field(default_factory=list)

    def run(self, found: Any) -> Verdict:
        """Have Apprise send the message."""
        with _silence(), _through(self):
            try:
                went = self._sent(_quiet(found, self.timeout))
            except Exception as error:  # noqa: BLE001 - whatever a service's plugin raises
                went, name = False, type(error).__name__
                self.verdicts = self.verdicts or [
                    Verdict("refused", f"Apprise cannot send it ({name})")
                ]
        return self._result(went=went)

    def _result(self, *, went: bool) -> Verdict:
        for state in ("unclear", "too long", "refused", "later"):
            for each in self.verdicts:
                if each.state == state:
                    return each
        if went:
            return Verdict("taken")
        return Verdict("refused", "Apprise says that it was not sent: check the address")

    def _sent(self, found: Any) -> bool:
        from apprise import NotifyFormat, NotifyType

        form = {"text": NotifyFormat.TEXT, "html": NotifyFormat.HTML}
        if self.target.PROFILE.schemes:  # in the service's own words: nothing is converted
            kind = form.get(self.target.PROFILE.markup, NotifyFormat.MARKDOWN)
            result = found.send(
                body=self.part.text,
                title=self.part.title,
                notify_type=NotifyType.INFO,
                body_format=kind,
                body_passthrough=False,
            )
        else:
            self.handing_over()
            result = found.notify(
                body=self.part.text,
                title=self.part.title,
                notify_type=NotifyType.INFO,
                overflow="upstream",
                body_format=form.get(room(found, self.target).markup, NotifyFormat.MARKDOWN),
            )
        return bool(result)

    def exchanged(self, request: Any, once: Callable[[], Answer]) -> Answer | None:
        """One request of Apprise's with its answer; None where there is none it should see."""
        carries = self.target.PROFILE.carries in request.url
        if carries:
            self._reshape(request)

        def told() -> Answer:
            if carries:
                self.handing_over()
            return once()

        try:
            verdict, answer = patiently(
                told, lambda each: judged(self.target, each), self.most, self.waiting
            )
        except NeverSent as error:
            self.verdicts.append(Verdict("refused", str(error)))
            return None
        except Lost as error:
            state: Any = "unclear" if carries else "refused"
            self.verdicts.append(Verdict(state, str(error)))
            return None
        if carries or verdict.state not in {"taken", "too long"}:
            self.verdicts.append(verdict)
        return answer if verdict.state == "taken" else None

    def _reshape(self, request: Any) -> None:
        if isinstance(self.target, Reshaping):
            payload = self.target.reshaped(json.loads(request.body), self.part)
            request.prepare_body(json.dumps(payload, ensure_ascii=False).encode(), None)


def _quiet(found: Any, timeout: float) -> Any:
    """The same service without what Apprise adds of its own."""
    found = copy.copy(found)
    for name, value in _QUIET.items():
        if hasattr(found, name):
            setattr(found, name, value)
    found.socket_connect_timeout = min(timeout, _CONNECT_SECONDS)
    found.socket_read_timeout = timeout
    return found


@contextmanager
def _silence() -> Iterator[None]:
    """Apprise logs addresses and messages, and warns of its own; what is wrong is said by us."""
    logger = logging.getLogger("apprise")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before


@contextmanager
def _through(errand: Errand) -> Iterator[None]:
    """Every session that is opened within has its requests go through our adapter."""
    from requests import exceptions, sessions
    from requests.adapters import HTTPAdapter

    class Watched(HTTPAdapter):
        def send(self, request: Any, *given: Any, **named: Any) -> Any:
            last: list[Any] = []

            def once() -> Answer:
                response = _asked(super(Watched, self).send, request, *given, **named)
                last[:] = [response]
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status_code, headers, response.content)

            if errand.exchanged(request, once) is None:
                message = "no answer that Apprise should see"
                raise exceptions.ConnectionError(message)
            return last[0]

    place: Any = sessions
    before, place.HTTPAdapter = place.HTTPAdapter, Watched
    try:
        yield
    finally:
        place.HTTPAdapter = before


def _asked(send: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """One try. Raises NeverSent where no connection came about, Lost where it broke."""
    from requests import exceptions
    from urllib3.exceptions import NewConnectionError, ProxyError

    try:
        response = send(*given, **named)
        _ = response.content
    except exceptions.SSLError as error:
        message = "no safe connection: its certificate is not trusted, or it speaks no TLS"
        raise NeverSent(message, lasting=True) from error
    except exceptions.ConnectTimeout as error:
        message = "no connection in time"
        raise NeverSent(message) from error
    except exceptions.ConnectionError as error:
        cause = getattr(error.args[0] if error.args else None, "reason", None)
        if isinstance(cause, (NewConnectionError, ProxyError)) or isinstance(
            error, exceptions.ProxyError
        ):
            message = "cannot connect"
            raise NeverSent(message) from error
        message = "the connection broke before it answered"
        raise Lost(message) from error
    except exceptions.Timeout as error:
        message = "it did not answer in time"
        raise Lost(message) from error
    except exceptions.RequestException as error:
        message = "the connection broke before it answered"
        raise Lost(message) from error
    return response
