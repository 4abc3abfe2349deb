"""What the server offers beside tools: resources, prompts, and completion of their arguments."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from summarizer.agents import prompts, resources, tools
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    import mcp_types as types

    from summarizer.agents.calls import Calls
    from summarizer.agents.tools import Told
    from summarizer.library.run import Run

_COMPLETIONS = 50


def _refused(error: SummarizerError | str) -> Exception:
    """An error of the protocol, for whatever is no call of a tool."""
    from mcp.shared.exceptions import MCPError
    from mcp_types import INVALID_PARAMS

    return MCPError(INVALID_PARAMS, tools.shown(str(error)))


async def list_resources(calls: Calls, _: Any, params: Any) -> types.ListResourcesResult:
    """The list of days, and the newest days."""
    from mcp_types import ListResourcesResult, Resource

    del params
    try:
        found = await calls.asked(resources.listed)
    except SummarizerError as error:
        raise _refused(error) from None
    return ListResourcesResult(
        resources=[
            Resource(
                uri=each.address,
                name=each.name,
                description=each.about,
                mime_type="application/json",
            )
            for each in found
        ]
    )


async def list_templates(_: Any, params: Any) -> types.ListResourceTemplatesResult:
    """Any day, and any paper."""
    from mcp_types import ListResourceTemplatesResult, ResourceTemplate

    del params
    return ListResourceTemplatesResult(
        resource_templates=[
            ResourceTemplate(
                uri_template=each.address,
                name=each.name,
                description=each.about,
                mime_type="application/json",
            )
            for each in resources.TEMPLATES
        ]
    )


async def read_resource(
    calls: Calls, _: Any, params: types.ReadResourceRequestParams
) -> types.ReadResourceResult:
    """A day or a paper, as the tool for it answers."""
    from mcp_types import ReadResourceResult, TextResourceContents

    address = str(params.uri)
    try:
        tool, given = resources.read(address)
    except SummarizerError as error:
        raise _refused(error) from None
    told: Told = await calls.call(tool, given)
    if told.data is None:
        raise _refused(told.text)
    text = json.dumps(told.data, ensure_ascii=False)
    content = TextResourceContents(uri=address, text=text, mime_type="application/json")
    return ReadResourceResult(contents=[content])


async def list_prompts(_: Any, params: Any) -> types.ListPromptsResult:
    """Every prompt, with its arguments."""
    from mcp_types import ListPromptsResult, Prompt, PromptArgument

    del params
    return ListPromptsResult(
        prompts=[
            Prompt(
                name=each.name,
                title=each.title,
                description=each.about,
                arguments=[
                    PromptArgument(
                        name=name, description=about.removesuffix("!"), required=each.required(name)
                    )
                    for name, about in each.arguments.items()
                ],
            )
            for each in prompts.PROMPTS
        ]
    )


async def get_prompt(_: Any, params: types.GetPromptRequestParams) -> types.GetPromptResult:
    """A prompt with its arguments filled in."""
    from mcp_types import GetPromptResult, PromptMessage, TextContent

    try:
        prompt, text = prompts.written(params.name, params.arguments or {})
    except SummarizerError as error:
        raise _refused(error) from None
    message = PromptMessage(role="user", content=TextContent(text=text))
    return GetPromptResult(description=prompt.about, messages=[message])


async def complete(calls: Calls, _: Any, params: types.CompleteRequestParams) -> Any:
    """What may follow: topics, stored days and weeks; nothing for all else."""
    from mcp_types import CompleteResult, Completion

    name, begun = params.argument.name, params.argument.value
    try:
        found = await calls.asked(partial(_offered, name, begun))
    except SummarizerError:
        found = []
    return CompleteResult(
        completion=Completion(
            values=found[:_COMPLETIONS], total=len(found), has_more=len(found) > _COMPLETIONS
        )
    )


def _offered(name: str, begun: str, run: Run) -> list[str]:
    if name == "date":
        return resources.dates(begun, run)
    if name == "period":
        return resources.weeks(begun, run)
    if name == "topic":
        from summarizer.library import overview

        sizes = overview.counts(run)
        ordered = sorted(sizes, key=lambda each: (-sizes[each], each))
        return [each for each in ordered if each.startswith(begun.lower())]
    return []
