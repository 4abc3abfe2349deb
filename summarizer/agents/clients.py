"""How common clients are told of the server: what to put where, for each of them.

The forms are those of the clients' own documentation, looked up in November 2026.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.text.plain import echoed
from summarizer.text.spelling import question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NAME = "summarizer"
"""What the server is called in a client."""


@dataclass(frozen=True)
class Launch:
    """How a client starts the server: the program's path, its arguments, its environment."""

    program: str
    arguments: Sequence[str]
    environment: Mapping[str, str]

    @property
    def entry(self) -> dict[str, Any]:
        """The server as most clients write it."""
        found: dict[str, Any] = {"command": self.program, "args": list(self.arguments)}
        return found | ({"env": dict(self.environment)} if self.environment else {})


@dataclass(frozen=True)
class Client:
    """A client: what is put where. `where` names the file; it is empty where a command is run."""

    title: str
    where: str
    snippet: Callable[[Launch], str]


def snippet(name: str, launch: Launch) -> tuple[Client, str]:
    """A client and its configuration. Raises UsageError that lists the clients there are."""
    client = CLIENTS.get(name.strip().lower().replace(" ", "-").replace("_", "-"))
    if client is None:
        near = question(name, CLIENTS)
        listed = ", ".join(CLIENTS)
        message = f"unknown client `{echoed(name)}`{near or ':'} known are {listed}"
        raise UsageError(message)
    return client, client.snippet(launch)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _common(launch: Launch) -> str:
    return _json({"mcpServers": {NAME: launch.entry}})


def _vscode(launch: Launch) -> str:
    return _json({"servers": {NAME: {"type": "stdio"} | launch.entry}})


def _zed(launch: Launch) -> str:
    return _json({"context_servers": {NAME: launch.entry}})


def _copilot(launch: Launch) -> str:
    return _json({"mcpServers": {NAME: {"type": "local", "tools": ["*"]} | launch.entry}})


def _opencode(launch: Launch) -> str:
    entry: dict[str, Any] = {
        "type": "local",
        "command": [launch.program, *launch.arguments],
        "enabled": True,
    }
    entry |= {"environment": dict(launch.environment)} if launch.environment else {}
    return _json({"mcp": {NAME: entry}})


def _codex(launch: Launch) -> str:
    """JSON's strings are TOML's, too."""
    lines = [
        f"[mcp_servers.{NAME}]",
        f"command = {_quoted(launch.program)}",
        f"args = [{', '.join(map(_quoted, launch.arguments))}]",
    ]
    if launch.environment:
        lines += ["", f"[mcp_servers.{NAME}.env]"]
        lines += [f"{name} = {_quoted(value)}" for name, value in launch.environment.items()]
    return "\n".join(lines) + "\n"


def _goose(launch: Launch) -> str:
    """JSON's strings are YAML's, too."""
    arguments = ", ".join(map(_quoted, launch.arguments))
    lines = [
        "extensions:",
        f"  {NAME}:",
        f"    name: {NAME}",
        "    type: stdio",
        "    enabled: true",
        f"    cmd: {_quoted(launch.program)}",
        f"    args: [{arguments}]",
        "    timeout: 300",
    ]
    if launch.environment:
        lines.append("    envs:")
        lines += [f"      {name}: {_quoted(value)}" for name, value in launch.environment.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _claude_code(launch: Launch) -> str:
    variables = [f"{name}={value}" for name, value in launch.environment.items()]
    given = [
        word for each in variables for word in ("--env", each)
    ]  # it takes words to the next --
    words = ("claude", "mcp", "add", *given, "--scope", "user", NAME, "--")
    return shlex.join((*words, launch.program, *launch.arguments)) + "\n"


CLIENTS = {
    "claude-desktop": Client(
        "Claude Desktop",
        "`claude_desktop_config.json` (Settings, Developer, Edit Config; on macOS in "
        "`~/Library/Application Support/Claude`, on Windows in `%APPDATA%\\Claude`)",
        _common,
    ),
    "claude-code": Client("Claude Code", "", _claude_code),
    "cursor": Client("Cursor", "`~/.cursor/mcp.json`, or `.cursor/mcp.json` of a project", _common),
    "vscode": Client(
        "VS Code",
        "`.vscode/mcp.json` of a folder, or the file that `MCP: Open User Configuration` opens",
        _vscode,
    ),
    "codex": Client("Codex", "`~/.codex/config.toml`", _codex),
    "zed": Client("Zed", "`settings.json` (the action `zed: open settings file`)", _zed),
    "gemini-cli": Client(
        "Gemini CLI", "`~/.gemini/settings.json`, or `.gemini/settings.json` of a project", _common
    ),
    "copilot-cli": Client("GitHub Copilot CLI", "`~/.copilot/mcp-config.json`", _copilot),
    "windsurf": Client("Windsurf", "`~/.codeium/windsurf/mcp_config.json`", _common),
    "opencode": Client(
        "opencode", "`~/.config/opencode/opencode.json`, or `opencode.json` of a project", _opencode
    ),
    "goose": Client("Goose", "`~/.config/goose/config.yaml`", _goose),
    "lm-studio": Client("LM Studio", "`~/.lmstudio/mcp.json`", _common),
    "other": Client("another client", "wherever it keeps its MCP servers", _common),
}
