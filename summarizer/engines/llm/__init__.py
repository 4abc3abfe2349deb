"""Any model behind an OpenAI-compatible server: how it is asked, and what of its answers is kept.

`engines` calls in by `engine`, `batch` by that engine's batch side; annotations leave, with what
they cost, or one of our own errors. `sdk` alone knows openai and instructor.
"""
