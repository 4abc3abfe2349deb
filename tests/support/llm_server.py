"""A real HTTP server that plays an OpenAI-compatible model, well and badly.

    with LLMServer() as server:
        server.script = ["429-seconds", "good"]     # what the next requests get
        server.faults, server.seed = 0.3, 1         # then faults at random
        ... base_url=server.url ...

What a request gets is, in this order: 400 where its structured-output mode is
not in `accepts`; 429 where more than `capacity` requests are in the works; the
next step of `script`; what `plan(request)` says; a fault of `mix` with the
chance `faults`. The last depends on the seed, the paper and the how-manieth
request for this paper it is, and not on the order in which requests arrive.

By hand: `python tests/support/llm_server.py --port 8080 --faults 0.3 --seed 1 --delay 0.2`;
`GET /stats` counts what was asked, `GET /last` is the last request's body,
`POST /reset` forgets both.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import threading
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache
from random import Random

from places import ROOT

MODES = ("strict", "json_schema", "tools", "json_object", "plain")
HUGE_BYTES = 10 << 20
INVALID = "invalid_request_error"
TOPICS = ROOT / "prompts" / "topics.toml"


@dataclass
class Request:
    """One request as it came in, and what became of it."""

    number: int
    path: str
    headers: dict
    body: dict
    at: float
    title: str = ""
    abstract: str = ""
    attempt: int = 1
    fault: str | None = None
    answered: float | None = None
    usage: dict | None = None

    @property
    def mode(self):
        """The way in which structured output is asked for."""
        wanted = self.body.get("response_format") or {}
        if wanted.get("type") == "json_schema":
            return "strict" if wanted["json_schema"].get("strict") is True else "json_schema"
        if self.body.get("tools"):
            return "tools"
        return "json_object" if wanted.get("type") == "json_object" else "plain"

    @property
    def schema(self):
        """The JSON schema of the answer: from the request, else from the prompt, else None."""
        if self.mode in {"strict", "json_schema"}:
            return self.body["response_format"]["json_schema"]["schema"]
        if self.mode == "tools":
            return self.body["tools"][0]["function"]["parameters"]
        texts = (text_of(message) for message in self.body.get("messages", []))
        return next(filter(None, map(schema_in, texts)), None)

    @property
    def prompt(self):
        """All text of all messages."""
        return "\n".join(text_of(message) for message in self.body.get("messages", []))


# What the prompt says


def text_of(message):
    """The text of one message, whichever form its content has."""
    content = message.get("content") or ""
    return (
        content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
    )


def objects_in(text):
    """Every outermost JSON object that stands in a text."""
    decoder, place = json.JSONDecoder(), text.find("{")
    while place >= 0:
        try:
            value, place = decoder.raw_decode(text, place)
            yield value
        except ValueError:
            place += 1
        place = text.find("{", place)


def schema_in(text):
    """The first JSON schema of an object that stands in a text."""
    found = (value for value in objects_in(text) if '"properties"' in text)
    return next((value for value in found if isinstance(value.get("properties"), dict)), None)


def paper_in(body):
    """Title and abstract of the paper that the first user message ends with."""
    users = [message for message in body.get("messages", []) if message.get("role") == "user"]
    text = text_of(users[0]) if users else ""
    for value in objects_in(text):
        if "title" in value and "abstract" in value:
            return value["title"], value["abstract"]
    tagged = re.search(r"<title>(.*?)</title>.*?<abstract>(.*?)</abstract>", text, re.DOTALL)
    plain = re.search(r"Title: *(.*?)\n+Abstract:\s*(.*)", text, re.DOTALL)
    found = tagged or plain
    return (found[1].strip(), found[2].strip()) if found else (text[:200], text)


# Good answers


@cache
def topics():
    """Topic names of the packaged vocabulary with the phrases that show them."""
    table = tomllib.loads(TOPICS.read_text())["topic"]
    return {
        each["name"]: [each["name"], each.get("label", each["name"]), *each["aliases"]]
        for each in table
    }


WORD = re.compile(r"[^\W_]+")
LONGEST = 5


@cache
def _names():
    """Topic names by their phrases, in lower-case words with single blanks between."""
    pairs = ((name, phrase) for name, phrases in topics().items() for phrase in phrases)
    return {" ".join(WORD.findall(phrase.lower())): name for name, phrase in pairs}


def quotes(text):
    """Topics that a text names, each with the words of the text that do, longest first."""
    words, names = list(WORD.finditer(text)), _names()
    plain, done = [word[0].lower() for word in words], 0
    for first in range(len(words)):
        for last in range(min(first + LONGEST, len(words)), max(first, done), -1):
            name = names.get(" ".join(plain[first:last]))
            if name and first >= done:
                done = last
                yield name, text[words[first].start() : words[last - 1].end()]
                break


def good_answer(request):
    """What a good model says of the paper in the request, in the form the request asks for."""
    text = request.abstract or request.title
    tags = list({name: (name, quote) for name, quote in quotes(text)}.values())[:4]
    tags = tags or [(next(iter(topics())), text[:20].strip())]
    tldr = " ".join(re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0].split()[:25])
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0].strip()
    known = {"tldr": tldr, "tags": tags, "tldr_quotes": [first[:200]]}
    return fitted(request.schema, known | for_the_reader(request, text, tldr))


READER = re.compile(r"<reader>\n(.*?)\n</reader>", re.DOTALL)


def for_the_reader(request, text, why):
    """What a good model says to the reader in a request's first message; nothing without one."""
    first = next(iter(request.body.get("messages", [])), {})
    told = READER.search(text_of(first))
    if not told:
        return {}
    lines = (line for line in told[1].splitlines() if line.startswith("wants "))
    wishes = [name for line in lines for name in line.partition(": ")[2].split("; ")]
    places = [(wish, text.lower().find(wish.lower())) for wish in wishes]
    met = [(wish, text[at : at + len(wish)]) for wish, at in places if at >= 0]
    reasons = [{"wish": wish, "quote": quote} for wish, quote in met]
    return {"reasons": reasons, "why": why, "relevance": 8 if met else 2, "novelty": 4}


def fitted(schema, known):
    """The known values in the form of a schema; whatever else it wants is empty."""
    if schema is None:
        tags = [{"tag": tag, "quote": quote} for tag, quote in known["tags"]]
        answer = {"tags": tags, "proposed_tags": [], "tldr_quotes": known["tldr_quotes"]}
        rest = ("tldr", "reasons", "why", "relevance", "novelty")
        return answer | {name: known[name] for name in rest if name in known}
    return _value(schema, schema, "", known)


def _value(schema, root, name, known):
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
    kind = schema.get("type")
    if kind == "object":
        return {key: _value(each, root, key, known) for key, each in schema["properties"].items()}
    if kind == "array" and name == "tags":
        return [
            _value(schema["items"], root, "tag", known | {"tag": pair}) for pair in known["tags"]
        ]
    if name in {"tldr_quotes", "reasons", "why", "relevance", "novelty"}:
        return known[name]
    return _scalar(schema, kind, name, known)


def _scalar(schema, kind, name, known):
    tag, quote = known.get("tag", ("", ""))
    values = {
        "tldr": known["tldr"],
        "tag": tag,
        "name": tag,
        "topic": tag,
        "quote": quote,
        "evidence": quote,
    }
    if "enum" in schema:
        return values[name] if values.get(name) in schema["enum"] else schema["enum"][0]
    empty = {"array": [], "boolean": False, "integer": 0, "number": 0.5, "null": None}
    return empty[kind] if kind in empty else values.get(name, "")


# Bad answers: name -> (content, what else is in the choice)


def changed(value, names, change):
    """A copy of an answer in which the strings under some names are changed."""
    if isinstance(value, dict):
        return {
            name: change(each)
            if name in names and isinstance(each, str)
            else changed(each, names, change)
            for name, each in value.items()
        }
    return [changed(each, names, change) for each in value] if isinstance(value, list) else value


def _every_list(value, change):
    return {name: change(each) if isinstance(each, list) else each for name, each in value.items()}


QUOTES, TAGS = {"quote", "evidence"}, {"tag", "name", "topic"}
CONTENT = {
    "garbage": lambda _: "I am but a model \ufffd\x07 {{{ and will not say",
    "empty": lambda _: "",
    "wrong-schema": lambda _: json.dumps({"summary": 7, "labels": "rag"}),
    "null-fields": lambda good: json.dumps(dict.fromkeys(good)),
    "duplicate-tags": lambda good: json.dumps(_every_list(good, lambda each: each * 2)),
    "invented-quotes": lambda good: json.dumps(
        changed(good, QUOTES, lambda _: "quite unheard of in there")
    ),
    "no-quotes": lambda good: json.dumps(changed(good, QUOTES, lambda _: "")),
    "invented-numbers": lambda good: json.dumps(
        changed(good, {"tldr"}, lambda text: f"{text.rstrip('.')} by 97.31%.")
    ),
    "invented-tags": lambda good: json.dumps(changed(good, TAGS, lambda _: "quantum-origami")),
    "too-long": lambda good: json.dumps(
        changed(good, {"tldr"}, lambda text: f"{text} and more" * 9)
    ),
    "huge": lambda _: json.dumps({"tldr": "a" * HUGE_BYTES}),
    "huge-blank": lambda good: json.dumps(good) + " " * HUGE_BYTES,
    "fenced": lambda good: (
        f"Sure! Here it is:\n\n```json\n{json.dumps(good, indent=1)}\n```\nAnything {{else}}?"
    ),
}
CHOICES = {
    "truncated": lambda text: {"content": text[: len(text) // 2], "finish": "length"},
    "truncated-stop": lambda text: {"content": text[: len(text) // 2]},
    "refusal": lambda _: {"content": None, "refusal": "I cannot help with that paper."},
    "filtered": lambda _: {"content": "", "finish": "content_filter"},
}


# Refusals: name -> (status, its headers, the error; {key} and {model} are filled in)


def error(message, kind, code=None, param=None):
    return {"message": message, "type": kind, "param": param, "code": code}


def _seconds(server):
    return {"Retry-After": f"{server.retry_after:g}"}


def _date(_):
    return {"Retry-After": formatdate(time.time() + 1, usegmt=True)}


def _nothing(_):
    return {}


SLOW_DOWN = error("Rate limit reached. Please try again.", "requests", "rate_limit_exceeded")
TOO_LONG = error("The maximum context is 8 tokens.", INVALID, "context_length_exceeded", "messages")
NO_QUOTA = error("You exceeded your current quota.", "insufficient_quota", "insufficient_quota")
STATUSES = {
    "400": (400, _nothing, TOO_LONG),
    "401": (401, _nothing, error("Incorrect API key: {key}.", INVALID, "invalid_api_key")),
    "403": (403, _nothing, error("{key} may not use this model.", "permission_error", "forbidden")),
    "404": (404, _nothing, error("No model `{model}`.", INVALID, "model_not_found")),
    "408": (408, _nothing, error("Request timed out.", "timeout")),
    "429": (429, _nothing, SLOW_DOWN),
    "429-seconds": (429, _seconds, SLOW_DOWN),
    "429-date": (429, _date, SLOW_DOWN),
    "quota": (429, _nothing, NO_QUOTA),
    "500": (500, _nothing, error("The server had an error.", "server_error")),
    "502": (502, _nothing, None),
    "503": (503, _nothing, error("That model is overloaded.", "server_error")),
    "503-seconds": (503, _seconds, error("That model is overloaded.", "server_error")),
}
BREAKS = ("stall", "cut", "cut-headers", "reset", "not-json", "not-completion")
PASSING = ("429", "429-seconds", "500", "502", "503", "408", "stall", "cut", "cut-headers", "reset")
"""Faults after which the same request may well succeed."""
BAD = (
    "garbage", "empty", "wrong-schema", "duplicate-tags", "invented-quotes", "invented-numbers",
    "invented-tags", "huge", "truncated", "truncated-stop", "refusal", "filtered", "not-json",
)  # fmt: skip
"""Faults in what the model says."""
FINAL = ("401", "403", "404", "quota")
"""Faults that no later request can mend."""
ANY = PASSING + BAD
EVERY = {*CONTENT, *CHOICES, *STATUSES, *BREAKS}


@dataclass
class LLMServer:
    """The server; every field may be changed while it runs."""

    script: list = field(default_factory=list)
    plan: object = None
    faults: float = 0.0
    mix: tuple = ANY
    seed: int = 0
    delay: object = 0.0
    held: bool = False
    answer: object = good_answer
    accepts: tuple = MODES
    decoded: bool = False
    capacity: int | None = None
    retry_after: float = 0.2
    stall: float = 30.0
    keep: bool = True
    port: int = 0
    requests: list = field(default_factory=list)
    per_paper: Counter = field(default_factory=Counter)
    outcomes: Counter = field(default_factory=Counter)
    last: Request | None = None
    received: int = 0
    in_flight: int = 0
    peak: int = 0

    @property
    def url(self):
        """The base URL for clients."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def modes(self):
        """The structured-output modes asked for, in order."""
        return [request.mode for request in self.requests]

    def reset(self):
        """Forget what was asked; the settings stay."""
        self.requests.clear()
        self.per_paper.clear()
        self.outcomes.clear()
        self.received, self.peak, self.last = 0, 0, None

    def stats(self):
        return {
            "requests": self.received,
            "peak": self.peak,
            "in_flight": self.in_flight,
            "outcomes": dict(self.outcomes),
            "papers": dict(self.per_paper),
        }

    # Its life

    def __enter__(self):
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self.serve(ready.set)), daemon=True
        )
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def serve(self, ready):
        """Listen until told to stop, then drop whoever is still connected."""
        self._loop, self._stop, self._open = asyncio.get_running_loop(), asyncio.Event(), set()
        listening = await asyncio.start_server(
            self._connection, "127.0.0.1", self.port, backlog=1024, limit=1 << 25
        )
        self.port = listening.sockets[0].getsockname()[1]
        ready()
        await self._stop.wait()
        listening.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connection(self, reader, writer):
        task = asyncio.current_task()
        self._open.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _exchange(self, reader, writer):
        """One request and its answer; whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        pairs = (line.partition(":") for line in head[1:] if line)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        raw = await reader.readexactly(int(headers.get("content-length", 0)))
        if method == "POST" and path.endswith("/chat/completions"):
            return await self._completion(writer, path, headers, raw)
        if path.endswith("/models"):
            return self._send(
                writer, 200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]}
            )
        if path == "/last":
            return self._send(writer, 200, self.last.body if self.last else {})
        if path == "/reset":
            self.reset()
        return await self._elsewhere(writer, method, path, headers, raw)

    async def _elsewhere(self, writer, method, path, headers, raw):
        """What is answered under any other path."""
        return self._send(writer, 200, self.stats())

    # One completion

    async def _completion(self, writer, path, headers, raw):
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            request = self._request(path, headers, json.loads(raw))
            request.fault = self._fault(request)
            self.outcomes[request.fault or "good"] += 1
            await asyncio.sleep(self.delay(request) if callable(self.delay) else self.delay)
            while self.held:  # noqa: ASYNC110 - let go from another thread
                await asyncio.sleep(0.01)
            return await self._answer(writer, request)
        finally:
            self.in_flight -= 1

    def _request(self, path, headers, body):
        title, abstract = paper_in(body)
        self.received += 1
        self.per_paper[title] += 1
        request = Request(self.received, path, headers, body, time.monotonic(), title, abstract)
        request.attempt = self.per_paper[title]
        self.last = request
        if self.keep:
            self.requests.append(request)
        return request

    def _fault(self, request):
        if request.mode not in self.accepts:
            return f"refuse-{request.mode}"
        if self.capacity is not None and self.in_flight > self.capacity:
            return "429-seconds"
        step = self.script.pop(0) if self.script else None
        if step is None and self.plan:
            step = self.plan(request)
        if step is None:
            chance = Random(f"{self.seed}/{request.title}/{request.attempt}")
            step = chance.choice(self.mix) if chance.random() < self.faults else None
        return None if step == "good" else step

    async def _answer(self, writer, request):
        fault = request.fault
        request.answered = time.monotonic()
        if fault in BREAKS:
            return await self._break(writer, fault)
        if fault in STATUSES:
            return self._refuse(writer, request, *STATUSES[fault])
        if fault and fault.startswith("refuse-"):
            return self._send(writer, 400, {"error": _unsupported(request)})
        return self._send(writer, 200, self._said(request))

    async def _break(self, writer, fault):
        if fault == "stall":
            await asyncio.sleep(self.stall)
        elif fault == "not-json":
            return self._send(
                writer, 200, b"<html>Bad gateway</html>", {"Content-Type": "text/html"}
            )
        elif fault == "not-completion":
            return self._send(writer, 200, {"choices": []})
        elif fault == "cut":
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
            )
            writer.write(b'{"id": "chatcmpl-1", "choices": [{"mess')
        elif fault == "cut-headers":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Le")
        else:
            writer.transport.abort()
        return False

    def _refuse(self, writer, request, status, headers, problem):
        headers = headers(self)
        if problem is None:
            return self._send(
                writer, status, b"<html>Bad gateway</html>", headers | {"Content-Type": "text/html"}
            )
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        message = (
            problem["message"]
            .replace("{key}", key)
            .replace("{model}", request.body.get("model", ""))
        )
        return self._send(writer, status, {"error": problem | {"message": message}}, headers)

    def _said(self, request):
        """A chat completion with what the model says, good or bad."""
        good = self.answer(request)
        text = good if isinstance(good, str) else json.dumps(good)
        if request.fault in CONTENT:
            text = CONTENT[request.fault](good)
        choice = CHOICES[request.fault](text) if request.fault in CHOICES else {"content": text}
        message = {
            "role": "assistant",
            "content": choice["content"],
            "refusal": choice.get("refusal"),
        }
        finish = choice.get("finish", "stop")
        request.usage = usage(request, text)
        if request.mode == "tools" and message["content"]:
            call = _call(request, choice["content"])
            if self.decoded:
                call["function"]["arguments"] = json.loads(choice["content"])
            message |= {"content": None, "tool_calls": [call]}
            finish = choice.get("finish", "tool_calls")
        return {
            "id": f"chatcmpl-{request.number}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": request.body.get("model", "scripted"),
            "choices": [
                {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
            ],
            "usage": request.usage,
        }

    def _send(self, writer, status, body, headers=None):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        fields = {"Content-Type": "application/json", "Content-Length": len(raw)} | (headers or {})
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        writer.write(f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + raw)
        return True


def usage(request, text):
    """Token counts, a token for every four characters."""
    asked, said = len(request.prompt) // 4 + 1, len(text) // 4 + 1
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _call(request, text):
    name = request.body["tools"][0]["function"]["name"]
    return {
        "id": f"call_{request.number}",
        "type": "function",
        "function": {"name": name, "arguments": text},
    }


def _unsupported(request):
    param = "tools" if request.mode == "tools" else "response_format"
    message = f"Invalid parameter: '{param}' ({request.mode}) is not supported with this model."
    return error(message, INVALID, param=param)


def main():
    """Serve until interrupted."""
    options = argparse.ArgumentParser(
        description="Play an OpenAI-compatible model, well and badly."
    )
    options.add_argument("--port", type=int, default=8080)
    options.add_argument("--faults", type=float, default=0.0)
    options.add_argument("--mix", default=",".join(ANY), help=f"of: {' '.join(sorted(EVERY))}")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--delay", type=float, default=0.0)
    options.add_argument("--capacity", type=int)
    options.add_argument("--accepts", default=",".join(MODES))
    told = vars(options.parse_args())
    told |= {name: tuple(told[name].split(",")) for name in ("mix", "accepts")}
    server = LLMServer(**told, keep=False)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve(lambda: print(server.url, flush=True)))  # noqa: T201


if __name__ == "__main__":
    main()
