"""Feeds of anyone: RSS, Atom and JSON Feed, saved and live, as far as their entries are papers.

`sources` calls in by `source`; papers and dropped places leave, or why a feed has none.
"""
