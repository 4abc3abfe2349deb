"""The scripted model's server with OpenAI's files and batches beside it.

    with BatchServer() as server:
        server.looks = ["validating", "in_progress"]   # what the next retrievals say
        server.end = "expired"; server.answered = 3    # then how each batch ends
        server.calls["create"] = ["500", "lost"]       # what befalls the next calls

A call's fault is a name of `llm_server.STATUSES`, `reset` (cut before anything is done),
`lost` (done, then cut), `late` (cut, and done behind the next batch that is made),
`hold` (done, then no answer for `stall` seconds) or `nonsense`.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from llm_server import STATUSES, LLMServer, paper_in

MOST = 50_000
EXPIRED = {
    "code": "batch_expired",
    "message": "This request could not be executed before the completion window expired.",
}


@dataclass
class BatchServer(LLMServer):
    """Every field may be changed while it runs."""

    calls: dict = field(default_factory=lambda: defaultdict(list))
    looks: list = field(default_factory=list)
    end: str = "completed"
    answered: int | None = None
    """How many requests are answered before a batch expires or is cancelled."""
    errors: list = field(default_factory=list)
    """Why batches that end `failed` do."""
    lines: object = None
    """A function of (file name, lines) that gives the lines served: losses, garbage."""
    shuffled: bool = False
    offers: bool = True
    remembers: bool = True
    """Whether batches are given back with the metadata they were made with."""
    late: list = field(default_factory=list)
    files: dict = field(default_factory=dict)
    batches: dict = field(default_factory=dict)
    page: int = 100
    counted: Counter = field(default_factory=Counter)
    names: list = field(default_factory=list)
    asked: Counter = field(default_factory=Counter)
    """How often a batch was asked about each paper, by title."""

    async def _elsewhere(self, writer, method, path, headers, raw):
        place, _, query = path.partition("?")
        for name, (wanted, pattern) in ROUTES.items():
            found = re.fullmatch(pattern, place)
            if method == wanted and found:
                return await self._call(writer, name, found.groups(), query, headers, raw)
        return await super()._elsewhere(writer, method, path, headers, raw)

    async def _call(self, writer, name, groups, query, headers, raw):
        self.counted[name] += 1
        if not self.offers:
            return self._send(writer, 404, {"error": {"code": 404, "message": "File Not Found"}})
        fault = self.calls[name].pop(0) if self.calls[name] else None
        if fault in STATUSES:
            return self._refuse(writer, _Asked(headers), *STATUSES[fault])
        if fault in {"reset", "late"}:
            self.late += [raw] * (fault == "late")
            writer.transport.abort()
            return False
        if fault == "nonsense":
            return self._send(writer, 200, b"<html>hello</html>", {"Content-Type": "text/html"})
        status, body = getattr(self, f"_{name}")(*groups, query=query, headers=headers, raw=raw)
        if fault == "lost":
            writer.transport.abort()
            return False
        if fault == "hold":
            await asyncio.sleep(self.stall)
        return self._send(writer, status, body)

    # Files

    def _upload(self, *, headers, raw, **_):
        boundary = b"--" + headers["content-type"].partition("boundary=")[2].encode()
        parts = {}
        for part in raw.split(boundary)[1:-1]:
            head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
            parts[re.search(rb'name="(\w+)"', head)[1].decode()] = content, head
        content, head = parts["file"]
        self.names.append(re.search(rb'filename="([^"]+)"', head)[1].decode())
        if parts["purpose"][0] != b"batch":
            return 400, {"error": {"message": "the purpose must be batch"}}
        return 200, self._file(content + b"\n", "batch")

    def _file(self, content, purpose):
        identity = f"file-{len(self.files) + 1}"
        self.files[identity] = content
        return {
            "id": identity,
            "object": "file",
            "bytes": len(content),
            "created_at": 1,
            "filename": f"{identity}.jsonl",
            "purpose": purpose,
            "status": "processed",
        }

    def _content(self, identity, **_):
        if identity not in self.files:
            return 404, {"error": {"message": f"No such File object: {identity}"}}
        return 200, self.files[identity]

    # Batches

    def _create(self, *, raw, **_):
        wanted = json.loads(raw)
        if wanted["endpoint"] != "/v1/chat/completions" or wanted["completion_window"] != "24h":
            return 400, {"error": {"message": "invalid endpoint or window"}}
        identity = f"batch_{len(self.batches) + 1}"
        self.batches[identity] = {
            "id": identity,
            "object": "batch",
            "endpoint": wanted["endpoint"],
            "input_file_id": wanted["input_file_id"],
            "completion_window": "24h",
            "created_at": int(time.time()),
            "status": "validating",
            "metadata": wanted.get("metadata") if self.remembers else None,
            "errors": None,
            "output_file_id": None,
            "error_file_id": None,
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
        }
        made = self.batches[identity]
        while self.late:
            self._create(raw=self.late.pop())
        return 200, made

    def _list(self, *, query, **_):
        told = dict(pair.split("=") for pair in query.split("&"))
        every = list(self.batches.values())[::-1]
        after = next((n + 1 for n, each in enumerate(every) if each["id"] == told.get("after")), 0)
        shown = every[after : after + self.page]
        return 200, {
            "object": "list",
            "data": shown,
            "has_more": after + self.page < len(every),
        }

    def _retrieve(self, identity, **_):
        batch = self.batches.get(identity)
        if batch is None:
            return 404, {"error": {"message": f"No batch found with id '{identity}'."}}
        if batch["status"] in {"completed", "failed", "expired", "cancelled"}:
            return 200, batch
        if self.looks:
            batch["status"] = self.looks.pop(0)
            if batch["status"] == "in_progress":
                batch["request_counts"]["total"] = len(self._questions(batch))
        else:
            self._end(batch)
        return 200, batch

    def _questions(self, batch):
        return [json.loads(line) for line in self.files[batch["input_file_id"]].splitlines()]

    def _end(self, batch):
        questions = self._questions(batch)
        ids = [each["custom_id"] for each in questions]
        errors = list(self.errors)
        if len(ids) > MOST:
            errors.append({"code": "too_many_tasks", "message": "too many", "line": None})
        if len(set(ids)) < len(ids):
            errors.append({"code": "duplicate_custom_id", "message": "twice", "line": 2})
        batch["status"] = "failed" if errors else self.end
        if batch["status"] == "failed":
            batch["errors"] = {"object": "list", "data": errors}
            return
        most = len(questions) if self.answered is None else self.answered
        output, wrong = [], []
        for each in questions[:most]:
            self._ask(each, output, wrong)
        if batch["status"] == "expired":
            wrong += [
                {"id": "b", "custom_id": each["custom_id"], "response": None, "error": EXPIRED}
                for each in questions[most:]
            ]
        batch["request_counts"] = {
            "total": len(questions),
            "completed": len(output),
            "failed": len(wrong),
        }
        for name, lines in (("output", output), ("error", wrong)):
            raw = [json.dumps(line).encode() for line in lines]
            if self.shuffled:
                random.Random(1).shuffle(raw)
            if self.lines:
                raw = self.lines(name, raw)
            if raw:
                content = b"".join(line + b"\n" for line in raw)
                batch[f"{name}_file_id"] = self._file(content, "batch_output")["id"]

    def _ask(self, question, output, wrong):
        """Answer one request as the model's server would."""
        title, _ = paper_in(question["body"])
        self.asked[title] += 1
        request = self._request("/v1/chat/completions", {}, question["body"])
        request.fault = self._fault(request)
        line = {"id": f"batch_req_{request.number}", "custom_id": question["custom_id"]}
        if request.fault and request.fault.startswith("refuse-"):
            error = {"message": "'response_format' is not supported", "type": "x", "code": None}
            status, body = 400, {"error": error}
        elif request.fault in STATUSES:
            status, _, error = STATUSES[request.fault]
            body = {"error": error}
        else:
            status, body = 200, self._said(request)
        response = {"status_code": status, "request_id": "r", "body": body}
        (output if status == 200 else wrong).append(line | {"response": response, "error": None})


class _Asked:
    """What a refusal's words are filled in with."""

    body: dict = {}  # noqa: RUF012 - never changed

    def __init__(self, headers):
        self.headers = headers


ROUTES = {
    "upload": ("POST", r"/v1/files"),
    "content": ("GET", r"/v1/files/([^/]+)/content"),
    "create": ("POST", r"/v1/batches"),
    "list": ("GET", r"/v1/batches"),
    "retrieve": ("GET", r"/v1/batches/([^/]+)"),
}
