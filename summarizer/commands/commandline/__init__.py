"""The command line as it is typed: its parser, the options commands share, help and completion.

`cli` and the commands call in; a parser, parsed values, and what a shell offers leave.
"""
