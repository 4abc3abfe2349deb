"""Catalogues of all papers there are: Semantic Scholar, OpenAlex, Crossref, PubMed.

`sources` calls in by the modules named like them; papers and dropped places leave. What is asked
by words is a ranking, what is asked by ids are papers. Of each, a module of requests asks and a
module of records reads; `asking`, `answering`, `paging` and `venues` have what they share.
"""
