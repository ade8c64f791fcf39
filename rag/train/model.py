"""The reader as a network: one encoder over question and passage, and four numbers."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel, PreTrainedModel

from .batches import Batch, inside

# Of an encoder without dropout: it takes half of the time on a processor, and a model that sees each
# example two or three times does not overfit.
WITHOUT_DROPOUT = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}


class ReaderModel(nn.Module):
    """An encoder with heads for the answer's first and last token, and for the passage as a whole."""

    def __init__(self, encoder: PreTrainedModel) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.span = nn.Linear(size, 2)
        self.whole = nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Linear(size, 2))

    @classmethod
    def start(cls, folder: Path) -> ReaderModel:
        """A model to train, with the weights of an encoder and new heads. The word embeddings stay as they are."""
        encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", **WITHOUT_DROPOUT
        )
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(encoder)

    def forward(self, ids: Tensor, mask: Tensor | None, types: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of first and last token, shape (rows, tokens, 2), and of relevance and answer, (rows, 2).

        `ids`, `mask` and `types` have the shape (rows, tokens); no mask is needed where no row is padded.
        """
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        return self.span(hidden), self.whole(hidden[:, 0])

    def probabilities(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """What the model says of a batch, in probabilities, without learning from it.

        Of each token of the passage that it is the answer's first, and that it is the last, (rows,
        tokens, 2), 0 elsewhere; and that the passage is on the question's matter, and answers, (rows, 2).
        """
        device = self.span.weight.device
        with torch.inference_mode():
            spans, whole = self(batch.ids.to(device), batch.mask.to(device), batch.types.to(device))
            shares = torch.softmax(inside(spans, batch.passage.to(device)), dim=1)
            return shares.cpu(), torch.sigmoid(whole.float()).cpu()

    def fix(self, layers: int) -> None:
        """Leaves the embeddings and so many of the lowest layers as they are."""
        for each in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
            each.requires_grad_(False)

    def meet(self, other: ReaderModel, share: float) -> None:
        """Keeps a share of its weights, 0..1, and takes the rest from another's.

        So stays what was learned last, without what that made forget: Wortsman et al. 2022 do so between a
        model and the one it was tuned from.
        """
        with torch.no_grad():
            for mine, theirs in zip(self.parameters(), other.parameters(), strict=True):
                mine.copy_(share * mine + (1 - share) * theirs.to(mine))
