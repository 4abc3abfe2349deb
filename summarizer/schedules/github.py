"""A workflow of GitHub Actions, which keeps the library on a branch of the repository."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from summarizer.schedules.routine import File, Plan, cron_times, in_utc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.schedules.routine import Routine

FOR = "a workflow of GitHub Actions, in a repository of yours"
SYSTEM = ""
THERE = ".github/workflows"
DIGEST = "digest.md"
"""Where the workflow puts what the command prints."""
_CHECKOUT = "actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1"
_PYTHON = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0"
_UPLOAD = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2"
_PAGES = "actions/upload-pages-artifact@7b1f4a764d45c48632c6b24a0339c27f5614fb0b # v4.0.0"
_DEPLOY = "actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5"
_NOTES = (
    (
        "The repository has to be one made from this program's source: the workflow installs what "
        "it finds there."
    ),
    (
        "Stored days, reviews and answers are kept on a branch, `library`. It is the job's "
        "SUMMARIZER_HOME: add a `config.toml`, `topics.toml` or your interests to it."
    ),
    "In a public repository everybody can read that branch and what the runs print.",
    (
        "Runs can be late by minutes, at the full hour above all. If nothing happens in a "
        "repository for 60 days, GitHub stops its schedules."
    ),
)
_BEGIN = """\
if git fetch --depth=1 origin library; then
  git worktree add -B library home FETCH_HEAD
else
  git worktree add --detach home
  git -C home checkout --orphan library
  git -C home rm -r --force --quiet .
  printf '%s\\n' '*.lock' cache/http 'cache/search.sqlite*' >home/.gitignore
fi"""
_KEEP = """\
git add --all
git diff --cached --quiet && exit 0
git -c user.name=digest -c user.email=digest@users.noreply.github.com \\
  commit --quiet --message "$(date --utc +%F)"
git push origin library"""


def plan(routine: Routine) -> Plan:
    """A workflow for a repository made from this program's source."""
    name = f"{routine.name}.yml"
    keys = [f"gh secret set {each}" for each in routine.secrets]
    steps = (
        f"git add .github/workflows/{name}",
        f'git commit -m "Run summarize {routine.words[0]} by itself" && git push',
        *keys,
        f"gh workflow run {name}  # run it once, now",
    )
    notes = [
        _clock_note(routine),
        *_NOTES,
    ]
    if routine.words[:2] == ("site", "build"):
        notes.insert(2, "In Settings, Pages, Source, choose GitHub Actions.")
    if keys:
        notes.insert(2, "Keys are secrets of the repository: `gh secret set NAME` asks for one.")
    return Plan((File(name, "\n".join(_lines(routine)) + "\n"),), steps, tuple(notes))


def _clock_note(routine: Routine) -> str:
    if not routine.zone.ahead:
        return "GitHub counts in UTC, as this machine's clock does."
    return (
        f"GitHub counts in UTC: the times in the file are {routine.when} by this machine's clock "
        f"({routine.zone}). After the clocks change, run this command again: GitHub's does not."
    )


def _lines(routine: Routine) -> Iterator[str]:
    moments = [in_utc(clock, routine.days, routine.zone.ahead) for clock in routine.times]
    site = routine.words[:2] == ("site", "build")
    yield f"# {routine.when}, {routine.zone}: GitHub counts in UTC."
    yield f"name: {routine.name}"
    yield "on:"
    yield "  schedule:"
    yield from (f'    - cron: "{fields}"' for fields in cron_times(moments))
    yield "  workflow_dispatch:"
    yield "permissions: {}"
    yield "concurrency:"
    yield "  group: library"
    yield "  cancel-in-progress: false"
    yield "jobs:"
    yield "  run:"
    yield "    runs-on: ubuntu-latest"
    yield "    timeout-minutes: 60"
    yield "    permissions:"
    yield "      contents: write # for the branch `library` alone"
    yield "    env:"
    yield "      SUMMARIZER_HOME: ${{ github.workspace }}/home"
    yield "    steps:"
    yield from _step("Check out the program", uses=_CHECKOUT)
    yield from _step("Check out the library, or begin one", run=_BEGIN)
    yield from _step("Set up Python", uses=_PYTHON)
    yield from ("        with:", '          python-version: "3.13"')
    extras = ",".join(routine.extras)
    yield from _step("Install", run=f"pip install '.[{extras}]'" if extras else "pip install .")
    yield from _step("Run it", run=_script(routine))
    yield from _environment(routine)
    yield from _step("Keep the library", run=_KEEP)
    yield from ("        if: always()", "        working-directory: home")
    if routine.result:
        yield from _step("Hand the result on", uses=_PAGES if site else _UPLOAD)
        yield from ("        with:", f"          path: {_scalar(routine.result)}")
    if site:
        yield from _publication()


def _step(name: str, *, uses: str = "", run: str = "") -> Iterator[str]:
    yield f"      - name: {name}"
    if uses:
        yield f"        uses: {uses}"
    elif "\n" in run:
        yield "        run: |"
        yield from (f"          {line}" for line in run.split("\n"))
    else:
        yield f"        run: {run}"


def _script(routine: Routine) -> str:
    """The command, its exit code judged; what it prints is shown with the run."""
    fine = " | ".join(map(str, (0, *sorted(routine.fine))))
    command = shlex.join([*routine.program, *routine.words]).replace("${{", "${{ '${{' }}")
    return (
        f"code=0\n{command} >{DIGEST} || code=$?\n"
        f'cat {DIGEST} >>"$GITHUB_STEP_SUMMARY"\n'
        f'case $code in {fine}) ;; *) exit "$code" ;; esac'
    )


def _environment(routine: Routine) -> Iterator[str]:
    """Settings as they are, keys and passwords from the repository's secrets."""
    if routine.variables:
        yield "        env:"
    for each in routine.variables:
        secret = f"${{{{ secrets.{each.name} }}}}"
        yield f"          {each.name}: {secret if each.value is None else _scalar(each.value)}"


def _scalar(text: str) -> str:
    """A text in YAML, which reads what JSON quotes."""
    return json.dumps(text, ensure_ascii=False)


def _publication() -> Iterator[str]:
    """A second job, which may publish the site and does nothing else."""
    yield "  publish:"
    yield "    needs: run"
    yield "    runs-on: ubuntu-latest"
    yield "    timeout-minutes: 10"
    yield "    permissions:"
    yield "      pages: write"
    yield "      id-token: write"
    yield "    environment:"
    yield "      name: github-pages"
    yield "      url: ${{ steps.deployment.outputs.page_url }}"
    yield "    steps:"
    yield "      - name: Publish the site"
    yield "        id: deployment"
    yield f"        uses: {_DEPLOY}"
