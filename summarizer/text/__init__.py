"""Text as such: made plain, readable, comparable, cut into sentences, laid out in columns.

Anyone may call in with a string; strings, places in them and numbers leave. Nothing here knows
what a paper is.
"""
