"""The values that flow from a source to a renderer: papers, entries, digests, days, their JSON.

Anyone may call in; values leave, and texts of them. Nothing here reads a file or asks a server.
"""
