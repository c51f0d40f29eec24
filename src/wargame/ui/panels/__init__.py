"""What is told beside the board: a panel a file, each drawn from what is looked at and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.alliance import AlliancePanel
from wargame.ui.panels.energy import EnergyPanel
from wargame.ui.panels.escalation import EscalationPanel
from wargame.ui.panels.graphs import GraphPanel
from wargame.ui.panels.news import NewsPanel
from wargame.ui.panels.offers import OfferPanel
from wargame.ui.panels.region import RegionPanel
from wargame.ui.panels.sanctions import SanctionPanel
from wargame.ui.panels.state import StatePanel


class Panel(Protocol):
    """A panel, which keeps what was chosen in it."""

    def draw(self, column: Column, at: Looking) -> int | None:
        """Draw it in a column; returns a turn to look at, where one was pressed."""
        ...


@dataclass(frozen=True)
class Offered:
    """A panel that can be opened: its name, its key, what it is for, and what makes a new one."""

    name: str
    key: str
    purpose: str
    make: Callable[[], Panel]


PANELS = (
    Offered("State", "f1", "A state's economy, forces, mood, stocks and name abroad", StatePanel),
    Offered("Alliance", "f2", "Where members stand, how far they stand together, motions and votes", AlliancePanel),
    Offered("Sanctions", "f3", "What is forbidden, what it costs whom, and what goes round", SanctionPanel),
    Offered("Energy", "f4", "What gas costs, who buys from whom, and what is withheld", EnergyPanel),
    Offered("Ladder", "f5", "How far matters have escalated, red lines, talks and danger", EscalationPanel),
    Offered("Offers", "f6", "Peace offers, the answers to them, and why", OfferPanel),
    Offered("News", "f7", "What this turn and those before it brought", NewsPanel),
    Offered("Graphs", "f8", "Any measure over time", GraphPanel),
)

__all__ = ["PANELS", "Offered", "Panel", "RegionPanel"]
