"""PDF: read in a process of its own, and put together again from where each piece stands.

A PDF has no words, lines or paragraphs, only pieces of text at places on pages. `child` reads these
with `visitor`, in a process with limits, and marks wide gaps with `glance` and `pen`; `process`
starts it and says what went wrong. `seams` cuts what the file has as one string of two columns,
`ligatures` makes words whole, `lines`, `columns`, `style`, `furniture` and `blocks` put the pieces
together, and `kinds`, `titles`, `floats` and `flow` tell what is what. The family calls in by
`form`; full texts leave.
"""
