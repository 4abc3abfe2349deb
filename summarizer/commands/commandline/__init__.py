"""The command line but for what its commands do: how it is typed and completed, how it speaks.

`cli` and the commands call in; a parser, parsed values and what a shell offers leave, and lines
on standard output and standard error.
"""
