"""`summarize batch`: papers asked about by OpenAI's batches, at half the price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import (
    begun,
    print_all,
    print_forecast,
    say_skipped,
    spent,
    tokens,
)
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse

    from summarizer.batch.job import Job
    from summarizer.batch.operations import Fetch
    from summarizer.batch.retrieval import Fetched
    from summarizer.batch.submission import Forecast
    from summarizer.library.run import Options, Run

_LISTED = 20
_DONE = "completed"


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Have a language model annotate papers in batches: within a day, at half the price. The "
        "answers are kept like any others, and `summarize papers` shows them."
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    submit = actions.add_parser("submit", help="submit the papers that have no answer yet")
    status = actions.add_parser(
        "status", help="show how far one batch is, or every batch known here"
    )
    fetch = actions.add_parser("fetch", help="fetch and keep the answers of a batch that has ended")
    submit.add_argument("spec", nargs="+", metavar="SPEC", help=common.Listed(common.specs))
    for each in (status, fetch):
        each.add_argument(
            "id",
            nargs="?",
            metavar="ID",
            help="the id of a batch (default: every batch known here)",
        )
    fetch.add_argument(
        "spec",
        nargs="*",
        metavar="SPEC",
        help="where its papers are, if this machine does not know them",
    )
    for each in (submit, fetch):
        each.add_argument("--limit", type=common.positive, metavar="N", help="at most N papers")
        each.add_argument("--date", type=common.day, metavar="YYYY-MM-DD", help="the day")
        each.add_argument(
            "--offline", action="store_true", help="use no network: days come from what is stored"
        )
        each.add_argument(
            "--concurrency", metavar="N", help="at most N requests at once (default: 8)"
        )
        each.add_argument(
            "--max-usd", metavar="USD", help="leave out papers that could exceed this cost"
        )
        each.add_argument("--max-requests", metavar="N", help="at most N requests in all")
    submit.add_argument(
        "--dry-run", action="store_true", help="say what would be sent and cost; send nothing"
    )
    fetch.add_argument("--wait", action="store_true", help="wait until the batch has ended")
    fetch.add_argument(
        "--finish",
        choices=("online", "batch"),
        help="ask again about what is left: at once, or by another batch",
    )
    for each in (submit, status, fetch):
        common.model(each, common.language_models)
        each.add_argument("--json", action="store_true", help="print JSON, a line a batch")
        common.volume(each)
    common.examples(
        command,
        "summarize batch submit page.txt --model openai/NAME --dry-run",
        "summarize batch status",
        "summarize batch fetch --wait",
    )
    common.examples(submit, "summarize batch submit hf:2025-12 --model openai/NAME --max-usd 5")
    common.examples(fetch, "summarize batch fetch --wait --finish online")


def run(arguments: argparse.Namespace) -> int:
    """Submit, look or fetch; 1 where papers are left, 3 where a batch has not ended."""
    this_run, console = begun(arguments)
    try:
        if arguments.action == "status":
            return _status(arguments, this_run)
        options = common.chosen(arguments)
        do = _submit if arguments.action == "submit" else _fetch
        return do(arguments, options, this_run)
    finally:
        console.close()


def _submit(arguments: argparse.Namespace, options: Options, run: Run) -> int:
    """Submit papers, each batch printed as soon as it is made; 1 where papers were skipped."""
    from summarizer.batch import operations

    if arguments.dry_run:
        return _dry_run(operations.dry_run(arguments.spec, options, run), arguments)
    made: list[Job] = []

    def tell(job: Job) -> None:
        made.append(job)
        _print_job(job, arguments)

    plan = operations.submit(arguments.spec, options, run, tell)
    note = run.observer.note
    say_skipped(plan.skipped, run.observer)
    for where, papers in plan.in_flight.items():
        note(f"{counted(papers, 'paper')} in batch {where}: `summarize batch fetch {where}`")
    asked = sum(job.requests for job in made)
    into = f" in {counted(len(made), 'batch')}" if made else ""
    note(f"{counted(plan.papers, 'paper')}: {plan.cached} answered before, {asked} submitted{into}")
    return 1 if plan.skipped else 0


def _dry_run(found: Forecast, arguments: argparse.Namespace) -> int:
    counts = {
        "papers": found.papers,
        "cached": found.cached,
        "in flight": found.in_flight,
        "skipped": found.skipped,
        "requests": found.requests,
        "batches": f"{found.batches}, {found.bytes / 1e6:.1f} MB",
    }
    print_forecast(found, counts, ", at the batch price", json=arguments.json)
    return 0


def _status(arguments: argparse.Namespace, run: Run) -> int:
    """Print batches; of one: 0 completed, 3 not ended, 1 ended in any other way."""
    from summarizer.batch import status as following

    found = following.status(arguments.id, run)
    for job in found:
        _print_job(job, arguments)
    if not found:
        run.observer.note("no batches yet: `summarize batch submit SPEC --model ...` submits one")
    if not arguments.id:
        return 0
    (job,) = found
    if not job.ended:
        return 3
    return 0 if job.status == _DONE and not job.failed else 1


def _print_job(job: Job, arguments: argparse.Namespace) -> None:
    from summarizer.batch.status import progress
    from summarizer.papers.wire import dumps, fields

    if arguments.json:
        print_all([dumps(fields(job)) + "\n"])
        return
    name = job.id or "no id yet"
    fetched = f", fetched {job.fetched_at}, {job.left} left" if job.fetched_at else ""
    what = (name, counted(job.requests, "paper"), job.model, f"{progress(job)}{fetched}")
    print_all(["  ".join(map(one_line, what)) + "\n"])


def _fetch(arguments: argparse.Namespace, options: Options, run: Run) -> int:
    """Keep answers, of one batch or of all; the highest exit code of them."""
    from summarizer.batch import status as following
    from summarizer.errors import SummarizerError

    if arguments.id:
        return _fetch_one(arguments.id, arguments, options, run)
    codes = [0]
    for job in following.jobs(run).all():
        if job.id and job.in_flight:
            try:
                codes.append(_fetch_one(job.id, arguments, options, run))
            except SummarizerError as error:
                run.observer.warn(str(error))
                codes.append(error.exit_code)
    if len(codes) == 1:
        run.observer.note("no batches are waiting to be fetched")
    return max(codes)


def _fetch_one(identity: str, arguments: argparse.Namespace, options: Options, run: Run) -> int:
    from summarizer.batch import operations

    fetched = operations.fetch(identity, arguments.spec, options, run, wait=arguments.wait)
    found = fetched.found
    _say(found, run)
    _print_fetched(found, arguments)
    left = len(found.left)
    unknown = sum(each.kind == "paper unknown" for each in found.left)
    if unknown:
        run.observer.note(
            f"{counted(unknown, 'paper')} not known here: name the source, `summarize batch fetch "
            f"{identity} SPEC`"
        )
    if arguments.finish and found.unfinished:
        left -= _finish(fetched, arguments, run)
    elif found.unfinished:
        run.observer.note(
            f"`summarize batch fetch {identity} --finish online` asks again now, "
            "`--finish batch` in another batch"
        )
    return 1 if left else 0


def _say(found: Fetched, run: Run) -> None:
    """What was not kept, and why."""
    for text in found.notes[:_LISTED]:
        run.observer.warn(text)
    for each in found.left[:_LISTED]:
        what = each.question.paper.title or each.question.key
        run.observer.note(f"{what}: {each.kind}: {each.why}")
    more = max(0, len(found.left) - _LISTED), max(0, len(found.notes) - _LISTED)
    if any(more):
        run.observer.note(
            f"and {counted(more[0], 'more paper')}, {counted(more[1], 'more line')}; "
            "`--json` lists all"
        )


def _print_fetched(found: Fetched, arguments: argparse.Namespace) -> None:
    from summarizer.papers.wire import dumps

    usage = found.usage
    if arguments.json:
        print_all([dumps(_as_json(found)) + "\n"])
        return
    again = f" ({found.already} more kept before)" if found.already else ""
    line = (
        f"{found.job.id}  {counted(found.kept, 'answer')} kept{again}, {len(found.left)} left; "
        f"{tokens(usage)}, {spent(usage.usd)}\n"
    )
    print_all([line])


def _as_json(found: Fetched) -> dict[str, Any]:
    left = [
        {
            "id": each.question.paper.id or None,
            "title": each.question.paper.title or None,
            "kind": each.kind,
            "reason": each.why,
        }
        for each in found.left
    ]
    return {
        "id": found.job.id,
        "status": found.job.status,
        "kept": found.kept,
        "already": found.already,
        "left": left,
        "notes": found.notes,
        "usage": found.usage,
    }


def _finish(fetched: Fetch, arguments: argparse.Namespace, run: Run) -> int:
    """Ask again about what is left; how many papers have their answer now."""
    from summarizer.batch import operations

    skipped, usage = operations.finish(
        fetched, arguments.finish, run, lambda job: _print_job(job, arguments)
    )
    if usage is None:
        return 0
    done = len(fetched.found.unfinished) - len(skipped)
    run.observer.note(
        f"{done} finished online; {counted(usage.requests, 'request')}, {spent(usage.usd)}"
    )
    say_skipped(skipped, run.observer)
    return done
