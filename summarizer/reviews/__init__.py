"""What readers said of papers, kept apart from all answers and laid over them.

The library, the engines, the ranking and the review's report call in; reviews, marks and corrected
entries leave.
"""
