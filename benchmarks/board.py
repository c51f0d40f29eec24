"""How quickly the board is drawn: the first picture, the pointer over it, the wheel, a new turn, with no screen.

    python benchmarks/board.py [--scenario NAME] [--turns N] [--size WxH] [--times N] [--json]

A frame is what a window would show: the board drawn into a surface of its size. Hovering moves the pointer over the map
and asks what is under it, tip and all; zooming turns the wheel once a frame; resting is the full picture after it.
"""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"  # before pygame is imported: no window is opened
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import argparse
import json
import sys
from collections.abc import Callable
from statistics import median
from time import process_time, sleep

try:
    import pygame
except ImportError:
    sys.exit("found no pygame, expected the extra that draws the board: pip install wargame[play]")

from wargame.game import Game
from wargame.observe import View, view
from wargame.ui.board import MODES, BoardView
from wargame.ui.board.view import REST


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--scenario", default="ukraine-2022")
    told.add_argument("--turns", type=int, default=20, help="that are played before the board is drawn")
    told.add_argument("--size", default="1280x800", help="of the window")
    told.add_argument("--times", type=int, default=64, help="frames of each kind")
    told.add_argument("--json", action="store_true", help="figures for machines")
    asked = told.parse_args()
    figures = measured(asked.scenario, asked.turns, tuple(int(x) for x in asked.size.split("x")), asked.times)
    if asked.json:
        print(json.dumps(figures))
        return
    print(f"{'':24}{'ms a frame':>12}{'a second':>12}")
    for name, ms in figures.items():
        print(f"{name:24}{ms:12.2f}{1000 / ms:12.0f}")


def measured(scenario: str, turns: int, size: tuple[int, ...], times: int) -> dict[str, float]:
    """Milliseconds of a frame of every kind."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((size[0], size[1]))
    game = Game(scenario, seed=1)
    before = now = seen(game)
    for _ in range(turns):
        game.step()
        before, now = now, seen(game)
    surface, board = pygame.Surface((size[0], size[1])), BoardView()

    def draw() -> None:
        board.draw(surface, surface.get_rect(), now, game.scenario, before=before)

    figures = {"first picture": of([draw])}
    figures["hovering"] = of(
        [lambda k=k: hover(board, draw, (97 * k % size[0], 61 * k % size[1])) for k in range(times)]
    )
    middle = (size[0] // 2, size[1] // 2)
    figures["zooming"] = of([lambda k=k: zoom(board, draw, middle, 1 if k % 16 < 8 else -1) for k in range(times)])
    board.home()
    figures["panning"] = of([lambda k=k: pan(board, draw, 9 if k % 16 < 8 else -9) for k in range(times)])
    board.home()
    figures["resting"] = of([lambda: rest(board, draw) for _ in range(max(times // 12, 1))])
    views = [before, now]

    def turn(k: int) -> None:
        board.draw(surface, surface.get_rect(), views[k % 2], game.scenario, before=before)

    figures["a new turn"] = of([lambda k=k: turn(k) for k in range(8)])
    for mode in MODES:
        board.mode = mode.id
        figures[f"mode {mode.id}"] = of([draw])
    return figures


def seen(game: Game) -> View:
    """What a spectator sees."""
    everybody = range(len(game.scenario.seats))
    return view(game.world, game.scenario.params, game.source.at(max(1, game.turn)), list(everybody))


def hover(board: BoardView, draw: Callable[[], None], pos: tuple[int, int]) -> None:
    """A frame with the pointer somewhere."""
    board.hovered = board.at(pos)
    board.tip()
    draw()


def zoom(board: BoardView, draw: Callable[[], None], pos: tuple[int, int], clicks: int) -> None:
    """A frame with a click of the wheel."""
    board.zoom(pos, clicks)
    draw()


def pan(board: BoardView, draw: Callable[[], None], pixels: int) -> None:
    """A frame with the map pushed."""
    board.pan(pixels, 0)
    draw()


def rest(board: BoardView, draw: Callable[[], None]) -> None:
    """The picture once the camera rests."""
    board.pan(1 if board.pictures % 2 else -1, 0)
    sleep(1.1 * REST)
    draw()


def of(frames: list[Callable[[], None]]) -> float:
    """Milliseconds of processor time of a frame, the median: what else a machine does is left out of it."""
    took = []
    for frame in frames:
        start = process_time()
        frame()
        took.append(1000 * (process_time() - start))
    return median(took)


if __name__ == "__main__":
    main()
