"""Whether a line of English reads well by itself, and what words are to it.

The embedded engine calls in with a line and a title; the names of what is wrong with it leave, and
verbs, stems and forms of words.
"""
