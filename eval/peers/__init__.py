"""Other people's retrieval systems beside Dateline, on the same articles, in one run."""
