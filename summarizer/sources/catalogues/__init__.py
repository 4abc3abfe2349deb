"""Catalogues of all papers there are: Semantic Scholar, OpenAlex, Crossref, PubMed.

`sources` calls in by the modules named like them; papers and dropped places leave. What is asked
by words is a ranking, what is asked by ids are papers. `answering` has what they share in how
they are asked, `paging` in how their answers are read on; a module of records each reads them.
"""
