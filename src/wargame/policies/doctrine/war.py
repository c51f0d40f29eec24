"""War by doctrine: how a general staff and a war cabinet decide from their own estimates, in closed form.

First the screen: enough men per km on every front, more where the enemy masses. What is free then goes where the prize,
weighted by the odds of winning it, is greatest. An attack is ordered only where the estimated odds pass a threshold,
pressure is kept up where they are about even, and a part is always kept in reserve. Men who would be lost for nothing
are pulled out: where a force is short of supply and outmatched and its case is not improving. Call-ups replace losses
and answer the enemy's mass; spending follows the stakes.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, logistic, namespace, number
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.combat import Combat, against, entry_km, front_km, hostile, sustained
from wargame.world import by_state, over_state, per_holder


@dataclass(frozen=True)
class War:
    """Numbers of staffs and war cabinets: judgement; they set how daring a war is played."""

    aggression: Leaf = leaf(0.9, "ln", "odds of the force ratio above which an attack is ordered", 0.4, 1.5)
    vigour: Leaf = leaf(0.7, "share", "of a force that attacks when it does", 0.4, 1.0)
    sharpness: Leaf = leaf(4.0, "1/ln", "slope of the readiness to attack in the odds", 1.0, 6.0)
    axes: Leaf = leaf(0.35, "share", "of the free force counted on for one axis when odds are weighed", 0.15, 0.6)
    press: Leaf = leaf(
        0.35, "share", "of a force that keeps up the pressure where odds are no worse than even", 0.0, 0.5
    )
    even: Leaf = leaf(-0.5, "ln", "odds at which half of that pressure is kept up", -1.0, 0.5)
    screen: Leaf = leaf(0.1, "thousand/km", "men wanted on every front before anything else", 0.04, 0.25)
    watch: Leaf = leaf(0.15, "thousand/km", "men wanted on a quiet border with the enemy", 0.02, 0.3)
    cover: Leaf = leaf(0.9, "share", "of the force that may be bound by screens", 0.5, 1.0)
    match: Leaf = leaf(0.9, "ratio", "men wanted on a front to the enemy's men there", 0.3, 1.2)
    reserve: Leaf = leaf(0.25, "share", "of all men kept in reserve", 0.05, 0.35)
    inertia: Leaf = leaf(0.8, "share", "of last turn's distribution kept", 0.3, 0.9)
    leave: Leaf = leaf(0.5, "share", "of supply below which an outmatched force may give up its ground", 0.3, 0.7)
    cling: Leaf = leaf(0.5, "worth", "of a region above which no ground in it is given up", 0.1, 1.0)
    replace_losses: Leaf = leaf(1.0, "ratio", "men called up to men lost", 0.5, 1.3)
    superiority: Leaf = leaf(1.3, "ratio", "men wanted to the enemy's men in the theatre", 1.0, 2.0)
    build: Leaf = leaf(0.08, "1/month", "share of the missing men called up", 0.0, 0.15)
    stake_abroad: Leaf = leaf(0.03, "share", "of output spent on a war abroad, above peace", 0.01, 0.08)
    stake_home: Leaf = leaf(0.22, "share", "of output spent on a war at home, above peace", 0.1, 0.35)


def orders_of_war(view: View, legal: Orders, params: Params, numbers: War) -> dict[str, Array]:
    """Forces, call-ups and war budgets."""
    p = shaped(numbers, 2)
    case = estimate(view, params)
    forces = plan(view, legal, case, shaped(params.combat, 2), p)
    return {
        "effort": forces.effort,
        "attack": forces.attack,
        "withdraw": withdrawals(view, legal, case, p),
        "mobilise": call_up(view, legal, shaped(numbers, 1)).men,
        "spend": spending(view, legal, params, shaped(numbers, 1)).change,
    }


@dataclass(frozen=True)
class Plan:
    """Where a force should stand and attack, and the odds by which that was decided, `[R,H,C]`."""

    effort: Array  # share of all men
    odds: Array  # ln of the force ratio if all who can be there attacked
    attack: Array  # share of those there


@dataclass(frozen=True)
class CallUp:
    """Men called up, and what for, `[R,S]`, thousand."""

    fallen: Array  # to be replaced
    short: Array  # of the men wanted to the enemy's
    willing: Array  # 0..1, part of what is wanted that the country bears
    men: Array


@dataclass(frozen=True)
class Budget:
    """War spending, `[R,S]`, shares of output."""

    peace: Array  # [S]
    goal: Array
    change: Array  # towards it this turn


def plan(view: View, legal: Orders, case: "Estimate", params: Combat, p: War) -> Plan:
    """Where the force should stand, and where and how hard it attacks."""
    xp, b = view.xp, view.board
    men = xp.maximum(over_state(view.forces, b) + per_holder(view.reserve, b), 1e-6)
    needed = xp.maximum(case.front * p.screen + case.border * p.watch, p.match * view.facing) * case.ours * legal.effort
    asked = over_state(needed, b)
    screened = xp.minimum(asked, men * (1.0 - p.reserve) * p.cover)
    screen = needed * (screened / xp.maximum(asked, 1e-9))
    free = men * (1.0 - p.reserve) - screened
    chance = logistic(p.sharpness * (case.odds(screen + p.axes * free) - p.aggression))
    prize = b.worth * case.them * chance * legal.attack
    mass = prize / xp.maximum(over_state(prize, b), 1e-9)
    spread = screen / xp.maximum(screened, 1e-9)
    going = number(over_state(prize, b) > 1e-6)
    wanted = (screen + free * (mass * going + spread * (1.0 - going))) / men
    now = view.forces / men
    effort = (p.inertia * now * legal.effort + (1.0 - p.inertia) * wanted) * case.engaged
    there = effort * men
    able = xp.minimum(view.forces, there) + params.ready * xp.maximum(there - view.forces, 0.0)
    odds = case.odds(able)
    daring = p.vigour * logistic(p.sharpness * (odds - p.aggression))
    pressing = p.press * logistic(p.sharpness * (odds - p.even))
    return Plan(effort, odds, xp.maximum(daring, pressing) * legal.attack * number(there > 1.0))


def withdrawals(view: View, legal: Orders, case: "Estimate", p: War) -> Array:
    """Ground given up: short of supply, and outmatched, and not yet settled, and not worth the men it costs."""
    abroad = number(view.board.home < 0.5) * legal.withdraw
    starved = number(case.supply < p.leave)
    outmatched = number(view.forces * case.supply < 0.7 * view.facing)
    loose = number(view.settled < 0.5 * view.control)
    cheap = number(view.board.worth < p.cling)
    given: Array = starved * outmatched * loose * cheap * abroad
    return given


def call_up(view: View, legal: Orders, p: War) -> CallUp:
    """Men called up: the fallen replaced, an answer to being outnumbered; less where people are weary or averse."""
    xp, b = view.xp, view.board
    enemy = by_state(view.facing, b)
    men = by_state(view.forces, b) + view.reserve + view.training
    short = xp.maximum(p.superiority * enemy - men, 0.0)
    wanted = p.replace_losses * view.fallen + p.build * short
    willing = (1.0 - 0.5 * view.weariness) * xp.minimum(2.0 * view.support, 1.0)
    return CallUp(view.fallen, short, willing, xp.minimum(wanted * willing, legal.mobilise))


def spending(view: View, legal: Orders, params: Params, p: War) -> Budget:
    """War spending moves towards what the stakes call for."""
    xp, b, states = view.xp, view.board, params.states
    peace = states.military_spending / states.gdp
    lost = by_state((1.0 - view.control) * b.home * b.output[: b.contested], b)
    fighting = number(view.fallen > 0.0)
    goal = peace + fighting * (p.stake_abroad + p.stake_home * xp.minimum(4.0 * lost, 1.0))
    gap = goal - view.war_effort
    return Budget(peace, goal, xp.minimum(xp.maximum(gap, -legal.spend), legal.spend))


@dataclass(frozen=True)
class Estimate:
    """What a staff makes of each region from its own view, `[R,H,C]`."""

    them: Array  # enemies' share
    ours: Array  # 1 where the holder has ground to hold
    front: Array  # km
    border: Array  # km over which enemies could come in
    supply: Array  # 0..1
    carried: Array  # thousand men that the ways there can supply
    defence: Array  # enemies' effect there if they are attacked
    edge: Array  # own effect per thousand men attacking, before supply
    engaged: Array  # 1 where the holder is at war

    def odds(self, men: Array) -> Array:
        """Log of the force ratio if so many thousand men attacked."""
        xp = namespace(men)
        return xp.log((xp.minimum(men, self.carried) * self.edge * self.supply + 1e-3) / self.defence)


def estimate(view: View, params: Params) -> Estimate:
    """The staff's estimate of every region."""
    xp, b, p = view.xp, view.board, shaped(params.combat, 2)
    foes = hostile(view.war, b)
    them = against(view.control, foes)
    way = entry_km(view.control, b)
    entry = xp.minimum(way / b.side[: b.contested], 1.0)
    trek = (b.side / b.traffic)[: b.contested]
    far = (view.distance + xp.maximum(view.control - view.settled, 0.0) * trek) / p.supply_km
    at_war = number(against(xp.ones_like(them), foes) > 0.0)
    side = p.front * b.side[: b.contested]
    front = front_km(view.control, them, entry * entry, side)
    border = xp.minimum(against(entry, foes), 1.0) * side * (1.0 - them)
    held = view.facing * (1.0 + view.facing_works) * (1000.0 / p.density) / xp.maximum(front, 1.0)
    fires = xp.exp(p.fires * xp.log(xp.maximum(_fit_out(view), 1e-3)))
    edge = fires * (1.0 + p.mass_thin / (1.0 + held * held))
    defence = view.facing * (1.0 + p.works * view.facing_works) * b.shelter[: b.contested] + 0.02 * front + 0.05
    near = number(view.control > 0.02)
    carried = sustained(way, view.control, b, p)
    return Estimate(them, near, front, border, 1.0 / (1.0 + far * far), carried, defence, edge, at_war)


def _fit_out(view: View) -> Array:
    """Equipment per man, as the holder of each slot knows its own, `[R,H,1]` or `[R,H,C]`."""
    xp = view.xp
    men = over_state(view.forces, view.board) + per_holder(view.reserve, view.board)
    return per_holder(view.materiel, view.board) / xp.maximum(men, 1e-3)
