"""The outlets that a question names, by any of their names, those that the index does not have among them."""

from .aliases import Mention, names_of
from .asked import JOINED, PIECE, Outlets, read_outlets
from .compared import compared_on
from .speakers import are_speakers

__all__ = ["JOINED", "PIECE", "Mention", "Outlets", "are_speakers", "compared_on", "names_of", "read_outlets"]
