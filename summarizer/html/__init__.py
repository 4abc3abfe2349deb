"""Pages: templates, one stylesheet, two small scripts, and what puts them together.

A page is one file that asks for nothing: style and scripts stand in it, and its
Content-Security-Policy names their hashes and allows nothing else.
"""
