"""The cassettes of the real local server: where they lie, and what each is called."""

from __future__ import annotations

from places import CASSETTES

FOLDER = CASSETTES / "test_cassettes"
CASES = ("strict", "tools", "json_object", "text")


def name(case):
    """The test that replays a case, after which its cassette is called."""
    return f"test_a_digest_of_the_real_server_s_answers[{case}]"
