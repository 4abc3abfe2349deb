"""arXiv: its feeds and its API, its calendar and its categories.

`sources` calls in by `source`; papers and dropped places leave, or why a day has none.
"""
