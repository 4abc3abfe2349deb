"""PDF: read in a process of its own, and put together again from where each piece stands.

A PDF has no words, lines or paragraphs, only pieces of text at places on pages. `child` reads these
in a process with limits, `process` starts it and says what went wrong; `ligatures` makes words
whole, `lines`, `columns`, `style`, `furniture` and `blocks` put the pieces together, and `kinds`,
`titles`, `floats` and `flow` tell what is what. The family calls in by `form`; full texts leave.
"""
