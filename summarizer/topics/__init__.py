"""The topic vocabulary: read from its file, edited, carried over to answers, counted by week.

Engines, the library and the commands call in; topics, edits as text and proposals leave.
"""
