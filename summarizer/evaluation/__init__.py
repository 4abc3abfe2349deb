"""Models measured against papers that a reader labelled, and the check of TL;DRs against people.

`summarize evaluate` calls in by `gold`, `measurement` and `factuality`; figures and disputed
papers leave.
"""
