"""Papers asked about by the batch: submitted, followed, fetched.

`summarize batch` calls in by `operations` and `status`; answers go into the cache, and what is left
leaves with its reason. A batch is known in three places, and each alone is enough to go on from: a
record on this machine, the server's list of batches (each carries our metadata), and the request
file that the server keeps, which holds the papers' text.
"""
