"""The bar of time: step, play at a speed, look at any turn of the past, come back to now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pygame

from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.kit.words import wrapped
from wargame.ui.time import rail
from wargame.ui.time.dates import said
from wargame.ui.time.marks import Mark

Button: TypeAlias = tuple[str, str, str]  # label, key, hint

SPEEDS = (0.5, 1.0, 2.0, 5.0)  # turns a second
BACK: Button = ("Back to now", "n", "Look at the state of play again")
LINE, TALL = 38, 50  # pixels at scale 1 of the line of buttons, and where words need three lines beside them
TOLD = 175  # pixels at scale 1 that what is shown needs


@dataclass(frozen=True)
class Stretch:
    """What the bar shows: the campaign's days, where it stands, what is looked at, what is marked."""

    dates: Sequence[str]
    now: int
    shown: int
    marks: Sequence[Mark] = ()
    why_not: str = ""  # why no turn can be played now

    @property
    def past(self) -> bool:
        """Whether something else than the state of play is looked at."""
        return self.shown != self.now

    @property
    def told(self) -> str:
        """What is shown, in words."""
        turns, day = len(self.dates) - 1, said(self.dates, self.shown)
        if self.past:
            return f"Looking at {day}; turn {self.now} of {turns} is now"
        return f"{day}; turn {self.now} of {turns}"


@dataclass(frozen=True)
class Asked:
    """What was asked of the bar: the turn to look at, whether a new one is to be played, another's button."""

    shown: int
    step: bool = False
    chosen: str = ""


@dataclass
class TimeBar:
    """Step, play and look back. What is `playing` goes on by itself, so the screen that has it moves."""

    speed: int = 1
    playing: bool = False
    watching: bool = False  # it plays what has been, and stops where the campaign stands
    due: float = 0.0  # seconds on the clock at which the next turn comes
    hidden: tuple[Button, ...] = ()  # buttons of others for which there is no room: in the menu; their keys work too

    def high(self, ui: Ui, wide: int) -> int:
        """Pixels that the bar needs at a width."""
        return ui.theme.px(30 + (TALL if self._tight(ui, wide - ui.theme.px(24)) else LINE)) + rail.high(ui)

    def _tight(self, ui: Ui, wide: int) -> bool:
        """Whether there is no room for the names of keys."""
        return wide - self._width(ui, [*self._own(), BACK]) < ui.theme.px(TOLD)

    def draw(self, ui: Ui, rect: pygame.Rect, at: Stretch, clock: float, more: Sequence[Button] = ()) -> Asked:
        """Draw it and say what is asked. `more` are buttons of others; `clock` is in seconds."""
        with ui.column(rect, "time") as c:
            asked = self._top(c, at, more)
            shown = rail.rail(c, at.dates, at.now, asked.shown, at.marks)
            if shown != asked.shown:
                asked, self.playing = Asked(shown, chosen=asked.chosen), False
        return self._played(asked, at, clock)

    def _top(self, c: Column, at: Stretch, more: Sequence[Button]) -> Asked:
        """What is shown, in words, and the buttons; of those that there is no room for, the keys alone."""
        ui, tight = c.ui, self._tight(c.ui, c.rect.w)
        line = ui.theme.px(TALL if tight else LINE)
        if at.past:
            band = pygame.Rect(c.rect.x, c.y, c.rect.w, line)
            pygame.draw.rect(ui.surface, look.CHOSEN, band, border_radius=ui.theme.px(4))
            pygame.draw.rect(ui.surface, look.ACCENT, (band.x, band.y, ui.theme.px(4), band.h))
        back = (BACK,) if at.past else ()
        own = self._own()
        shown = [*back, *own, *more]
        roomy = c.rect.w - self._width(ui, [BACK, *own, *more]) > ui.theme.px(TOLD)
        self.hidden = () if roomy else tuple(more)
        if not roomy:
            shown = [*own, *back]
        widths = [self._wide(ui, button, tight) for button in shown]
        room = max(1, c.rect.w - self._width(ui, shown, tight))
        first, *columns = c.row(len(shown) + 1, [room, *widths])
        self._said(first, at.told, line)
        asked = Asked(at.shown)
        for column, button in zip(columns, shown, strict=True):
            column.space(((TALL if tight else LINE) - 34) / 2)
            asked = self._button(column, button, at, asked)
        if ui.active and (taken := next((label for label, key, _ in self.hidden if ui.inputs.take(key)), "")):
            return Asked(asked.shown, asked.step, taken)
        return asked

    def _own(self) -> list[Button]:
        play = ("Pause", "p", "Stop playing") if self.playing else ("Play", "p", "Play turn after turn")
        return [("Step", "space", "The next turn"), play, ("speed", "", "Turns a second")]

    def _width(self, ui: Ui, buttons: Sequence[Button], tight: bool = False) -> int:
        return sum(self._wide(ui, button, tight) + ui.theme.px(8) for button in buttons)

    def _wide(self, ui: Ui, button: Button, tight: bool) -> int:
        label, key, _ = button
        if label == "speed":
            return ui.theme.px(90)
        told = f"[{key}]" if key and not tight else ""
        longest = "Pause" if label == "Play" else label
        words = ui.theme.font(15, bold=label == "Step").size(longest)[0] + ui.theme.font(12).size(told)[0]
        return words + ui.theme.px(18 if tight else 26)

    def _said(self, column: Column, told: str, line: int) -> None:
        """What is looked at, as large as it fits in."""
        ui = column.ui
        rect = column.place(line, 0)
        inner = rect.inflate(-ui.theme.px(20), 0)
        for size in (15, 13, 12):
            font = ui.theme.font(size, bold=True)
            lines = wrapped(told, font, inner.w)
            if len(lines) * font.get_linesize() <= line and all(font.size(text)[0] <= inner.w for text in lines):
                break
        high = font.get_linesize()
        top = rect.y + (line - len(lines) * high) // 2
        for k, text in enumerate(lines):
            ui.say(text, (inner.x, top + k * high), inner, size, bold=True)

    def _button(self, column: Column, button: Button, at: Stretch, asked: Asked) -> Asked:
        label, key, hint = button
        if label == "speed":
            column.space(2)
            self.speed = column.choice("", [f"{speed:g} / s" for speed in SPEEDS], self.speed, hint=hint)
            return asked
        can = at.past or not at.why_not if label in ("Step", "Play") else True
        if not column.button(label, key=key, enabled=can, hint=hint if can else at.why_not, primary=label == "Step"):
            return asked
        if label in ("Play", "Pause"):
            self.playing, self.watching, self.due = label == "Play", at.past, 0.0
            return asked
        if label in ("Step", BACK[0]):
            self.playing = False
        if label == "Step":
            return Asked(at.shown + 1) if at.past else Asked(asked.shown, step=True)
        return Asked(at.now) if label == BACK[0] else Asked(asked.shown, asked.step, label)

    def _played(self, asked: Asked, at: Stretch, clock: float) -> Asked:
        """What playing asks for, once its time has come."""
        if not self.playing or asked.step:
            return asked
        if not at.past and (self.watching or at.why_not):
            self.playing = False
            return asked
        if clock < self.due:
            return asked
        first, self.due = not self.due, clock + 1.0 / SPEEDS[self.speed]
        if first and self.watching:  # the turn that was looked at is looked at first
            return asked
        return Asked(at.shown + 1) if at.past else Asked(at.now, step=True)
