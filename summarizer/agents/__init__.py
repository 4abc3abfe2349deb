"""The library for agents: an MCP server with its tools, resources and prompts, and a skill file.

`summarize mcp`, `summarize agents` and, for `/mcp`, `summarize serve` call in; a server leaves that
speaks over whatever carries it, an ASGI application, clients' configurations, and text.
"""
