"""NumPy's functions of the array API, without the layers that its own stand on: the same bits, a microsecond sooner.

A turn calls some ten thousand functions on small arrays. NumPy's `sum`, `take` and their like first look whether they
were handed something else than an array, and then do in compiled code what is called here at once.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

_Array = npt.NDArray[Any]
_Axis = int | tuple[int, ...] | None

_add: Any = np.add.reduce
_least: Any = np.minimum.reduce
_most: Any = np.maximum.reduce
_either: Any = np.logical_or.reduce
_both: Any = np.logical_and.reduce


def _sum(x: _Array, /, axis: _Axis = None, *, keepdims: bool = False) -> Any:
    return _add(x, axis, None, None, keepdims)


def _min(x: _Array, /, axis: _Axis = None, *, keepdims: bool = False) -> Any:
    return _least(x, axis, None, None, keepdims)


def _max(x: _Array, /, axis: _Axis = None, *, keepdims: bool = False) -> Any:
    return _most(x, axis, None, None, keepdims)


def _any(x: _Array, /, axis: _Axis = None) -> Any:
    return _either(x, axis)


def _all(x: _Array, /, axis: _Axis = None) -> Any:
    return _both(x, axis)


def _take(x: _Array, indices: _Array, /, axis: int | None = None) -> Any:
    return x.take(indices, axis)


def _astype(x: _Array, dtype: Any, /) -> Any:
    return x.astype(dtype)


def _reshape(x: _Array, shape: tuple[int, ...], /) -> Any:
    return x.reshape(shape)


def _stack(arrays: Sequence[_Array], /, axis: int = 0) -> Any:
    place = axis % (arrays[0].ndim + 1)
    new = (slice(None),) * place + (None,)
    return np.concatenate([x[new] for x in arrays], axis=place)


DIRECT = {
    **{"sum": _sum, "min": _min, "max": _max, "any": _any, "all": _all},
    **{"take": _take, "astype": _astype, "reshape": _reshape, "stack": _stack},
}


class _Numpy(SimpleNamespace):
    """Those functions, and behind them all of NumPy: a policy of somebody else's may not keep to the array API."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)


NUMPY: Any = _Numpy(**{name: value for name, value in vars(np).items() if callable(value)} | DIRECT)
