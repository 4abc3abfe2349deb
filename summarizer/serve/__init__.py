"""The library in a browser: its pages made when they are asked for, and a JSON API.

`summarize serve` calls in by `app.application`; an ASGI application leaves. What it keeps, it keeps
in the stores that all commands share.
"""
