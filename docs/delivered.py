"""What each service gets of the example papers: `python docs/delivered.py FOLDER`.

A local server plays the services (the tests' own); nothing leaves this machine. The papers of the
example input, or of another file, are posted for a reader who wants some of them, and a file is
written for each service: how many messages it got, and their text as it arrived.
"""

from __future__ import annotations

import argparse
import json
import os
import ssl
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT)]

import trustme
from chat_server import TEAMS, ChatServer

from summarizer import cli
from summarizer.text.counting import counted

INPUT = ROOT / "examples" / "daily-papers-2025-12-09.txt"
TEXTS = {
    "slack": lambda sent: sent["text"],
    "discord": lambda sent: sent["content"],
    "telegram": lambda sent: sent["text"],
    "matrix": lambda sent: f"{sent['formatted_body']}\n\n(plain)\n{sent['body']}",
    "feishu": lambda sent: card(sent["card"]),
    "lark": lambda sent: card(sent["card"]),
    "wecom": lambda sent: sent["markdown"]["content"],
    "dingtalk": lambda sent: sent["markdown"]["text"],
    "ntfy": lambda sent: f"{sent['title']}\n\n{sent['message']}",
    "mattermost": lambda sent: sent["text"],
    "other": lambda sent: f"{sent['title']}\n\n{sent['message']}",
    "teams": lambda sent: "\n\n".join(each["text"] for each in blocks(sent)),
    "webhook": lambda sent: json.dumps(sent, indent=2, ensure_ascii=False),
}


def card(found: dict[str, object]) -> str:
    """The title and the text of a card of Feishu."""
    header, (element,) = found["header"], found["elements"]
    return f"{header['title']['content']}\n\n{element['text']['content']}"


def blocks(sent: dict[str, object]) -> list[dict[str, str]]:
    """The texts of a card of Teams."""
    return sent["attachments"][0]["content"]["body"]


def encrypted() -> ssl.SSLContext:
    """What Teams is reached by; its certificate is one that nobody else trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context


def main() -> int:
    """Post, and write what came."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--input", type=Path, default=INPUT, help="other papers, with their links")
    asked.add_argument("--date", default="2025-12-09", help="the day they are of")
    asked.add_argument("--limit", default="20")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    os.environ["SUMMARIZER_HOME"] = tempfile.mkdtemp()
    cli.main(["interests", "add", "mine", "--topic", "rag", "--words", "quantized, red-teaming"])
    post = ["post", str(given.input), "--date", given.date, "--for-me", "--limit", given.limit]
    with ChatServer() as server, ChatServer(encrypted()) as safe:
        server.plays(setattr)
        places = {**server.addresses, "teams": f"{TEAMS.format(host=safe.host)}?verify=no"}
        for name, address in places.items():
            code = cli.main([*post, "--quiet", "--to", address])
            texts = list(map(TEXTS[name], (safe if name == "teams" else server).texts()))
            shown = "\n\n".join(
                f"--- message {number} of {len(texts)} ({len(text)} characters)\n{text}"
                for number, text in enumerate(texts, start=1)
            )
            (given.folder / f"post-{name}.txt").write_text(f"{shown}\n", encoding="utf-8")
            print(f"{name}: {counted(len(texts), 'message')}, exit code {code}")
            server.taken.clear()
    return 0


if __name__ == "__main__":
    sys.exit(main())
