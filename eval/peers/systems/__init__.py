"""What runs in a process of its own: one small adapter a system, and what measures it.

A peer's environment has nothing of Dateline's, so these files import each other relatively, and
nothing of the project but what `dateline.py` measures.
"""
