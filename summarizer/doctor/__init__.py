"""Is everything as it must be, and what to do where it is not.

`summarize doctor` calls in by `checkup`; findings leave. Nothing here changes anything.
"""
