"""A real window on a screen of its own, worked with real mouse and keys, and a twin of it that nobody sees.

Both are given the same strokes, one by `xdotool`, one as events. The twin knows where everything stands, and every
stroke waits until the real window shows what the twin shows; so nothing has to be guessed, and nothing is waited for
longer than it takes.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import numpy as np
import pygame
from driving import Driver

PATIENCE = 60.0  # seconds until a window that does not show what it should is given up
UNLIKE = 40  # of 255; a pixel that differs by more is another one
MOST_UNLIKE = 0.004  # share of pixels that may be others: the pointer, a file's folder
SIZE = (1280, 800)
NAMES = {"return": "Return", "escape": "Escape", "tab": "Tab", "[": "bracketleft", "]": "bracketright"}
NAMES |= {"left": "Left", "right": "Right", "up": "Up", "down": "Down", "home": "Home", "end": "End"}
NAMES |= {"?": "question", ".": "period", ",": "comma", "backspace": "BackSpace", "delete": "Delete"}


def missing() -> str:
    """What is not installed that a real window wants, in a sentence; nothing where all is there."""
    gone = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    return f"{' and '.join(gone)} not installed: no screen for a real window (apt-get install xvfb xdotool)" * bool(
        gone
    )


@contextmanager
def screen(folder: Path) -> Iterator[tuple[str, Path]]:
    """A screen of its own: its display, and the file that holds what it shows."""
    folder.mkdir(parents=True, exist_ok=True)
    read, write = os.pipe()
    told = ["-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *told],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}", folder / "Xvfb_screen0"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def shown(file: Path) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """What a screen shows, `[high, wide, 3]`, from its file in the form of xwd."""
    raw = file.read_bytes()
    head = np.frombuffer(raw, dtype=">u4", count=25).astype(int)
    start, wide, high, line = head[0] + 12 * head[19], head[4], head[5], head[12]
    rows = np.frombuffer(raw, dtype=np.uint8, count=line * high, offset=start).reshape(high, line)
    return rows[:, : 4 * wide].reshape(high, wide, 4)[:, :, 2::-1]


@dataclass
class Glass(Driver):
    """The real window behind glass, and its twin."""

    display: str = ""
    file: Path = Path()
    log: Path = Path()
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self, arguments: Sequence[str], folder: Path) -> None:
        """Start the program on the screen and wait until it shows what the twin does."""
        env = {key: value for key, value in os.environ.items() if key not in ("WARGAME_HEADLESS", "SDL_VIDEODRIVER")}
        env |= {"DISPLAY": self.display, "SDL_VIDEODRIVER": "x11", "WARGAME_NO_TOUR": "1", "HOME": str(folder)}
        env |= {"SDL_VIDEO_WINDOW_POS": "0,0", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-m", "wargame", *arguments]
        away = (SIZE[0] - 1, SIZE[1] - 1)  # a pointer in the middle would tell of what it happens to stand on
        self._tool("mousemove", *map(str, away))
        super().feed(pygame.MOUSEMOTION, pos=away, rel=(0, 0), buttons=(0, 0, 0))
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=env, cwd=folder, stdout=log, stderr=log)
        self.meet()

    def leave(self) -> int:
        """How the program ended; it is given its time."""
        assert self.process is not None
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End the program if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)

    # strokes, for both

    def feed(self, kind: int, **told: Any) -> None:
        if kind == pygame.MOUSEMOTION:
            self._tool("mousemove", *map(str, told["pos"]))
        elif kind == pygame.MOUSEBUTTONDOWN:
            self._tool("mousedown", "1")
        elif kind == pygame.MOUSEBUTTONUP:
            self._tool("mouseup", "1")
        elif kind == pygame.MOUSEWHEEL:
            self._tool("click", "4" if told["y"] > 0 else "5")
        super().feed(kind, **told)

    def key(self, name: str, times: int = 1) -> None:
        for _ in range(times):
            *held, plain = name.split("+")
            self._tool("key", "+".join([*held, NAMES.get(plain, plain)]))
            super().key(name)

    def type(self, text: str) -> None:
        self._tool("type", "--delay", "4", text)
        super().type(text)

    def settle(self) -> None:
        super().settle()
        if self.process is not None and self.screen is not None:
            self.meet()

    def _tool(self, *arguments: str) -> None:
        env = {**os.environ, "DISPLAY": self.display}
        subprocess.run(["xdotool", *arguments], env=env, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)

    def meet(self) -> None:
        """Wait until the real window shows what the twin shows."""
        mine = pygame.surfarray.array3d(self.window.surface).swapaxes(0, 1).astype(int)
        until, other = monotonic() + PATIENCE, 1.0
        while monotonic() < until:
            assert self.process is None or self.process.poll() is None, self.log.read_text(encoding="utf-8")
            try:
                theirs = shown(self.file).astype(int)
            except (OSError, ValueError, IndexError):
                theirs = np.zeros((0, 0, 3), dtype=int)  # the screen is not there yet
            if theirs.shape == mine.shape:
                other = float((np.abs(theirs - mine).max(axis=2) > UNLIKE).mean())
                if other <= MOST_UNLIKE:
                    return
            sleep(0.01)
        folder = self.log.parent
        self.picture(folder / "expected.png")
        if theirs.size:
            pygame.image.save(pygame.surfarray.make_surface(theirs.swapaxes(0, 1)), folder / "found.png")
        raise AssertionError(f"{other:.1%} of the window is not as expected: see {folder}/expected.png and found.png")
