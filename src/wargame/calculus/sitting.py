"""A sitting: what staffs and members have before them, for the runs in which there is something to decide."""

from dataclasses import dataclass, fields
from typing import Any

from wargame.axes import Array, Namespace, namespace
from wargame.board import Board
from wargame.observe import View
from wargame.tables import in_use
from wargame.world import Measures


@dataclass(frozen=True)
class Sitting:
    """What is weighed of a motion, for some runs of a view."""

    board: Board
    measures: Measures
    lean: Array
    weariness: Array
    leverage: Array
    alarm: Array
    temper: Array
    member: Array
    cohesion: Array
    routed: Array
    enforced: Array
    pending: Array

    @property
    def xp(self) -> Namespace:
        """The array library."""
        return namespace(self.lean)

    @classmethod
    def of(cls, view: View, rows: Array) -> "Sitting":
        """The part of a view that is needed, for some runs."""
        xp = view.xp

        def some(record: Any) -> Any:
            return xp.take(record, rows, axis=0)

        taken = in_use(view.measures)
        acts = {item.name: some(getattr(taken, item.name)) for item in fields(Measures)}
        names = [item.name for item in fields(cls) if item.name not in ("board", "measures")]
        return cls(view.board, Measures(**acts), **{name: some(getattr(view, name)) for name in names})


Before = View | Sitting  # what a motion is weighed before


def put_back(part: Array, where: Array) -> Array:
    """What was worked out for some runs, among zeros for the others."""
    xp = namespace(part)
    place = xp.cumulative_sum(xp.astype(where, xp.int64), axis=0) - 1
    padded = xp.concat([part, 0.0 * part[:1, ...]], axis=0)
    return xp.take(padded, xp.where(where, place, 0 * place + part.shape[0]), axis=0)
