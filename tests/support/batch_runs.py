"""Batches as their tests submit and read them."""

from __future__ import annotations

import json

MODEL = "openai/gpt-5-mini"
KEY = "sk-test-0123456789-very-secret"


def record(number, **changes):
    abstract = (
        f"We study retrieval-augmented generation in setting {number} of a larger series. "
        f"Reinforcement learning of agents gains {number} points on a benchmark."
    )
    return {"id": f"2512.{number:05d}", "title": f"Study {number}", "abstract": abstract} | changes


def fetched(run, *argv, **named):
    code, out, err = run("batch", "fetch", *argv, "--json", **named)
    return code, json.loads(out.splitlines()[0]) if out else None, err


def digest(run, path, *argv):
    code, out, err = run("papers", path, "--json", *argv)
    return code, json.loads(out), err


def reasons(found):
    return {each["title"]: (each["kind"], each["reason"]) for each in found["left"]}
