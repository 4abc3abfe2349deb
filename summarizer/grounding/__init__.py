"""What an engine says of a paper, held against the paper's own words.

Engines and `annotate` call in with a claim and a paper; evidence, problems in words and checked
annotations leave.
"""
