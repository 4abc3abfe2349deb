"""PDF: read in a process of its own, and put together again from where each piece stands.

A PDF has no words, lines or paragraphs, only pieces of text at places on pages. `child` reads these
in a process with limits, `process` starts it and says what went wrong; `lines`, `columns`, `style`,
`furniture` and `blocks` put the pieces together. The family calls in by `form`; full texts leave.
"""
