"""What an order costs and what it is measured against, as far as the engine knows before it is carried out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.explain import figure, men
from wargame.observe import View
from wargame.rules import Params
from wargame.world import DELIVERY, TRAINING

MONTHS = 12.0


@dataclass(frozen=True)
class Purse:
    """What a seat has to give orders with: its own figures as it sees them now."""

    view: View
    params: Params
    seat: int

    @property
    def board(self) -> Board:
        """The map as arrays."""
        return self.view.board

    def mine(self, name: str) -> float:
        """One of its own figures along states."""
        return float(np.asarray(getattr(self.view, name))[0, self.seat])

    @property
    def output(self) -> float:
        """USD bn a year, as the economy stands."""
        return float(np.asarray(self.params.states.gdp)[..., self.seat].ravel()[0]) * self.mine("output")

    @property
    def euro(self) -> float:
        """USD for a euro."""
        return float(np.asarray(self.params.economy.euro).ravel()[0])

    @property
    def slots(self) -> Array:
        """Where its forces can stand, `[H,C]`."""
        here: Array = np.asarray(self.board.holder)[:, : self.board.contested] == self.seat
        return here

    def men_in(self, region: str) -> float:
        """Its men in a region, thousand."""
        c = self.board.regions.index(region)
        return float((np.asarray(self.view.forces)[0, :, c] * self.slots[:, c]).sum())

    @property
    def force(self) -> float:
        """Its whole force, the reserve with it, thousand men."""
        return float((np.asarray(self.view.forces)[0] * self.slots).sum()) + self.mine("reserve")

    @property
    def placed(self) -> dict[str, float]:
        """The share of the whole force that stands in each region."""
        whole = max(self.force, 1e-9)
        held = (np.asarray(self.view.forces)[0] * self.slots).sum(axis=0) / whole
        return {self.board.regions[c]: float(held[c]) for c in np.flatnonzero(held > 5e-4)}


Told = Callable[[Purse, str, float], str]


def cost(purse: Purse, kind: str, target: str, amount: float) -> str:
    """What an order of so much comes to, a sentence; nothing where nothing is known."""
    return _COSTS[kind](purse, target, amount) if kind in _COSTS else ""


def _effort(purse: Purse, target: str, amount: float) -> str:
    return f"About {men(amount * purse.force)} of {men(purse.force)} men; {men(purse.men_in(target))} stand there now."


def _attack(purse: Purse, target: str, amount: float) -> str:
    here = purse.men_in(target)
    return f"{men(amount * here)} of the {men(here)} men there attack."


def _withdraw(purse: Purse, target: str, amount: float) -> str:
    return f"{men(amount * purse.men_in(target))} men leave, and {figure(100.0 * amount)} % of what is held there."


def _mobilise(purse: Purse, target: str, amount: float) -> str:
    left = purse.mine("manpower")
    return (
        f"{men(amount)} of {men(left)} men who could still be called up; ready after {TRAINING} turns of training. "
        "Support at home falls the more the faster it goes."
    )


def _spend(purse: Purse, target: str, amount: float) -> str:
    now = purse.mine("war_effort")
    month = abs(amount) * purse.output / MONTHS
    verb = "more" if amount >= 0.0 else "less"
    return (
        f"USD {figure(month)} bn a month {verb}; war spending goes from {figure(100.0 * now)} to "
        f"{figure(100.0 * max(now + amount, 0.0))} % of output."
    )


def _aid(purse: Purse, target: str, amount: float) -> str:
    stock, budget = purse.mine("stock"), purse.output * purse.mine("war_effort") / MONTHS
    part = f", {figure(100.0 * amount * purse.euro / budget)} % of a month's military budget" if budget > 0.0 else ""
    return f"EUR {figure(amount)} bn of EUR {figure(stock)} bn in stock{part}; there after {DELIVERY} turns."


def _share_of_trade(purse: Purse, target: str, amount: float) -> str:
    verb = "forbidden" if amount >= 0.0 else "set free again"
    return f"{figure(100.0 * abs(amount))} % of your own dealings there {verb}; it costs both."


_COSTS: Mapping[str, Told] = {
    "effort": _effort,
    "attack": _attack,
    "withdraw": _withdraw,
    "mobilise": _mobilise,
    "spend": _spend,
    "aid": _aid,
    "sanction": _share_of_trade,
}
