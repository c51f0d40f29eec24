"""The board at the table: pointer and keys for it, which map it shows, and the region that is chosen."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from wargame.observe import View
from wargame.ui.board import MODES, BoardView, Look, Spot
from wargame.ui.kit import Column, Ui

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

ID = "map/board"
DRAG = 4  # pixels by which the pointer moves before a click becomes a pull
PUSHES = {"left": pygame.K_LEFT, "right": pygame.K_RIGHT, "up": pygame.K_UP, "down": pygame.K_DOWN}
ZOOMS = {"+": pygame.K_PLUS, "=": pygame.K_PLUS, "-": pygame.K_MINUS}


@dataclass
class Map:
    """The board with what is done to it."""

    view: BoardView = field(default_factory=BoardView)
    _pulled: int = 0  # pixels since the button went down
    _before: tuple[object, View] | None = None

    @property
    def region(self) -> str | None:
        """The region that is chosen."""
        spot = self.view.selected
        return spot.id if spot is not None and spot.kind == "region" else None

    def draw(self, ui: Ui, rect: pygame.Rect, table: "TableScreen") -> None:
        """Draw it, and do what pointer and keys ask for."""
        if abs(self.view.look.scale - ui.theme.scale) > 1e-9:
            self.view.look = Look(ui.theme.scale)
        self._use(ui, rect, table)
        seen = table.look()
        seats = None if seen.seat is None else (seen.seat,)
        with_before = self._old(table)
        self.view.draw(ui.surface, rect, seen.view, seen.scenario, table.names, before=with_before, seats=seats)
        if not self.view.settled:
            ui.again = True
        if ui.ring and ui.focus == ID:
            ui.outline(rect.inflate(-8, -8))
        if self.view.hovered is not None and ui.active and self._pulled < DRAG:
            ui.tip("\n".join(self.view.tip()))

    def choose(self, c: Column, table: "TableScreen") -> None:
        """Which map is shown."""
        names = [mode.title for mode in MODES]
        now = next(k for k, mode in enumerate(MODES) if mode.id == self.view.mode)
        self.view.mode = MODES[c.choice("Map", names, now, hint="Which map is shown")].id

    def turn_legend(self) -> None:
        """Show the legend, or hide it: on a small map it covers much."""
        self.view.hidden = self.view.hidden ^ {"legend"}

    def _old(self, table: "TableScreen") -> View | None:
        """The view of the turn before, which the map of changes needs."""
        if table.shown == 0:
            return None
        key = (table.seat, table.shown)
        if self._before is None or self._before[0] != key:
            seats = None if table.seat is None else (table.seat,)
            self._before = (key, table.session.view(seats, table.shown - 1))
        return self._before[1]

    def _use(self, ui: Ui, rect: pygame.Rect, table: "TableScreen") -> None:
        before = ui.surface.get_clip()
        ui.surface.set_clip(rect)
        use = ui.use(ID, "The map", "map", rect, key="", hint="")
        ui.surface.set_clip(before)
        self.view.hovered = self.view.at(ui.inputs.mouse) if use.hovered else None
        if not ui.active:
            return
        if use.hovered and ui.inputs.wheel:
            self.view.zoom(ui.inputs.mouse, ui.inputs.wheel)
        self._pull(ui)
        if use.pressed and ui.inputs.up is not None and self._pulled < DRAG:
            self._select(self.view.at(ui.inputs.mouse), table)
        if use.focused and ui.ring:
            self._keys(ui, table)
        for key, stroke in ZOOMS.items():
            if ui.inputs.take(key):
                self.view.press(stroke)
                ui.again = True

    def _pull(self, ui: Ui) -> None:
        """The map follows the pointer while the button is held."""
        if ui.inputs.down is not None:
            self._pulled = 0
        if ui.dragged(ID) is not None and ui.inputs.held:
            dx, dy = ui.inputs.moved
            self._pulled += abs(dx) + abs(dy)
            if self._pulled >= DRAG:
                self.view.pan(dx, dy)
                ui.again = True

    def _keys(self, ui: Ui, table: "TableScreen") -> None:
        """Arrows push the map; full stop and comma go from region to region."""
        for key, stroke in PUSHES.items():
            if ui.inputs.take(key):
                self.view.press(stroke)
                ui.again = True
        regions = self.view.regions()
        step = ui.inputs.take(".") - ui.inputs.take(",")
        if step and regions:
            here = regions.index(self.region) if self.region in regions else -1 if step > 0 else 0
            spot = Spot("region", regions[(here + step) % len(regions)])
            self._select(spot, table)
            self.view.show(spot)

    def _select(self, spot: Spot | None, table: "TableScreen") -> None:
        """Choose what was pressed, or nothing where it was chosen already."""
        self.view.selected = None if spot == self.view.selected else spot
        table.picked(self.view.selected)
