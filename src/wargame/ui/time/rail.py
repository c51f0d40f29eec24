"""The rail of time: every turn a notch, what was played filled in, pulled to look at any turn of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.time import marks as marking
from wargame.ui.time.dates import said
from wargame.ui.time.marks import KINDS, SIDE, Mark

KEYS = "[ ]"
HINT = "A turn back, a turn on; Home and End go to the first and to the last"
ROOMY = 600  # pixels at scale 1; a window that is lower has one lane of marks
LANE = SIDE + 4


def lanes(ui: Ui) -> int:
    """Rows of marks above the rail."""
    return 2 if ui.surface.get_height() >= ui.theme.px(ROOMY) else 1


def high(ui: Ui) -> int:
    """Pixels that the rail needs."""
    return lanes(ui) * ui.theme.px(LANE) + ui.theme.px(20)


@dataclass(frozen=True)
class Rail:
    """Where the rail lies on the screen."""

    whole: pygame.Rect
    spots: tuple[float, ...]  # of every turn
    y: int

    @classmethod
    def at(cls, ui: Ui, whole: pygame.Rect, dates: Sequence[str]) -> "Rail":
        """The rail between its first and its last day, which stand at its ends."""
        font, gap, turns = ui.theme.font(12), ui.theme.px(18), max(len(dates) - 1, 1)
        left = whole.x + font.size(said(dates, 0))[0] + gap
        right = whole.right - font.size(said(dates, len(dates) - 1))[0] - gap
        spots = tuple(left + (right - left) * k / turns for k in range(len(dates)))
        return cls(whole, spots, whole.bottom - ui.theme.px(10))

    def turn(self, x: float) -> int:
        """The turn nearest to a place."""
        return min(range(len(self.spots)), key=lambda k: abs(self.spots[k] - x))


def rail(column: Column, dates: Sequence[str], now: int, shown: int, marks: Sequence[Mark]) -> int:
    """The rail; returns the turn that is to be looked at."""
    ui = column.ui
    whole = column.place(high(ui), 0)
    id, use = column.use("turns", "slider", whole, True, KEYS, HINT)
    here = Rail.at(ui, whole, dates)
    at = ui.dragged(id)
    if at is not None:
        shown = here.turn(at[0])
    shown = _stepped(ui, use.keys, shown, now)
    if column.seen(whole):
        _draw(ui, here, dates, now, shown)
        _marked(ui, here, marks)
        if use.hovered:
            _told(ui, here, dates, marks)
        if use.ring:
            ui.outline(whole)
    return shown


def _stepped(ui: Ui, keys: Sequence[str], shown: int, now: int) -> int:
    """The turn after the keys: the brackets at any time, the arrows where the rail has the focus."""
    step = keys.count("right") - keys.count("left")
    first, last = "home" in keys, "end" in keys
    if ui.active:
        step += ui.inputs.take("]") - ui.inputs.take("[")
        first, last = first or ui.inputs.take("home"), last or ui.inputs.take("end")
    return min(max(0 if first else now if last else shown + step, 0), now)


def _draw(ui: Ui, at: Rail, dates: Sequence[str], now: int, shown: int) -> None:
    px, spots, y = ui.theme.px, at.spots, at.y
    pygame.draw.line(ui.surface, look.FAINT, (spots[0], y), (spots[-1], y), px(4))
    pygame.draw.line(ui.surface, look.ACCENT, (spots[0], y), (spots[now], y), px(4))
    if spots[-1] - spots[0] > px(5) * len(spots):
        for k, x in enumerate(spots):
            pygame.draw.line(ui.surface, look.QUIET if k <= now else look.FAINT, (x, y + px(4)), (x, y + px(7)))
    if shown != now:  # where the campaign stands while the past is looked at
        pygame.draw.line(ui.surface, look.INK, (spots[now], y - px(8)), (spots[now], y + px(8)), px(3))
    pygame.draw.circle(ui.surface, look.PANEL, (spots[shown], y), px(9))
    pygame.draw.circle(ui.surface, look.PRESSED, (spots[shown], y), px(8), 0 if shown == now else px(3))
    line = y - ui.theme.font(12).get_linesize() // 2
    ui.say(said(dates, 0), (at.whole.x, line), at.whole, 12, colour=look.QUIET)
    ui.say(said(dates, len(dates) - 1), (at.whole.right, line), at.whole, 12, colour=look.QUIET, right=True)


def _marked(ui: Ui, at: Rail, marks: Sequence[Mark]) -> None:
    side, lane_high, small = ui.theme.px(SIDE), ui.theme.px(LANE), ui.theme.font(11, bold=True)
    for mark, x, lane in marking.laid(marks, at.spots, side, lanes(ui)):
        box = pygame.Rect(0, 0, side, side)
        box.midbottom = (x, at.y - ui.theme.px(10) - lane * lane_high)
        marking.draw(ui.surface, KINDS[mark.kind], box, small)


def _told(ui: Ui, at: Rail, dates: Sequence[str], marks: Sequence[Mark]) -> None:
    turn = at.turn(ui.inputs.mouse[0])
    here = [f"{KINDS[m.kind].letter}  {m.told}" for m in marks if m.turn == turn]
    ui.tip("\n".join([f"{said(dates, turn)}, turn {turn}", *here]))
