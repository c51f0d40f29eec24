"""What is asked for: the orders of a moment for all runs, what is legal, and their one textual form.

A player, a policy, a script and a replay hand in the same thing. A line reads `RUS attack UA-14 0.6`: seat, order,
target if the order has one, amount; an offer ends with its terms instead. An order that is not legal is refused with
its reason and costs nothing.
"""

from wargame.orders.checking import checked, merged, only, refusals
from wargame.orders.kinds import (
    ANSWER,
    ASKED,
    COMMAND,
    DELIBERATE,
    MOMENTS,
    PROPOSE,
    VOTE,
    Orders,
    none,
    nothing,
    of_moment,
    seats_asked,
    seats_of,
)
from wargame.orders.lines import lines, parsed, parted

__all__ = [
    "ANSWER",
    "ASKED",
    "COMMAND",
    "DELIBERATE",
    "MOMENTS",
    "PROPOSE",
    "VOTE",
    "Orders",
    "checked",
    "lines",
    "merged",
    "none",
    "nothing",
    "of_moment",
    "only",
    "parsed",
    "parted",
    "refusals",
    "seats_asked",
    "seats_of",
]
