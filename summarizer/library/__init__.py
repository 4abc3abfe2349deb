"""What is stored: days that never shrink, their index, search and history, and one run's stores.

Whatever makes, shows or sends digests calls in; stored days, digests and answers to queries leave.
"""
