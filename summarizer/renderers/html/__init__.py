"""Pages: templates, one stylesheet, a few small scripts, and what puts them together.

`renderers` calls in by `renderer`, a site for the parts of its pages; HTML leaves, and the policy
that allows just what stands in it.
"""
