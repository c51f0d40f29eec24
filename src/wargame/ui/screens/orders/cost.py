"""What an order costs and what it is measured against, as far as the engine knows before it is carried out."""

from collections.abc import Callable, Mapping

from wargame.explain import figure, men
from wargame.ui.screens.orders import risks
from wargame.ui.screens.orders.purse import Purse
from wargame.world import DELIVERY, TRAINING

MONTHS = 12.0

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
    **risks.TOLD,
}
