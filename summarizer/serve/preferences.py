"""Settings, interests and topics changed from a page, with the checks of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.serve import bodies
from summarizer.serve.pages import answer, mark, rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.library.run import Run
    from summarizer.serve.serving import Serving
    from summarizer.topics.vocabulary import Vocabulary

Values = dict[str, Any]
_ACTIONS = ("add", "rename", "merge", "remove")


def routes() -> list[BaseRoute]:
    """The pages, and what they ask."""
    from starlette.routing import Route

    return [
        Route("/settings.html", _page("settings.html", settings)),
        Route("/interests.html", _page("interests.html", interests)),
        Route("/vocabulary.html", _page("vocabulary.html", topics)),
        Route("/api/settings", _reading(settings), methods=["GET"]),
        Route("/api/settings", _writing(set_setting), methods=["POST"]),
        Route("/api/interests", _reading(interests), methods=["GET"]),
        Route("/api/interests", _writing(set_interests), methods=["PUT"]),
        Route("/api/vocabulary", _reading(topics), methods=["GET"]),
        Route("/api/vocabulary", _writing(edit_topics), methods=["POST"]),
    ]


def _page(template: str, values: Callable[[Run], Values]) -> Callable[[Request], Response]:
    def route(request: Request) -> Response:
        from summarizer.serve.shelves import bare_look

        serving: Serving = request.app.state.serving
        run = serving.run()
        shown = values(run)
        look = bare_look(serving)
        return answer(request, mark(str(shown)), lambda: rendered(template, look, "", **shown))

    return route


def _reading(values: Callable[[Run], Values]) -> Callable[[Request], Response]:
    return lambda request: bodies.answer(values(request.app.state.serving.run()))


def _writing(change: Callable[[Values, Run], Values]) -> Callable[[Request], Any]:
    """A change in a thread of its own; pages are made anew after it."""

    async def route(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        body = await bodies.read(request)
        serving: Serving = request.app.state.serving
        try:
            return bodies.answer(await run_in_threadpool(change, body, serving.run()))
        finally:
            serving.changed()

    return route


def settings(_: Run) -> Values:
    """Every setting but secret ones: its value, where it comes from, what it is for."""
    from summarizer import settings as known
    from summarizer.settings.table import HELP, SECRETS

    loaded, problems = known.examined()
    place = str(known.config_path())
    rows = [
        {
            "name": name,
            "value": getattr(loaded, name),
            "origin": "file" if loaded.origins[name] == place else loaded.origins[name],
            "help": text,
        }
        for name, text in HELP.items()
        if name not in SECRETS
    ]
    return {"path": place, "settings": rows, "problems": problems}


def set_setting(body: Values, run: Run) -> Values:
    """Keep one setting, or take it out of the file where its value is null."""
    from summarizer import settings as known
    from summarizer.doctor.choice import usable
    from summarizer.settings import configfile
    from summarizer.settings.table import SECRETS

    name = bodies.text(body, "name")
    known.known(name)
    if name in SECRETS:
        message = f"`{name}` holds secrets: set it with `summarize config set {name} VALUE`"
        raise UsageError(message)
    value = body.get("value")
    if value is not None and not isinstance(value, str | int | float):
        message = f"`{name}` must be a text or a number"
        raise UsageError(message)
    typed = str(value).strip() if value is not None else ""
    configfile.put({name: usable(name, typed) if typed else None})
    return settings(run)


def interests(_: Run) -> Values:
    """The file of interests, or what a new one begins with."""
    from summarizer.interests import editor, interestsfile

    text = interestsfile.text(interestsfile.path()) or ""
    return {"path": str(interestsfile.path()), "shown": text, "text": text or editor.TEMPLATE}


def set_interests(body: Values, run: Run) -> Values:
    """Keep the file as it was edited; `shown` is the text it was made of."""
    from summarizer.interests import editor

    text, shown = body.get("text"), body.get("shown")
    if not isinstance(text, str) or not isinstance(shown, str):
        message = "send `text`, and `shown`, which was edited"
        raise UsageError(message)
    found = editor.replace_text(text, shown, _vocabulary(run))
    return interests(run) | {"profiles": [each.name for each in found.profiles]}


def topics(run: Run) -> Values:
    """The vocabulary: its groups, and each topic with its phrases."""
    found = _vocabulary(run)
    rows = [
        {
            "name": each.name,
            "label": each.label,
            "group": each.group,
            "definition": each.definition,
            "aliases": list(each.aliases),
        }
        for each in found
    ]
    return {"groups": dict(found.groups), "topics": rows}


def edit_topics(body: Values, run: Run) -> Values:
    """Change the vocabulary and what is stored; with `dry_run` only say what would change."""
    from difflib import unified_diff

    from summarizer.library.curation import Curator

    action, name, other = (bodies.text(body, each) for each in ("action", "name", "other"))
    if action not in _ACTIONS or not name:
        message = f"say what to do (`action`: {', '.join(_ACTIONS)}) with which topic (`name`)"
        raise UsageError(message)
    curator = Curator(run, dry_run=body.get("dry_run") is not False)
    if action == "add":
        edited = curator.add(_new_topic(body, name, run))
    elif action == "remove":
        edited = curator.remove(name)
    elif not other:
        message = f"`{action}` needs the other name, as `other`"
        raise UsageError(message)
    else:
        edited = (curator.rename if action == "rename" else curator.merge)(name, other)
    before, after = edited.before.splitlines(), edited.after.splitlines()
    return {
        "diff": list(unified_diff(before, after, n=1, lineterm=""))[2:],
        "dry_run": curator.dry_run,
        "papers": edited.papers,
        "reviews": edited.reviews,
    }


def _new_topic(body: Values, name: str, run: Run) -> Any:
    from summarizer.topics.vocabulary import Topic

    group, definition = bodies.text(body, "group"), bodies.text(body, "definition")
    groups = _vocabulary(run).groups
    if group not in groups:
        message = f"unknown group `{group}`: give one of {', '.join(groups)}"
        raise UsageError(message)
    if not definition:
        message = "say in one sentence what the topic is about (`definition`)"
        raise UsageError(message)
    spoken = name.replace("-", " ")
    label = bodies.text(body, "label") or spoken[:1].upper() + spoken[1:]
    aliases = tuple(filter(None, map(str.strip, bodies.text(body, "aliases").split(","))))
    return Topic(name, label, group, definition, aliases)


def _vocabulary(run: Run) -> Vocabulary:
    from summarizer.topics import vocabularyfile

    return vocabularyfile.in_use(run.settings)
