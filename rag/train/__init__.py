"""Makes the reader that `rag/read.py` uses: examples, a small model, its training and its int8 file."""
