"""The embedded engine: topics by their phrases, a TL;DR from the abstract's own words.

`engines` calls in by `engine`, reviews teach the tagger by `lessons`; annotations leave. No key,
no network; the two models lie in `data/`, and `training/` rebuilds them.
"""
