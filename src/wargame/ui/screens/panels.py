"""Panels as sheets of the table: what is looked at is handed to them, what is chosen on the map as well."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.ui.board import Spot
from wargame.ui.kit import Column
from wargame.ui.panels import PANELS, Panel, RegionPanel
from wargame.ui.panels.alliance import AlliancePanel
from wargame.ui.panels.news import NewsPanel
from wargame.ui.panels.state import StatePanel

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

REGION = "Region"


@dataclass
class PanelSheet:
    """A panel as a sheet."""

    name: str
    key: str
    panel: Panel

    def draw(self, column: Column, table: "TableScreen") -> None:
        """Draw it, and look at the turn that is pressed in it."""
        turn = self.panel.draw(column, table.look())
        if turn is not None:
            table.show(turn)


@dataclass
class RegionSheet:
    """The region that is chosen on the map."""

    name: str = REGION
    key: str = "f9"
    panel: RegionPanel = field(default_factory=RegionPanel)

    def draw(self, column: Column, table: "TableScreen") -> None:
        """Draw it; a neighbour that is pressed in it is chosen on the map too."""
        self.panel.selected = table.region
        self.panel.draw(column, table.look())
        if self.panel.selected is not None and self.panel.selected != table.region:
            spot = Spot("region", self.panel.selected)
            table.board.view.selected = spot
            table.board.view.show(spot)


def panels(table: "TableScreen") -> list[PanelSheet | RegionSheet]:
    """All panels as sheets of a table."""
    made = [PanelSheet(offered.name, offered.key, offered.make()) for offered in PANELS]
    for sheet in made:
        if isinstance(sheet.panel, NewsPanel):  # a session knows what an umpire did as well
            sheet.panel.tell = lambda turn, seat: table.session.news(turn, seat)
    return [*made, RegionSheet()]


def opened(spot: Spot, table: "TableScreen") -> int:
    """The sheet that tells of what was chosen on the map, made to tell of it."""
    for k, sheet in enumerate(table.sheets):
        if isinstance(sheet, RegionSheet) and spot.kind == "region":
            return k
        panel = sheet.panel if isinstance(sheet, PanelSheet) else None
        of_state = isinstance(panel, StatePanel) and spot.kind == "state"
        of_body = isinstance(panel, AlliancePanel) and spot.kind == "alliance"
        if isinstance(panel, StatePanel | AlliancePanel) and (of_state or of_body):
            panel.selected = spot.id
            return k
    return table.sheet
