"""Jobs for workers that play nothing: what a worker has to import for them is quickly there."""

import os
import signal

from wargame.errors import UserError


def deadly(number: int) -> int:
    """The square of a number, but whoever gets 3 is ended as the system ends a process."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def faulty(number: int) -> int:
    """The same number, but 1 is a mistake of the user's."""
    if number == 1:
        raise UserError("found no room, expected some")
    return number
