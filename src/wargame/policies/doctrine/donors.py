"""Donors by doctrine: military aid by nearness, sympathy, wealth and size, and the kinds of arms it is made of."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, number
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.combat import against, hostile
from wargame.world import by_state


@dataclass(frozen=True)
class Donors:
    """Numbers of donors."""

    generosity: Leaf = leaf(
        0.014, "share", "of a year's output given in a year by a near, rich, wholly committed donor", 0.005, 0.03
    )


def orders_of_donors(view: View, legal: Orders, params: Params, numbers: Donors) -> dict[str, Array]:
    """What donors give."""
    return {"aid": aid_of(view, legal, params, shaped(numbers, 1))}


def aid_of(view: View, legal: Orders, params: Params, p: Donors) -> Array:
    """Aid of donors to partners at war."""
    xp, b, states = view.xp, view.board, params.states
    fighting = by_state(number(against(view.control * 0.0 + 1.0, hostile(view.war, b)) > 0.0) * b.valid, b)
    wealth = states.gdp / states.population / 40.0 * 1e3
    sympathy = xp.exp(3.0 * xp.log(xp.maximum(states.position, states.position * 0.0 + 1e-3)))
    wish = p.generosity * sympathy * xp.exp(0.43 * xp.log(wealth)) * xp.exp(-0.3 * xp.log(states.gdp / 500.0))
    gift = (wish * (1.0 - 0.6 * view.weariness)) * states.gdp * (view.months / 12.0)
    given = xp.take(gift, b.who, axis=1) * b.closeness * number(xp.take(fighting, b.whom, axis=1) > 0.0)
    return xp.minimum(given, legal.aid)
