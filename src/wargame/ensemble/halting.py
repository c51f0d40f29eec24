"""Halting: a first Ctrl-C lets the blocks that are being played end, a second one does not."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from threading import current_thread, main_thread
from typing import Any


@dataclass
class Halt:
    """How often somebody has asked for an end, and the pipe that wakes whoever waits for something else."""

    pipes: tuple[Any, ...] = ()  # those to read
    times: int = 0

    @property
    def asked(self) -> bool:
        """Whether nothing more is to be begun."""
        return self.times > 0

    def noticed(self) -> None:
        """Take out of the pipe what woke us."""
        for pipe in self.pipes:
            pipe.recv_bytes()

    @property
    def at_once(self) -> bool:
        """Whether what is being played is to be dropped as well."""
        return self.times > 1


@contextmanager
def halting() -> Iterator[Halt]:
    """Count interruptions instead of being thrown out by them; only the main thread of a process hears any."""
    if current_thread() is not main_thread():
        yield Halt()
        return
    heard, poke = Pipe(duplex=False)
    halt = Halt((heard,))

    def handle(number: int, frame: Any) -> None:
        halt.times += 1
        poke.send_bytes(b".")

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield halt
    finally:
        signal.signal(signal.SIGINT, before)
        heard.close()
        poke.close()
