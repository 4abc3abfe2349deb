"""Every command with its line of help, in the groups and the order in which help lists them."""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    from types import ModuleType

GROUPS = {
    "Read": {
        "today": "the newest day of a source",
        "papers": "any papers: a day, a page, a file, a search",
        "week": "a stored week",
        "month": "a stored month",
        "search": "search everything stored",
        "similar": "find the stored papers that are most like one",
        "read": "a paper's key points and full text; marks it as read",
        "fulltext": "the full text of a paper: sections, captions, references",
        "trends": "topics week by week",
    },
    "For me": {
        "interests": "say what you want to read: `--for-me` puts it first",
        "star": "mark papers that you want more of",
        "later": "mark papers to read later",
        "hide": "mark papers that you do not want to see",
        "follow": "follow people, organizations and searches",
    },
    "Correct": {
        "review": "correct tags and TL;DRs in a Markdown report",
        "topics": "manage the topics",
    },
    "Keep": {
        "library": "show and manage what is stored",
        "site": "all stored days as a static site",
        "corpus": "turn any number of papers into tables",
        "batch": "ask a language model in batches, at half the price",
    },
    "Use elsewhere": {
        "serve": "the library in a browser, on this machine",
        "mcp": "the library for agents, over MCP",
        "agents": "print how a coding agent uses these commands",
    },
    "Send": {
        "mail": "mail a digest, each day once",
        "post": "post a digest to Slack, Telegram, a webhook and more, each day once",
        "notes": "papers as notes for Obsidian or Logseq",
        "zotero": "put papers into Zotero, and read its libraries",
        "schedule": "run a command every day by itself: cron, systemd, GitHub ...",
    },
    "Measure": {
        "evaluate": "compare engines with labels or your reviews",
        "prompt": "show what a language model is sent",
    },
    "Maintain": {
        "init": "set up model, topics, mail and what to read daily",
        "doctor": "find out what is wrong, and what to do",
        "models": "list the models of a server, with their prices",
        "config": "show and change settings",
        "cache": "manage stored answers",
        "replay": "run a command on recorded answers, without a network",
        "schema": "print the JSON Schema of a digest",
        "completion": "complete commands in your shell",
        "help": "explain a command",
    },
}
COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}
_SHARED = {
    **dict.fromkeys(("week", "month"), "period"),
    **dict.fromkeys(("star", "later", "hide"), "marks"),
    "read": "marks.read",
}
"""The modules of commands that are not called like it: several are one but for a word."""


def module(name: str) -> ModuleType:
    """The module of a command."""
    from importlib import import_module

    return import_module(f"summarizer.commands.{_SHARED.get(name, name)}")
