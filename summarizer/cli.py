"""The command line: argv to settings, one call, an exit code. Only here is anything printed."""

from __future__ import annotations

import argparse
import sys

from summarizer import __version__

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

INTERRUPTED = 130
_FORMATS = ("text", "json", "jsonl", "markdown")
_SPECS = (
    "`hf`, `hf:YYYY-MM-DD`, `hf:YYYY-Www`, `hf:YYYY-MM`, `hf:trending`, `hf:?q=WORDS`, `hf:ID`, "
    "`arxiv:cs.CL`, `arxiv:ID`, `arxiv:?q=WORDS`, a URL of these sites, a file (also .gz), "
    "a folder, or `-` for standard input"
)


class _Parser(argparse.ArgumentParser):
    """Argparse whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, then end with 2."""
        self.exit(2, f"{self.prog}: error: {message} (see `{self.prog} --help`)\n")


def parser(argv: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The whole command line, one parser a command.

    Given what was typed, large commands that are not in it go without their options: each
    costs every other command's start.
    """
    top = _Parser(
        prog="summarize",
        description="Tagged, summarised digests of research papers, with or without an LLM.",
        epilog="Exit codes: 0 done; 1 done, some papers skipped; 2 wrong use or unreadable input; "
        "3 nothing listed for that day; 4 source or server not reached, or no; 130 interrupted.",
    )
    top.add_argument("--version", action="version", version=f"summarize {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    today = commands.add_parser(
        "today",
        help="the newest listed day",
        description=("The digest of the newest day that a source lists (days are UTC)."),
    )
    today.add_argument(
        "spec", nargs="?", default="hf", metavar="SPEC", help="`hf` (default) or `arxiv:cs.CL`"
    )
    papers = commands.add_parser(
        "papers", help="any papers", description=("The digest of any papers.")
    )
    papers.add_argument("spec", nargs="+", metavar="SPEC", help=_SPECS)
    for command in (today, papers):
        _digest_options(command)
    _review_command(commands)
    evaluate = _evaluate_command(commands)
    topics = _topics_command(commands)
    if argv is None or "evaluate" in argv:
        _evaluate_options(evaluate)
    if argv is None or "topics" in argv:
        _topics_actions(topics)
    _other_commands(commands)
    return top


def _digest_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    _model_options(command)
    add("--json", dest="format", action="store_const", const="json", help="same as --format json")
    add("--format", "-f", choices=_FORMATS, help="output format (default: text)")
    add("--output", "-o", metavar="FILE", help="write there; the ending picks the format")
    add("--by", choices=("topic", "date", "upvotes"), help="group by topic, or order")
    _choice_options(command)
    _limit_options(command)
    add("--dry-run", action="store_true", help="say what would be sent and cost; send nothing")
    add("--explain", metavar="ID", help="say why one paper got its tags and TL;DR, nothing else")
    add("--cross-lists", action="store_true", help="of arXiv's day, also other categories' papers")
    add("--replacements", action="store_true", help="of arXiv's day, also new versions of papers")
    add("--new", action="store_true", help="only papers that no digest has shown before")
    add("--report", action="store_true", help="print the parse report: every place dropped")
    add("--strict", action="store_true", help="exit code 1 where an entry was dropped")
    _volume_options(command)


def _choice_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--tag", action="append", default=[], metavar="TOPIC", help="only papers with this topic")
    add("--limit", type=_positive, metavar="N", help="at most N papers")
    add("--date", type=_day, metavar="YYYY-MM-DD", help="the day; of a text dump, the page's day")
    add("--refresh", action="store_true", help="ask the engine again where an answer is kept")
    add("--offline", action="store_true", help="use no network; days come from the library")


def _volume_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--quiet", "-q", action="store_true", help="no notes on standard error, only problems")
    add("--verbose", "-v", action="store_true", help="also say what is usually left unsaid")


def _model_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add(
        "--model",
        metavar="MODEL",
        help=(
            "embedded (default), or PROVIDER/NAME of a language model: openai, ollama, "
            "openrouter, groq, mistral, deepseek, together, llamacpp, vllm, lmstudio"
        ),
    )
    add("--base-url", metavar="URL", help="server of a language model, for any compatible one")
    add("--language", metavar="NAME", help="language of the TL;DR (default: English)")


def _limit_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add(
        "--fallback",
        choices=("none", "embedded"),
        help=("who annotates the papers that the language model did not (default: none)"),
    )
    add("--concurrency", metavar="N", help="most requests at once (default: 8)")
    add("--max-usd", metavar="USD", help="stop before the request that could cost more in all")
    add("--max-requests", metavar="N", help="stop before the request that would be one more")


def _review_command(commands: argparse._SubParsersAction[_Parser]) -> None:
    review = commands.add_parser(
        "review",
        help="correct tags and TL;DRs",
        description="Make a Markdown report to correct by hand; read it back with --apply.",
    )
    review.add_argument("spec", nargs="*", metavar="SPEC", help=_SPECS)
    add = review.add_argument
    what = review.add_mutually_exclusive_group()
    what.add_argument("--apply", metavar="FILE", help="read an edited report back (`-`: stdin)")
    what.add_argument("--status", action="store_true", help="count what is reviewed")
    what.add_argument("--undo", action="store_true", help="take the last --apply back")
    add("--dry-run", action="store_true", help="with --apply, --undo: show the diff, keep nothing")
    add("--reviewer", metavar="NAME", help="who reviews (default: the name of the login)")
    add("--output", "-o", metavar="FILE", help="write the report there")
    add(
        "--order",
        choices=("doubt", "date", "topic"),
        default="doubt",
        help="most doubtful papers first (default), newest first, or by topic",
    )
    _model_options(review)
    _choice_options(review)
    _limit_options(review)
    _volume_options(review)


def _other_commands(commands: argparse._SubParsersAction[_Parser]) -> None:
    prompt = commands.add_parser(
        "prompt",
        help="what a model would be sent",
        description=(
            "Show exactly what would be sent to a language model for a paper; sends nothing."
        ),
    )
    prompt.add_argument("spec", nargs="+", metavar="SPEC", help=_SPECS)
    _model_options(prompt)
    prompt.add_argument("--json", action="store_true", help="the requests, one a line")
    prompt.add_argument(
        "--limit",
        type=_positive,
        default=1,
        metavar="N",
        help=("for the first N papers (default: 1)"),
    )
    prompt.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="the day")
    prompt.add_argument("--offline", action="store_true", help="days come from the library")
    search = commands.add_parser(
        "search",
        help="over the stored digests",
        description="Search everything stored: words, phrases in quotes, and filters.",
        epilog="Filters: tag: since: until: source: reviewed: title: abstract: tldr: author:. "
        "Every part must hold; a comma in a filter means either; put -- before a query that "
        "begins with -, which turns a part round.",
    )
    search.add_argument("query", nargs="+", metavar="QUERY", help="words, phrases and filters")
    search.add_argument("--json", action="store_true", help="as JSON")
    search.add_argument(
        "--limit", type=_positive, default=10, metavar="N", help="the best N papers (default: 10)"
    )
    search.add_argument("--quiet", "-q", action="store_true", help="no notes on standard error")
    search.add_argument("--verbose", "-v", action="store_true", help="also say what else happened")
    cache = commands.add_parser(
        "cache", help="the kept answers", description=("Look after the kept answers.")
    )
    cache.add_argument(
        "action",
        choices=("info", "prune", "verify"),
        help=(
            "info: count and size; prune: remove what killed runs and older engines left; "
            "verify: read every answer"
        ),
    )
    replay = commands.add_parser(
        "replay",
        help="recorded answers of the sites, without a network",
        description=(
            "Run a command against recorded answers of the sites, served on this machine; "
            "without a command, serve until interrupted."
        ),
    )
    replay.add_argument("cassette", metavar="CASSETTE", help="a recording, or a folder of them")
    replay.add_argument("argv", nargs=argparse.REMAINDER, metavar="COMMAND", help="what to run")
    commands.add_parser(
        "config",
        help="settings and where each comes from",
        description=("Show every setting, its value and where it comes from."),
    )
    commands.add_parser(
        "schema",
        help="the JSON Schema of a digest",
        description=("Print the JSON Schema of a digest."),
    )


def _evaluate_command(commands: argparse._SubParsersAction[_Parser]) -> _Parser:
    return commands.add_parser(
        "evaluate",
        help="quality against labels or reviews",
        description="Measure models against labelled papers, or against your reviews.",
    )


def _evaluate_options(evaluate: argparse.ArgumentParser) -> None:
    add = evaluate.add_argument
    add(
        "gold",
        nargs="?",
        metavar="GOLD",
        help="JSON or JSON Lines of papers with `tags` or `tldr`; none: your reviews",
    )
    add(
        "--model",
        action="append",
        metavar="MODEL",
        help="a model, or a digest made with --json; twice to compare two",
    )
    add("--base-url", metavar="URL", help="server of a language model, for any compatible one")
    add("--language", metavar="NAME", help="language of the TL;DR (default: English)")
    add("--json", dest="format", action="store_const", const="json", help="same as --format json")
    add("--format", "-f", choices=("text", "json", "markdown"), help="default: text")
    add("--output", "-o", metavar="FILE", help="write there; the ending picks the format")
    add("--disagreements", metavar="FILE", help="write the disputed papers as a report to review")
    add("--min-f1", type=_share, metavar="F1", help="exit code 1 where micro F1 is below (0 to 1)")
    add("--limit", type=_positive, metavar="N", help="only the first N papers")
    add("--concurrency", metavar="N", help="most requests at once (default: 8)")
    add("--max-usd", metavar="USD", help="stop before the request that could cost more in all")
    add("--max-requests", metavar="N", help="stop before the request that would be one more")
    add("--refresh", action="store_true", help="ask the model again where an answer is kept")
    add("--quiet", "-q", action="store_true", help="no notes on standard error, only problems")
    add("--verbose", "-v", action="store_true", help="also say what is usually left unsaid")


def _topics_command(commands: argparse._SubParsersAction[_Parser]) -> _Parser:
    return commands.add_parser(
        "topics",
        help="the topic vocabulary",
        description="List the topics of the vocabulary with their counts, or look after them.",
    )


def _topics_actions(topics: argparse.ArgumentParser) -> None:
    topics.add_argument("--json", action="store_true", help="as JSON, with aliases")
    actions = topics.add_subparsers(dest="action", metavar="ACTION")
    show = actions.add_parser("show", help="one topic, and papers that have it")
    check = actions.add_parser("check", help="read the vocabulary, or another file, line by line")
    check.add_argument("file", nargs="?", metavar="FILE", help="default: the vocabulary in use")
    add = actions.add_parser("add", help="a new topic")
    rename = actions.add_parser("rename", help="another name; the old one stays as an alias")
    merge = actions.add_parser("merge", help="one topic into another")
    split = actions.add_parser("split", help="a new topic of some aliases of another")
    remove = actions.add_parser("remove", help="no topic any more")
    propose = actions.add_parser("propose", help="subjects that the stored papers want")
    promote = actions.add_parser("promote", help="a new topic of a proposed subject")
    for each in (show, add, rename, merge, split, remove, promote):
        each.add_argument("name", metavar="TOPIC", help="name, label or alias")
    for each in (rename, split):
        each.add_argument("new", metavar="NEW", help="the new name")
    merge.add_argument("into", metavar="INTO", help="the topic that stays")
    for each in (show, propose):
        each.add_argument("--json", action="store_true", help="as JSON")
    propose.add_argument("--limit", type=_positive, metavar="N", help="at most N (default: 20)")
    for each in (add, split, promote):
        _topic_options(each)
    for each in (add, rename, merge, split, remove, promote):
        each.add_argument("--dry-run", action="store_true", help="show the change, write nothing")


def _topic_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--definition", required=True, metavar="TEXT", help="one sentence; a model is given it")
    add("--group", metavar="GROUP", help="one of the vocabulary's groups")
    add("--label", metavar="TEXT", help="for people (default: the name with blanks)")
    add("--alias", action="append", default=[], metavar="TEXT", help="a phrase that shows it")
    add("--weak", action="append", default=[], metavar="TEXT", help="a cue that hints at it")
    add("--exclusion", action="append", default=[], metavar="TEXT", help="where none counts")
    add("--parent", metavar="TOPIC", help="a broader topic")


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        message = f"{text!r} is no number from 0 to 1"
        raise argparse.ArgumentTypeError(message)
    return value


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        message = f"{text!r} is no whole number above 0"
        raise argparse.ArgumentTypeError(message)
    return min(int(text), sys.maxsize)


def _day(text: str) -> object:
    from summarizer.days import parse

    day = parse(text)
    if day is None:
        message = f"{text!r} is no day: write YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message)
    return day


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code."""
    given = sys.argv[1:] if argv is None else argv
    try:
        arguments = parser(given).parse_args(given)
        return _run(arguments)
    except KeyboardInterrupt:
        return _fail("interrupted; what was finished is kept", INTERRUPTED)


def _run(arguments: argparse.Namespace) -> int:
    from summarizer import commands
    from summarizer.errors import SummarizerError

    try:
        return commands.run(arguments)
    except SummarizerError as error:
        return _fail(str(error), error.exit_code)


def _fail(message: str, code: int) -> int:
    from summarizer.text import one_line

    print(f"summarize: {one_line(message)}", file=sys.stderr)
    return code
