"""NumPy's functions called directly: what NumPy's own give, bit for bit, and no function missing."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from wargame.axes import Namespace, namespace
from wargame.direct import DIRECT, NUMPY

SHAPES = ((7,), (5, 3), (4, 1, 9), (2, 3, 4, 5), (3, 0, 2))
REDUCING = ("sum", "min", "max", "any", "all")


def _arrays(kind: type) -> list[Any]:
    chance = np.random.default_rng(1)
    return [(chance.normal(size=shape) * 3.0).astype(kind) for shape in SHAPES]


def _same(one: Any, other: Any) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()


@pytest.mark.parametrize("name", REDUCING)
@pytest.mark.parametrize("kind", [np.float64, np.int64, np.bool])
def test_sums_and_extremes_are_numpys(name: str, kind: type) -> None:
    direct: Callable[..., Any] = DIRECT[name]
    for x in _arrays(kind):
        axes = [None, *range(-x.ndim, x.ndim), *([(0, 1)] if x.ndim > 1 else [])]
        for axis in axes if x.size or name in ("sum", "any", "all") else ():
            assert _same(np.asarray(direct(x, axis=axis)), np.asarray(getattr(np, name)(x, axis=axis)))
            if name in ("sum", "min", "max"):
                assert _same(direct(x, axis=axis, keepdims=True), getattr(np, name)(x, axis=axis, keepdims=True))


def test_arrays_picked_laid_anew_and_stacked_are_numpys() -> None:
    for x in _arrays(np.float64):
        for axis in range(-x.ndim, x.ndim) if x.size else ():
            index = np.array([[0, x.shape[axis] - 1], [0, 0]])
            assert _same(DIRECT["take"](x, index, axis=axis), np.take(x, index, axis=axis))
        for axis in range(-x.ndim - 1, x.ndim + 1):
            assert _same(DIRECT["stack"]([x, -x, x], axis=axis), np.stack([x, -x, x], axis=axis))
        assert _same(DIRECT["reshape"](x, (-1,) if x.size else (0,)), x.reshape(-1))
        mask = DIRECT["astype"](x > 0.0, np.float64)
        assert _same(mask, (x > 0.0).astype(np.float64))
        copy = DIRECT["astype"](x, np.float64)
        assert not np.shares_memory(copy, x)


def test_everything_that_rules_may_use_is_there() -> None:
    wanted = {name for name in vars(Namespace) | Namespace.__annotations__ if not name.startswith("_")}
    assert wanted > set(DIRECT)
    assert wanted <= set(vars(NUMPY))
    assert namespace(np.zeros(1)) is NUMPY


def test_what_rules_don_t_use_is_numpys_for_whoever_writes_a_policy() -> None:
    assert (NUMPY.pi, NUMPY.inf, NUMPY.newaxis) == (np.pi, np.inf, None)
    assert NUMPY.linalg is np.linalg
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = NUMPY.no_such_thing
