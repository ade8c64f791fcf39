"""The FAISS cache: 8 bits find what 32 would, whatever else is there."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.vectors import VectorCache

DIMENSION = 384
NONE = np.zeros(0, np.int64)


def unit(count: int, seed: int, dimension: int = DIMENSION) -> NDArray[np.float32]:
    """Vectors of length 1, in every direction alike."""
    drawn = np.random.default_rng(seed).standard_normal((count, dimension))
    vectors: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return vectors


def holding(folder: Path, vectors: NDArray[np.float32], numbers: NDArray[np.int64]) -> VectorCache:
    cache = VectorCache(folder, vectors.shape[1])
    cache.update(NONE, numbers, vectors, 1)
    return cache


@given(st.integers(0, 1000), st.sampled_from([3, 8, 32, 100, 384, 768]))
def test_products_are_near_those_of_32_bits(
    tmp_path_factory: pytest.TempPathFactory, seed: int, dimension: int
) -> None:
    vectors = unit(50, seed, dimension)
    vectors[1:10] += vectors[0]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    numbers, scores = holding(tmp_path_factory.getbasetemp(), vectors, np.arange(50)).search(vectors[0], 50, None)
    assert sorted(numbers.tolist()) == list(range(50))
    assert np.abs(scores - vectors[numbers] @ vectors[0]).max() < 0.02
    assert vectors[numbers[0]] @ vectors[0] > 0.97
    assert (np.diff(scores) <= 0).all()


def test_where_a_vector_lies_and_what_else_is_there_changes_no_score(tmp_path: Path) -> None:
    vectors, asked = unit(500, 1), unit(1, 2)[0]
    many = holding(tmp_path, vectors, np.arange(500) * 3)
    allowed = np.arange(450, 500) * 3
    few = holding(tmp_path, vectors[450:][::-1].copy(), allowed[::-1].copy())
    found, scores = many.search(asked, 20, allowed)
    again, same = few.search(asked, 20, None)
    assert dict(zip(found.tolist(), scores.tolist(), strict=True)) == dict(
        zip(again.tolist(), same.tolist(), strict=True)
    )


def test_what_is_removed_is_not_found_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    vectors = unit(40, 3)
    cache = holding(tmp_path, vectors, np.arange(100, 140))
    cache.update(np.arange(100, 120), np.array([7]), vectors[:1], 2)
    for place in (25, 39):
        assert cache.search(vectors[place], 1, None)[0].tolist() == [100 + place]
    assert cache.search(vectors[0], 1, None)[0].tolist() == [7]
    assert cache.search(vectors[0], 5, np.arange(100, 120))[0].tolist() == []


def test_numbers_beyond_those_held_may_be_allowed(tmp_path: Path) -> None:
    vectors = unit(4, 4)
    cache = holding(tmp_path, vectors, np.arange(4))
    assert cache.search(vectors[2], 1, np.array([2, 3, 9_999]))[0].tolist() == [2]
    assert cache.search(vectors[2], 1, NONE)[0].tolist() == []


def test_a_component_beyond_the_reach_is_cut_off_and_still_nearest(tmp_path: Path) -> None:
    one, other = np.zeros((2, DIMENSION), np.float32)
    one[5] = other[6] = 1.0
    numbers, _ = holding(tmp_path, np.array([one, other]), np.arange(2)).search(one, 2, None)
    assert numbers.tolist() == [0, 1]


@pytest.mark.parametrize("bits", [faiss.ScalarQuantizer.QT_fp16, None])
def test_a_file_of_an_earlier_kind_counts_as_nothing(tmp_path: Path, bits: int | None) -> None:
    flat = faiss.IndexFlatIP(8) if bits is None else faiss.IndexScalarQuantizer(8, bits, faiss.METRIC_INNER_PRODUCT)
    earlier = faiss.IndexIDMap2(flat)
    earlier.add_with_ids(unit(3, 5, 8), np.arange(3))
    faiss.write_index(earlier, str(tmp_path / "vectors.6.faiss"))
    cache = VectorCache(tmp_path, 8)
    assert cache.generation == 0
    cache.update(NONE, np.arange(3), unit(3, 5, 8), 6)
    cache.save()
    assert VectorCache(tmp_path, 8).generation == 6


def test_a_search_leaves_its_thread_as_it_was(tmp_path: Path) -> None:
    vectors = unit(4, 4)
    cache = holding(tmp_path, vectors, np.arange(4))
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(2)
    try:
        cache.search(vectors[0], 1, None)
        assert faiss.omp_get_max_threads() == 2
    finally:
        faiss.omp_set_num_threads(before)
