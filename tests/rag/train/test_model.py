"""The reader as a network."""

from __future__ import annotations

from pathlib import Path

import torch

from rag.train.batches import as_batch
from rag.train.model import ReaderModel

from .making import SIZE, encoder, row, tiny


def test_a_model_gives_two_logits_for_each_token_and_two_for_the_passage() -> None:
    batch = as_batch([row([101, 7, 102, 8, 102], first=3), row([101, 7, 102, 8, 9, 102], first=3)])
    spans, whole = tiny()(batch.ids, batch.mask, batch.types)
    assert spans.shape == (2, 16, 2)
    assert whole.shape == (2, 2)


def test_padding_does_not_change_what_is_read() -> None:
    short, long = row([101, 7, 102, 8, 102], first=3), row([101, 7, 102, *range(8, 40), 102], first=3)
    alone, padded = as_batch([short]), as_batch([short, long])
    model = tiny().eval()
    with torch.inference_mode():
        spans, whole = model(alone.ids, alone.mask, alone.types)
        others, wholes = model(padded.ids, padded.mask, padded.types)
    torch.testing.assert_close(others[0, :5], spans[0, :5])
    torch.testing.assert_close(wholes[0], whole[0])


def test_a_model_starts_with_an_encoders_weights_and_learns_all_but_the_words(tmp_path: Path) -> None:
    source = encoder(seed=3)
    source.save_pretrained(tmp_path)
    model = ReaderModel.start(tmp_path)
    for name, weight in source.state_dict().items():
        assert torch.equal(model.encoder.state_dict()[name], weight), name
    fixed = [name for name, each in model.named_parameters() if not each.requires_grad]
    assert fixed == ["encoder.embeddings.word_embeddings.weight"]
    assert model.span.in_features == SIZE
    assert not any(each.p for each in model.modules() if isinstance(each, torch.nn.Dropout))


def test_two_models_meet_where_they_are_to_and_only_the_one_moves() -> None:
    mine, theirs = tiny(1), tiny(2)
    first, second = ({name: each.clone() for name, each in model.named_parameters()} for model in (mine, theirs))
    mine.meet(theirs, 0.75)
    for name, each in mine.named_parameters():
        torch.testing.assert_close(each, 0.75 * first[name] + 0.25 * second[name])
    assert all(torch.equal(each, second[name]) for name, each in theirs.named_parameters())


def test_what_is_fixed_is_the_embeddings_and_the_lowest_layers() -> None:
    model = tiny()
    model.fix(1)
    learned = {name.split(".")[0] for name, each in model.named_parameters() if each.requires_grad}
    assert learned == {"span", "whole"}
    model = tiny()
    model.fix(0)
    assert "encoder.encoder.layer.0" in {name[:23] for name, each in model.named_parameters() if each.requires_grad}
