"""Digests delivered: what was sent where, so that nothing goes twice.

Commands and `mail` call in; what was sent leaves, or why not.
"""
