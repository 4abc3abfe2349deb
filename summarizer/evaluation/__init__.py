"""Models measured against papers that a reader labelled or reviewed.

`summarize evaluate` calls in by `gold` and `measurement`; figures and disputed papers leave.
"""
