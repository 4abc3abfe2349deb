"""A site of all stored days: what is on its pages, and the index of its search.

`summarize site` calls in by `build`; files in the site's folder are written, and nothing else.
"""
