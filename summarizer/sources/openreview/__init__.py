"""OpenReview: pages as saved or pasted, answers of its API (v1 and v2), and both APIs live.

`sources` calls in with contents and SPECs; papers, dropped places and answers leave.
"""
