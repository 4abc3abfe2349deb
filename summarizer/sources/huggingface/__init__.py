"""Hugging Face's papers: the API, the page as served or saved, and what both say of a paper.

`sources` calls in by `source`; papers and dropped places leave, or why a day has none.
"""
