"""`summarize models`: the language models that a server has, and what they cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import flags, print_all

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.engines.llm.listing import ListedModel
    from summarizer.engines.llm.providers import Server
    from summarizer.settings import Settings

_HEAD = ("model", "$ in", "$ out", "context")


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "List the language models that a server has, with their prices in US dollars per million "
        "tokens, where they are known, and the tokens of their context. Nothing is asked of a "
        "model."
    )
    add = command.add_argument
    add("provider", nargs="?", metavar="PROVIDER", help=common.Listed(_providers))
    add("--base-url", metavar="URL", help="address of the server, if not the provider's own")
    add("--json", action="store_true", help="print JSON")
    common.examples(
        command,
        "summarize models ollama",
        "summarize models openrouter --json",
        "summarize models openai --base-url http://127.0.0.1:8080/v1",
    )


def _providers() -> str:
    from summarizer.engines.llm.providers import PROVIDERS

    return f"{', '.join(PROVIDERS)} (default: the one of your setting `model`)"


def run(arguments: argparse.Namespace) -> int:
    """Print the models of the server."""
    from summarizer import settings
    from summarizer.engines.llm import listing, providers

    chosen = _chosen(settings.load(flags(arguments)), arguments.provider)
    server = providers.server(chosen)
    server.check_key()
    found = listing.listed(server, chosen.timeout)
    print_all(_json(server, found) if arguments.json else _table(found))
    return 0


def _chosen(chosen: Settings, provider: str | None) -> Settings:
    """The settings for that provider. Raises SettingsError where there is none of that name."""
    from summarizer.engines.llm.providers import PROVIDERS
    from summarizer.errors import SettingsError

    configured = chosen.model.partition("/")[0]
    given = provider or configured
    if provider is None and configured not in PROVIDERS and chosen.base_url:
        given = "openai"  # as any compatible server is asked
    name = given.rstrip("/").partition("/")[0]
    if name not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        what = f"`{name}` is no provider" if provider else "your setting `model` names no provider"
        message = f"{what}: give one of {known}"
        raise SettingsError(message)
    others = name != configured and chosen.origins.get("base_url") != "command line"
    base_url = None if others and configured in PROVIDERS else chosen.base_url
    return replace(chosen, model=f"{name}/any", base_url=base_url)


def _table(models: list[ListedModel]) -> Iterator[str]:
    from summarizer.text.columns import padded, width
    from summarizer.text.plain import one_line

    rows = [_HEAD, *(_row(each) for each in models)]
    names = [one_line(row[0]) for row in rows]
    broad = max(map(width, names))
    sizes = [max(len(row[place]) for row in rows) for place in range(1, len(_HEAD))]
    for name, (_, *rest) in zip(names, rows, strict=True):
        cells = (cell.rjust(size) for cell, size in zip(rest, sizes, strict=True))
        yield f"{padded(name, broad)}  {'  '.join(cells)}\n"


def _row(model: ListedModel) -> tuple[str, ...]:
    prices = (
        "-" if each is None else f"{each:.2f}" for each in (model.input_usd, model.output_usd)
    )
    return (model.id, *prices, "-" if model.context is None else f"{model.context:,}")


def _json(server: Server, models: list[ListedModel]) -> Iterator[str]:
    from summarizer.papers.wire import dumps

    rows = [
        {
            "model": f"{server.provider}/{each.id}",
            "input_usd_per_million": each.input_usd,
            "output_usd_per_million": each.output_usd,
            "context": each.context,
        }
        for each in models
    ]
    head = {"schema": "summarizer/models/1", "base_url": server.shown_url}
    yield dumps(head | {"models": rows}) + "\n"
