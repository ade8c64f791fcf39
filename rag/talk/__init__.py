"""A question in the light of those before it: what "she", "there" and "in 2025?" mean."""

from .followup import carried, in_context

__all__ = ["carried", "in_context"]
