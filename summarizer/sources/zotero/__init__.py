"""Zotero: a library or a collection as papers, read over its web API or the program's own.

The family calls in through `source`, and the room `zotero` for what it pushes; what the API
answers is kept as a copy on this machine, and only what has changed is read again.
"""
