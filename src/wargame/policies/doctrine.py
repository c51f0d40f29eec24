"""Doctrine: how a general staff and a cabinet would decide from their own estimates, in closed form.

First the screen: enough men per km on every front, more where the enemy masses. What is free then goes where the prize,
weighted by the odds of winning it, is greatest; an attack is ordered only where the estimated odds pass a threshold, and
a part is always kept in reserve. Men who would be lost for nothing are pulled out: where a force is short of supply and
outmatched and its case is not improving. Call-ups replace losses and answer the enemy's mass; spending follows the
stakes; donors give by nearness, sympathy, wealth and size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, logistic, number
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import Orders, only
from wargame.rules import Params
from wargame.rules.combat import against, front_km, hostile, open_border
from wargame.world import by_state, of_slots, over_state


@dataclass(frozen=True)
class Doctrine:
    """The policy of staffs and cabinets. Its numbers are judgement; they set how daring a war it plays."""

    name: ClassVar[str] = "doctrine"
    stochastic: ClassVar[bool] = False
    single_run: ClassVar[bool] = False

    aggression: Leaf = leaf(0.9, "ln", "odds of the force ratio above which an attack is ordered", 0.4, 1.5)
    vigour: Leaf = leaf(0.7, "share", "of a force that attacks when it does", 0.4, 1.0)
    screen: Leaf = leaf(150.0, "men/km", "wanted on every front before anything else", 40.0, 250.0)
    match: Leaf = leaf(0.5, "ratio", "men wanted on a front to the enemy's men there", 0.3, 1.0)
    reserve: Leaf = leaf(0.10, "share", "of all men kept in reserve", 0.05, 0.2)
    inertia: Leaf = leaf(0.6, "share", "of last turn's distribution kept", 0.3, 0.9)
    focus: Leaf = leaf(3.0, "1", "how sharply the free force is massed on the best prize", 1.0, 6.0)
    leave: Leaf = leaf(0.5, "share", "of supply below which an outmatched force may give up its ground", 0.3, 0.7)
    replace_losses: Leaf = leaf(1.0, "ratio", "men called up to men lost", 0.5, 1.3)
    build: Leaf = leaf(0.05, "1/month", "share of the enemy's mass that is called up when outnumbered", 0.0, 0.15)
    stake_abroad: Leaf = leaf(0.03, "share", "of output spent on a war abroad, above peace", 0.01, 0.08)
    stake_home: Leaf = leaf(0.22, "share", "of output spent on a war at home, above peace", 0.1, 0.35)
    generosity: Leaf = leaf(0.014, "share", "of a year's output given in a year by a near, rich, wholly committed donor", 0.005, 0.03)

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Orders by doctrine for these seats."""
        p = shaped(self, 2)
        case = estimate(view, params)
        effort, attack = self._plan(view, legal, case, p)
        whole = Orders(
            effort=effort,
            attack=attack,
            withdraw=self._withdrawals(view, legal, case, p),
            strike=legal.strike * 0.0,
            mobilise=self._call_up(view, legal, shaped(self, 1)),
            spend=self._spending(view, legal, params, shaped(self, 1)),
            aid=self._aid(view, legal, params, shaped(self, 1)),
        )
        return whole if len(seats) >= len(view.board.states) else only(whole, view.board, seats)

    def _plan(self, view: View, legal: Orders, case: "Estimate", p: "Doctrine") -> tuple[Array, Array]:
        """Where the force should stand, and where it attacks."""
        xp, b = view.xp, view.board
        zero = xp.zeros_like(view.forces)
        men = xp.maximum(over_state(view.forces, b) + of_slots(view.reserve, b), zero + 1e-6)
        needed = xp.maximum(case.front * p.screen / 1000.0, p.match * view.facing) * case.ours * legal.effort
        screened = xp.minimum(over_state(needed, b), men * (0.85 * (1.0 - p.reserve)))
        screen = needed * (screened / xp.maximum(over_state(needed, b), zero + 1e-9))
        free = xp.maximum(men * (1.0 - p.reserve) - screened, zero)
        odds = case.odds(screen + 0.35 * free)
        prize = b.worth * case.them * logistic(2.0 * (odds - 0.5)) * legal.attack
        best = xp.max(prize, axis=2, keepdims=True) if b.aligned else xp.max(xp.max(prize, axis=2, keepdims=True), axis=1, keepdims=True)
        weight = prize * xp.exp(p.focus * (prize / xp.maximum(best, zero + 1e-9) - 1.0))
        mass = weight / xp.maximum(over_state(weight, b), zero + 1e-9)
        wanted = (screen + free * mass) / men
        now = view.forces / xp.maximum(over_state(view.forces, b), zero + 1e-6) * (1.0 - p.reserve)
        effort = (p.inertia * now * legal.effort + (1.0 - p.inertia) * wanted) * case.engaged
        planned = effort * men
        daring = case.odds(planned)
        attack = p.vigour * legal.attack * number(daring > p.aggression) * number(planned > 1.0)
        return effort, attack

    def _withdrawals(self, view: View, legal: Orders, case: "Estimate", p: "Doctrine") -> Array:
        """Ground given up: short of supply, and outmatched, and nothing won there lately, and not one's own."""
        xp = view.xp
        starved = number(case.supply < p.leave)
        outmatched = number(view.forces * case.supply < 0.7 * view.facing)
        loose = number(view.settled < 0.5 * view.control)
        return starved * outmatched * loose * legal.withdraw * number(view.board.home < 0.5) * xp.ones_like(view.forces)

    def _call_up(self, view: View, legal: Orders, p: "Doctrine") -> Array:
        """Men called up: the fallen replaced, and an answer to being outnumbered, less where people are weary."""
        xp, b = view.xp, view.board
        enemy = by_state(view.facing, b)
        men = by_state(view.forces, b) + view.reserve + view.training
        short = xp.maximum(1.2 * enemy - men, xp.zeros_like(men))
        wanted = p.replace_losses * view.fallen + p.build * short
        return xp.minimum(wanted * (1.0 - 0.5 * view.weariness), legal.mobilise)

    def _spending(self, view: View, legal: Orders, params: Params, p: "Doctrine") -> Array:
        """War spending moves towards what the stakes call for."""
        xp, b, states = view.xp, view.board, params.states
        peace = states.military_spending / states.gdp
        lost = by_state((1.0 - view.control) * b.home * b.output[: b.contested], b)
        fighting = number(view.fallen > 0.0)
        goal = peace + fighting * (p.stake_abroad + p.stake_home * xp.minimum(4.0 * lost, xp.ones_like(lost)))
        gap = goal - view.war_effort
        return xp.minimum(xp.maximum(gap, -legal.spend), legal.spend)

    def _aid(self, view: View, legal: Orders, params: Params, p: "Doctrine") -> Array:
        """Aid of donors to partners at war."""
        xp, b, states = view.xp, view.board, params.states
        if not b.pairs:
            return legal.aid
        donors = xp.asarray([who for who, _, _ in b.pairs], dtype=xp.int64)
        takers = xp.asarray([whom for _, whom, _ in b.pairs], dtype=xp.int64)
        fighting = by_state(number(against(view.control * 0.0 + 1.0, hostile(view.war, b)) > 0.0) * b.valid, b)
        wealth = states.gdp / states.population / 40.0 * 1e3
        sympathy = xp.exp(3.0 * xp.log(xp.maximum(states.position, states.position * 0.0 + 1e-3)))
        wish = p.generosity * sympathy * xp.exp(0.43 * xp.log(wealth)) * xp.exp(-0.3 * xp.log(states.gdp / 500.0))
        gift = (wish * (1.0 - 0.6 * view.weariness)) * states.gdp * (view.months / 12.0)
        given = xp.take(gift, donors, axis=1) * b.closeness * number(xp.take(fighting, takers, axis=1) > 0.0)
        return xp.minimum(given, legal.aid)


@dataclass(frozen=True)
class Estimate:
    """What a staff makes of each region from its own view, `[R,H,C]`."""

    them: Array  # enemies' share
    ours: Array  # 1 where the holder has ground to hold
    front: Array  # km
    supply: Array  # 0..1
    defence: Array  # enemies' men there, with shelter and works
    engaged: Array  # 1 where the holder is at war

    def odds(self, men: Array) -> Array:
        """Log of the force ratio if so many men attacked."""
        xp = men.__array_namespace__()
        ratio = (men * self.supply + 1e-3) / (self.defence + 0.03 * self.front + 1e-3)
        result: Array = xp.log(ratio)
        return result


def estimate(view: View, params: Params) -> Estimate:
    """The staff's estimate of every region."""
    xp, b, p = view.xp, view.board, shaped(params.combat, 2)
    foes = hostile(view.war, b)
    them = against(view.control, foes)
    entry = open_border(view.control, b)
    trek = (b.side / b.traffic)[: b.contested]
    far = (view.distance + xp.maximum(view.control - view.settled, xp.zeros_like(them)) * trek) / p.supply_km
    defence = view.facing * (1.0 + p.works * view.facing_works) * b.shelter[: b.contested]
    at_war = number(against(xp.ones_like(them), foes) > 0.0)
    front = front_km(view.control, them, entry * entry, p.front * b.side[: b.contested])
    near = number(view.control > 0.02)
    return Estimate(them, near, front, 1.0 / (1.0 + far * far), defence, at_war)
