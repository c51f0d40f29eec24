"""Campaigns as they are looked at: a turn through somebody's eyes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pygame

import hidden
from wargame.game import Game
from wargame.observe import view
from wargame.scenario import Scenario, draws
from wargame.turn import Done, Played
from wargame.ui.kit import Ui
from wargame.ui.kit.ui import Said
from wargame.ui.looking import Looking
from wargame.ui.panels import Panel
from wargame.ui.theme import Theme
from wargame.world import World

SEED = 1


@dataclass(frozen=True)
class Campaign:
    """A campaign that was played."""

    scenario: Scenario
    worlds: Sequence[World]
    played: Sequence[Played]

    @classmethod
    def of(cls, scenario: Scenario, turns: int | None = None) -> "Campaign":
        """Played by doctrine in all seats, so many turns or to its end."""
        game = Game(scenario, seed=SEED)
        worlds, played = [game.world], []
        for _ in range(scenario.turns if turns is None else turns):
            game.step()
            assert game.played is not None
            worlds.append(game.world)
            played.append(game.played)
        return cls(scenario, worlds, played)

    def look(self, turn: int, seat: str | None = None, invented: bool = False) -> Looking:
        """A turn as a seat sees it, or a spectator."""
        s = self.scenario
        seats = range(len(s.seats)) if seat is None else [s.seats.index(seat)]
        seen = view(self.worlds[turn], s.params, draws(s, SEED, (0,)).at(turn), list(seats))
        return Looking(s, s.names(invented), seat, turn, seen, self.worlds, self.played, SEED, 0)

    def secrets_of_others(self, seat: str) -> "Campaign":
        """The same campaign to the eyes of a seat, with everything that it can't see changed in every world."""
        chance, index = np.random.default_rng(7), self.scenario.seats.index(seat)
        other: dict[int, World] = {}

        def unlike(world: World) -> World:
            if id(world) not in other:
                changed = hidden.elsewhere(world, index, chance)
                other[id(world)] = replace(changed, shipments=world.shipments)  # what is granted is public
            return other[id(world)]

        def told(done: Done) -> Done:
            strangers = (np.arange(len(self.scenario.board.states)) != index) * 7.0
            orders = replace(done.orders, mobilise=done.orders.mobilise * (1.0 + strangers))
            return replace(done, orders=orders, world=unlike(done.world))

        played = []
        for turn in self.played:
            done = tuple(told(one) for one in turn.done)
            orders = {one.moment: one.orders for one in done}
            played.append(Played(unlike(turn.world), orders, turn.refused, done))
        return Campaign(self.scenario, [unlike(world) for world in self.worlds], played)


@dataclass
class Beside:
    """A panel in its column, drawn a frame at a time; the column is so high that nothing is scrolled away."""

    panel: Panel
    scale: float = 1.0
    high: int = 2500
    ui: Ui = field(init=False)
    surface: pygame.Surface = field(init=False)
    turn: int | None = None  # what the last frame returned

    def __post_init__(self) -> None:
        """A column of 360 pixels at the scale."""
        self.ui = Ui(Theme(self.scale))
        self.surface = pygame.Surface((round(380 * self.scale), round(self.high * self.scale)))

    def frame(self, at: Looking, *events: pygame.event.Event) -> None:
        """Draw a frame."""
        self.ui.begin(self.surface, list(events))
        rect = pygame.Rect(4, 4, self.ui.theme.px(360), self.surface.get_height() - 8)
        with self.ui.column(rect, "panel") as column:
            self.turn = self.panel.draw(column, at)
        self.ui.end()

    def texts(self, at: Looking) -> list[Said]:
        """What is said once it is drawn."""
        self.frame(at)
        self.frame(at)
        return self.ui.texts

    def said(self, at: Looking) -> list[str]:
        """The words of it."""
        return [said.text for said in self.texts(at)]

    def press(
        self, at: Looking, label: str, where: Callable[[pygame.Rect], tuple[int, int]] | None = None
    ) -> int | None:
        """Press what is called so, in its middle if no other place is told; returns the turn it led to."""
        self.frame(at)
        widget = next(w for w in self.ui.widgets.values() if w.label == label)
        spot = widget.rect.center if where is None else where(widget.rect)
        self.frame(at, pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=spot))
        self.frame(at, pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=spot))
        led = self.turn
        self.frame(at, pygame.event.Event(pygame.MOUSEMOTION, pos=(-1, -1), rel=(0, 0), buttons=(0, 0, 0)))
        return led
