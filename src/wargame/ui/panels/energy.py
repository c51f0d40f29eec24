"""Energy: what gas costs, how full storage is, who buys from whom, what is withheld, and what it does to economies."""

from dataclasses import dataclass, field

import numpy as np

from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.facts import facts
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import UNKNOWN, Known, amount, change, percent

LEAST = 0.005
MOST = 12  # rows of a table, until more are asked for


@dataclass(frozen=True)
class Trade:
    """Who buys gas from whom, and what it does to them."""

    prices: list[float]  # EUR/MWh, of every turn played
    bought: list[list[str]]
    bills: list[list[str]]


@dataclass
class EnergyPanel:
    """Gas across borders."""

    explained: bool = False
    all: bool = False  # every contract is listed
    _known: Kept[Known] = field(default_factory=lambda: Kept(Known))
    _trade: Kept[Trade] = field(default_factory=lambda: Kept(_trade))

    def draw(self, column: Column, at: Looking) -> int | None:
        """Draw it; returns a turn whose price was pressed."""
        known, f = self._known.of(at), at.scenario.board.forum
        column.heading("Gas")
        if not f.gas:
            column.text("Nobody buys gas across borders here.")
            return None
        told, self.explained = facts(column, self.explained)
        found = self._trade.of(at)
        now, before = found.prices[at.turn], found.prices[at.turn - 1] if at.turn else None
        told.tell(
            "Price",
            f"{amount(now, 'EUR/MWh', 1)}{change(now, before)}",
            "Mean price of the month; in brackets this turn's change",
        )
        if len(found.prices) > 1:
            turn = column.line(
                {"price": found.prices},
                at.scenario.dates[: len(found.prices)],
                at.turn,
                110,
                "Price over time, EUR/MWh",
            )
        else:
            turn = None
        told.tell("Storage", percent(known.figure("storage")), "How full the importers' storage of gas is")
        told.tell("Saved", percent(known.figure("saving")), "Share of demand that is saved since the game began")
        told.tell(
            "New supply",
            amount(known.figure("supply"), "bcm a month"),
            "Billion cubic metres that come from elsewhere since the start",
        )
        told.heading(
            "Who buys from whom", "Share of the gas a buyer uses, by contract, and share of that not delivered"
        )
        self.all = self.all or len(found.bought) <= MOST + 2
        column.table(
            ("Buyer", "Seller", "Share", "Withheld"), found.bought[: None if self.all else MOST], label="bought"
        )
        if not self.all and column.button(f"All {len(found.bought)} contracts", small=True):
            self.all = True
        told.heading("What it costs", "Bill: output lost to dear gas; hold: how far sellers can press the buyer")
        if found.bills:
            column.table(("Buyer", "Bill", "Hold"), found.bills, label="bills")
        else:
            column.text("Dear gas costs nobody anything yet.", muted=True)
        return turn


def _trade(at: Looking) -> Trade:
    known, view = Known(at), at.view
    gas, cut = np.asarray(view.gas)[0], np.asarray(view.withheld)[0]
    bill, hold = np.asarray(view.bill)[0], np.asarray(view.leverage)[0]
    order = np.argsort(-gas, kind="stable").tolist()
    costs = [s for s in np.argsort(-bill, kind="stable").tolist() if bill[s] >= 0.0005 or hold[s] >= LEAST]
    return Trade(
        prices=[float(world.gas_price[0]) for world in at.worlds],  # what gas costs is public
        bought=[
            [*_tie(known, g), percent(float(gas[g])), _cell(float(cut[g]), LEAST)] for g in order if gas[g] >= LEAST
        ],
        bills=[[known.name(s), _cell(float(bill[s]), 0.0005), _cell(float(hold[s]), LEAST)] for s in costs[:MOST]],
    )


def _tie(known: Known, g: int) -> tuple[str, str]:
    importer, exporter = known.board.forum.gas[g]
    return known.name(importer), known.name(exporter)


def _cell(share: float, least: float) -> str:
    return percent(share) if share >= least else UNKNOWN
