"""Offers before they are made: drafts of terms, by war; calling both sides to talks stands among the other orders."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.entries import along
from wargame.explain.orders import whom
from wargame.ui.kit import Column
from wargame.ui.screens.deal.draft import Draft
from wargame.ui.screens.deal.editor import DealEditor

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen


@dataclass
class Offers:
    """The drafts of this sitting, by seat and war."""

    drafts: dict[tuple[str, int], DealEditor] = field(default_factory=dict)

    def draw(self, c: Column, table: "TableScreen") -> None:
        """A button for every war in which the seat may table an offer now."""
        wars = along("quarrel", table.session.scenario.board)
        may = [order for order in table.possible if order.kind == "offer"]
        for k, order in enumerate(may):
            about = whom(order.target, table.names)
            label = "Draft an offer" if len(may) == 1 else f"Draft an offer: {about}"
            if c.button(label, key="d" if not k else "", hint=f"Write terms between {about}, and weigh them"):
                table.editor = self._editor(order.seat, wars.index(order.target))
        if not may:
            c.text("No offer can be tabled by you now.", muted=True)

    def _editor(self, seat: str, war: int) -> DealEditor:
        if (seat, war) not in self.drafts:
            self.drafts[seat, war] = DealEditor(Draft(war), seat)
        return self.drafts[seat, war]
