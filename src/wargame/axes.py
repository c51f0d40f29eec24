"""The axes of every array, in order, and the subset of the Python array API the rulebook is written in.

R run, S state, A alliance, H holder, N region, L link, D pair, M slot of a table; of the forum: P docket, Q item of a
docket, T target, K sector, I kind of arms, X rivals (a state and an alliance), G gas tie, U sender, J route round a
measure; of terms: Y party of a war, Z seat (states, then alliances), F step of relief; of diplomacy: `quarrel`, a war
between two states, `party`, two a quarrel, O a table at which a seat lays offers, `cell`, a number of a deal. An
array carries its axes in order, in float64 and C order; `[R,H,N]` in a docstring means run, holder, region.
The theatre is the first C regions of N: those that two holders at war can contest.
"""

from collections.abc import Sequence
from math import prod
from typing import Any, Protocol, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from wargame.direct import NUMPY

Array: TypeAlias = npt.NDArray[Any]
Axis: TypeAlias = int | tuple[int, ...] | None


class Namespace(Protocol):
    """The functions of the array API that rules and policies may use; a type checker refuses any other."""

    float64: Any
    int64: Any
    bool: Any

    def asarray(self, x: Any, /, *, dtype: Any = None) -> Array: ...  # noqa: D102
    def astype(self, x: Array, dtype: Any, /) -> Array: ...  # noqa: D102
    def zeros(self, shape: tuple[int, ...], /) -> Array: ...  # noqa: D102
    def arange(self, stop: int, /) -> Array: ...  # noqa: D102
    def zeros_like(self, x: Array, /) -> Array: ...  # noqa: D102
    def ones_like(self, x: Array, /) -> Array: ...  # noqa: D102
    def where(self, condition: Array, x: Any, y: Any, /) -> Array: ...  # noqa: D102
    def minimum(self, x: Any, y: Any, /) -> Array: ...  # noqa: D102
    def maximum(self, x: Any, y: Any, /) -> Array: ...  # noqa: D102
    def exp(self, x: Array, /) -> Array: ...  # noqa: D102
    def log(self, x: Array, /) -> Array: ...  # noqa: D102
    def sqrt(self, x: Array, /) -> Array: ...  # noqa: D102
    def abs(self, x: Array, /) -> Array: ...  # noqa: D102
    def floor(self, x: Array, /) -> Array: ...  # noqa: D102
    def isfinite(self, x: Array, /) -> Array: ...  # noqa: D102
    def sum(self, x: Array, /, *, axis: Axis = None, keepdims: bool = False) -> Array: ...  # noqa: D102
    def min(self, x: Array, /, *, axis: Axis = None, keepdims: bool = False) -> Array: ...  # noqa: D102
    def max(self, x: Array, /, *, axis: Axis = None, keepdims: bool = False) -> Array: ...  # noqa: D102
    def any(self, x: Array, /, *, axis: Axis = None) -> Array: ...  # noqa: D102
    def all(self, x: Array, /, *, axis: Axis = None) -> Array: ...  # noqa: D102
    def cumulative_sum(self, x: Array, /, *, axis: int) -> Array: ...  # noqa: D102
    def argsort(self, x: Array, /, *, axis: int = -1, stable: bool = True) -> Array: ...  # noqa: D102
    def nonzero(self, x: Array, /) -> tuple[Array, ...]: ...  # noqa: D102
    def take(self, x: Array, indices: Array, /, *, axis: int) -> Array: ...  # noqa: D102
    def take_along_axis(self, x: Array, indices: Array, /, *, axis: int = -1) -> Array: ...  # noqa: D102
    def matmul(self, x: Array, y: Array, /) -> Array: ...  # noqa: D102
    def matrix_transpose(self, x: Array, /) -> Array: ...  # noqa: D102
    def reshape(self, x: Array, shape: tuple[int, ...], /) -> Array: ...  # noqa: D102
    def broadcast_to(self, x: Array, shape: tuple[int, ...], /) -> Array: ...  # noqa: D102
    def concat(self, arrays: Sequence[Array], /, *, axis: int) -> Array: ...  # noqa: D102
    def stack(self, arrays: Sequence[Array], /, *, axis: int) -> Array: ...  # noqa: D102


_NUMPY = cast(Namespace, NUMPY)


def namespace(x: Array) -> Namespace:
    """The array library an array belongs to, so that a rule never names one."""
    if type(x) is np.ndarray:  # asked a thousand times a turn
        return _NUMPY
    return cast(Namespace, cast(Any, x).__array_namespace__())


def number(mask: Array) -> Array:
    """A mask as 0.0 and 1.0 (the array API mixes no truth with numbers)."""
    xp = namespace(mask)
    return xp.astype(mask, xp.float64)


def total(x: Array) -> Array:
    """Sum over the last axis, one after the other, so that empty columns left out change no bit of it."""
    xp = namespace(x)
    return xp.cumulative_sum(x, axis=-1)[..., -1] if x.shape[-1] else xp.sum(x, axis=-1)


def sum_of_few(x: Array) -> Array:
    """Sum over a last axis of a few numbers, but one: what `sum` gives to the bit, ten times as fast."""
    whole = x[..., 0]
    for k in range(1, x.shape[-1]):
        whole = whole + x[..., k]
    return whole


def logistic(x: Array) -> Array:
    """1 / (1 + exp(-x)), the odds curve of the field."""
    return 1.0 / (1.0 + namespace(x).exp(-x))


def tile(x: Array, runs: int) -> Array:
    """The same array for every run: `[...]` becomes `[R,...]`, in memory of its own."""
    return np.ascontiguousarray(np.broadcast_to(x, (runs, *x.shape)))


def put_back(part: Array, where: Array) -> Array:
    """What was worked out for some runs, among zeros for the others."""
    xp = namespace(part)
    place = xp.cumulative_sum(xp.astype(where, xp.int64), axis=0) - 1
    padded = xp.concat([part, xp.zeros_like(part[:1, ...])], axis=0)
    return xp.take(padded, xp.where(where, place, 0 * place + part.shape[0]), axis=0)


def at_place(x: Array, rows: Array, place: int) -> Array:
    """`x[rows, place]` of `[R,M,...]`, without a copy of the runs that are left out."""
    xp = namespace(x)
    flat: Array = xp.reshape(x, (x.shape[0] * x.shape[1], *x.shape[2:]))
    return xp.take(flat, rows * x.shape[1] + place, axis=0)


def laid_out(index: Array, size: int) -> Array:
    """Indices into rows of a size, `[R,M]`, as indices into all the rows laid end to end."""
    xp = namespace(index)
    flat: Array = index + size * xp.reshape(xp.arange(index.shape[0]), (-1, 1))
    return flat


def summed_at(place: Array, amount: Array, shape: tuple[int, ...]) -> Array:
    """Amounts summed at their places among all the numbers of a new array: the one shim for scattering."""
    xp, flat = namespace(amount), np.asarray(place).reshape(-1)
    added = np.bincount(flat, weights=np.asarray(amount).reshape(-1), minlength=prod(shape))
    return xp.asarray(added.reshape(shape), dtype=xp.float64)


def read_at(x: Array, place: Array) -> Array:
    """What stands at places among all the numbers of an array, in the shape of the places."""
    xp = namespace(x)
    return xp.reshape(xp.take(xp.reshape(x, (-1,)), xp.reshape(place, (-1,)), axis=0), place.shape)


def picked(x: Array, index: Array) -> Array:
    """`x[r, index[r, m]]` for `[R,S]` and `[R,M]`: what `take_along_axis` does, five times as fast."""
    return read_at(x, laid_out(index, x.shape[1]))


def scatter_add(target: Array, index: Array, amount: Array) -> Array:
    """`target[r, index[r, m]] += amount[r, m]` for `[R,S]` and `[R,M]`, as a new array."""
    return target + summed_at(laid_out(index, target.shape[1]), amount, target.shape)
