"""What readers said of papers, kept apart from all answers and laid over them.

The library, the engines and the review's report call in; reviews leave, and corrected entries.
"""
