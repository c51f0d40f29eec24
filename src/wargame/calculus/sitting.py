"""A sitting: what staffs and members have before them, for the runs in which there is something to decide."""

from typing import TYPE_CHECKING, Any

from wargame.axes import Array, Namespace, namespace
from wargame.observe import View
from wargame.rules.alliances import levels


class Sitting:
    """What is weighed of a motion, for some runs of a view; what is never asked for is never copied."""

    if TYPE_CHECKING:
        lean: Array
        weariness: Array
        leverage: Array
        alarm: Array

    def __init__(self, view: View, rows: Array) -> None:
        """The part of a view for some runs, by index."""
        self.board, self.view, self.rows = view.board, view, rows

    def __getattr__(self, name: str) -> Any:
        """The part of an array of the view, kept once it was read."""
        if name.startswith("_"):
            raise AttributeError(name)
        part = self.xp.take(getattr(self.view, name), self.rows, axis=0)
        setattr(self, name, part)
        return part

    @property
    def xp(self) -> Namespace:
        """The array library."""
        return namespace(self.rows)


Before = View | Sitting  # what a motion is weighed before


def forbidden(before: Before, sender: int, target: int) -> Array:
    """Share of its dealings that a sender has forbidden by sector, `[R,K]`; `sender` counts states, then alliances."""
    if isinstance(before, Sitting):
        return before.xp.take(levels(before.view, sender, target), before.rows, axis=0)
    return levels(before, sender, target)
