"""A larger reader that the small one learns from: it is slower than a person who asks would wait for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from tqdm import tqdm
from transformers import AutoModel, PreTrainedModel

from index.errors import DatelineError

from .batches import Lesson, Row, as_batch, batches
from .model import WITHOUT_DROPOUT, ReaderModel

_FROZEN = 1 / 3  # of the layers, the lowest, stay as they are: two thirds of the time, 8.6 -> 12.9 rows a second
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}  # BERT's names, and those of its later kin


class Teacher(ReaderModel):
    """A reader over an encoder that has the same word pieces under other numbers."""

    known_as: Tensor

    def __init__(self, encoder: PreTrainedModel, known_as: Tensor) -> None:
        super().__init__(encoder)
        self.register_buffer("known_as", known_as, persistent=False)

    @classmethod
    def begin(cls, folder: Path, small: Path) -> Teacher:
        """A teacher to train, from the folder of a larger encoder; `small` is the folder of the encoder it teaches.

        Raises DatelineError where a word piece of the small encoder is missing from the larger one's.
        """
        encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", **WITHOUT_DROPOUT
        )
        layers = encoder.encoder.layer
        encoder.requires_grad_(False)
        for layer in layers[int(_FROZEN * len(layers)) :]:
            layer.requires_grad_(True)
        return cls(encoder, _known_as(_pieces(small), _pieces(folder)))

    def forward(self, ids: Tensor, mask: Tensor | None, types: Tensor) -> tuple[Tensor, Tensor]:  # noqa: ARG002
        """As ReaderModel gives them; `ids` are the small encoder's, and `types` nobody's: its kin do without."""
        hidden = self.encoder(input_ids=self.known_as[ids], attention_mask=mask).last_hidden_state
        return self.span(hidden), self.whole(hidden[:, 0])


def _pieces(folder: Path) -> dict[str, int]:
    pieces: dict[str, int] = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return pieces


def _known_as(small: dict[str, int], large: dict[str, int]) -> Tensor:
    """For each number of the small encoder's word pieces that of the larger one's; shape (pieces,)."""
    numbers = torch.zeros(len(small), dtype=torch.long)
    for piece, number in small.items():
        name = _SPECIAL.get(piece, piece)
        name = name if name in large else piece
        if name not in large:
            raise DatelineError(
                f"The teacher has no word piece {piece!r}: give an encoder with the word pieces of the default one."
            )
        numbers[number] = large[name]
    return numbers


def lessons(rows: Sequence[Row], teacher: ReaderModel, seed: int) -> list[Lesson]:
    """What the teacher says of each row."""
    teacher.eval()
    found: dict[int, Lesson] = {}
    for places in tqdm(batches(rows, seed), desc="teaching", unit=" batches"):
        shares, chances = teacher.probabilities(as_batch([rows[n] for n in places]))
        for place, n in enumerate(places):
            pair = rows[n].pair
            inside = shares[place, pair.first : pair.first + len(pair.spans)].clone()
            found[n] = Lesson(inside, chances[place].clone())
    return [found[n] for n in range(len(rows))]
