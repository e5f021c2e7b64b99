"""Stage 9: many documents: sources to a store, one after another.

Reads:  files, folders, .jsonl, standard input, addresses of pages and feeds.
Writes: the store: documents, readings, failures, and what is made of them: episodes and promises.
Example: `adding.add(store, ["reports/"])` reads what the store does not hold yet and goes on where a stopped run left off.
"""
