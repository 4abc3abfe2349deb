"""What a reader cares about: her profiles, what is learned of them, and which papers fit.

The commands and the ranking of digests call in with profiles and papers; relevances leave, each
with its reasons. Nothing in here asks a network or prints.
"""
