"""The ledger of a decision: for every factor what a deal brings, what going on brings, what the difference weighs.

The score is the sum of the contributions, exactly; the probability is the logistic of the score. Each consequence is
counted under one factor only. Going on is worked out once for a world and serves every deal on the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.assumptions import shaped
from wargame.axes import Array, logistic, namespace, number
from wargame.calculus.deal.brought import Brought, brought
from wargame.calculus.deal.case import Case, of_rows, other
from wargame.calculus.deal.course import Course, aged, believing, course, each, ground
from wargame.calculus.deal.home import (
    alliances,
    alliances_in_war,
    buffer,
    buffer_of_war,
    standing,
    standing_in_war,
    support,
    support_in_war,
)
from wargame.calculus.deal.numbers import FACTORS, Judge
from wargame.calculus.deal.option import spread, waiting
from wargame.calculus.deal.trust import by_force, commitment
from wargame.calculus.deal.vetoes import vetoes
from wargame.terms import Terms

Values = dict[str, Array]  # by factor, [R,Y]
TOLD = ("taken", "going_on", "weight", "score", "probability")  # arrays of a ledger
CERTAIN = 500.0  # log odds beyond which a number has no room for the doubt


@dataclass(frozen=True)
class Outlook:
    """A world in which the war goes on, as both parties see it: worked out once, for every deal."""

    case: Case
    course: Course
    force: Course
    then: Course  # seen from the next review
    going: Values  # what going on brings, but for the choice to settle later
    weights: Values
    later: Array  # [R,Y] what going on is thought to be worth then
    doubt: Array  # [R,Y] by how much that may be wrong

    def of_rows(self, index: Array) -> "Outlook":
        """The outlook of some runs, in the order of the index."""

        def some(x: Array) -> Array:
            return self.case.xp.take(x, index, axis=0)

        war, force, then = (each(course, some) for course in (self.course, self.force, self.then))
        going, weights = ({name: some(x) for name, x in told.items()} for told in (self.going, self.weights))
        case = of_rows(self.case, index)
        return Outlook(case, war, force, then, going, weights, some(self.later), some(self.doubt))


@dataclass(frozen=True)
class Ledger:
    """Judgements of deals by both parties, `[R,Y,10]` by factor; R deals, or worlds, or both."""

    taken: Array
    going_on: Array
    weight: Array
    score: Array  # [R,Y] sum of the contributions
    probability: Array  # [R,Y] of yes
    vetoes: dict[str, Array]  # [R,Y] each

    @property
    def contribution(self) -> Array:
        """What each factor adds to the score, `[R,Y,10]`."""
        added: Array = self.weight * (self.taken - self.going_on)
        return added


def outlook(case: Case, p: Judge) -> Outlook:
    """What going on promises each party, and how sure it can be of that."""
    step, today = spread(case), ground(case, p)
    review = aged(case, p, today)
    ahead = ground(review, p)
    seen = [believing(review, shift) for shift in (0.0 * step, step, 0.0 * step - step)]
    wars = [course(then, p, ahead) for then in seen]
    later, high, low = (
        core(going_without_choice(then, war, p), weights_of(then, p)) for then, war in zip(seen, wars, strict=True)
    )
    doubt = case.xp.maximum(case.xp.abs(high - low) / 2.0, shaped(p, 1).doubt + 0.0 * step)
    war = course(case, p, today)
    going, weights = going_without_choice(case, war, p), weights_of(case, p)
    return Outlook(case, war, by_force(case, p), wars[0], going, weights, later, doubt)


def judge(ahead: Outlook, terms: Terms, p: Judge) -> Ledger:
    """How both parties weigh deals: `R` deals on one world, one deal on `R` worlds, or one each."""
    return summed(weighed(ahead, brought(ahead.case, terms, p), p), p)


@dataclass(frozen=True)
class Weighed:
    """What deals bring and what going on brings beside them, by factor, `[R,Y]` each, before it is summed up."""

    taken: Values
    going: Values
    weights: Values
    vetoes: dict[str, Array]


def weighed(ahead: Outlook, deal: Brought, p: Judge) -> Weighed:
    """How both parties weigh what deals bring."""
    blank = 0.0 * deal.peace
    going = {name: value + blank for name, value in ahead.going.items()}
    taken = {
        name: deal.peace * value + (1.0 - deal.peace) * going[name] for name, value in _taken(ahead, deal, p).items()
    }
    taken["conflict"] = taken["conflict"] + shaped(p, 1).captives * deal.prisoners
    worth = core(taken, ahead.weights)
    option = waiting(worth, ahead.later, ahead.doubt, ahead.then, ahead.course, p, deal.final)
    going["leverage"] = deal.peace * option
    return Weighed(taken, going, ahead.weights, vetoes(ahead.case, deal, p))


def verdict(told: Weighed, p: Judge) -> tuple[Array, Array]:
    """Scores and probabilities of yes, `[R,Y]`."""
    xp = namespace(told.taken["territory"])
    added = [told.weights[name] * (told.taken[name] - told.going[name]) for name in FACTORS]
    score = xp.sum(xp.stack(added, axis=2), axis=2)
    stopped = 0.0 * score
    for veto in told.vetoes.values():
        stopped = xp.maximum(stopped, number(veto))
    odds = score / shaped(p, 1).temperature
    sure = 0.0 * odds + CERTAIN
    return score, logistic(xp.minimum(xp.maximum(odds, -sure), sure)) * (1.0 - stopped)


def summed(told: Weighed, p: Judge) -> Ledger:
    """The ledger of values by factor: weighed, summed, stopped by vetoes."""
    xp = namespace(told.taken["territory"])

    def columns(values: Values) -> Array:
        return xp.stack([values[name] + 0.0 * told.taken[name] for name in FACTORS], axis=2)

    return Ledger(columns(told.taken), columns(told.going), columns(told.weights), *verdict(told, p), told.vetoes)


def going_without_choice(case: Case, war: Course, p: Judge) -> Values:
    """What going on brings, but for the choice to settle later."""
    xp, n = case.xp, shaped(p, 1)
    return {
        "territory": war.territory,
        "buffer": buffer_of_war(case, war, p),
        "conflict": -war.cost,
        "overextension": -xp.maximum(case.strained - 1.0, 0.0 * war.cost),
        "support": support_in_war(case, war, p),
        "commitment": 0.0 * war.cost,
        "sanctions": measures(case, n, 0.0 * war.cost),
        "leverage": 0.0 * war.cost,
        "standing": standing_in_war(case, war, p),
        "alliances": alliances_in_war(case, p),
    }


def _taken(ahead: Outlook, deal: Brought, p: Judge) -> Values:
    """What a deal brings from the day of its ceasefire on."""
    case, n = ahead.case, shaped(p, 1)
    feared, tempted = commitment(case, deal, ahead.force, p)
    spared = case.strained * (1.0 - n.dispersal) - 1.0
    return {
        "territory": deal.land.worth,
        "buffer": buffer(case, deal, p),
        "conflict": 0.0 * deal.peace,
        "overextension": -case.xp.maximum(spared, 0.0 * spared),
        "support": support(case, deal, p),
        "commitment": 0.0 - feared,
        "sanctions": measures(case, n, deal.believed)
        + 12.0 * (1.0 - n.discount) * (deal.money + n.passage * deal.passage),
        "leverage": tempted,
        "standing": standing(case, deal, p),
        "alliances": alliances(case, deal, p),
    }


def measures(case: Case, n: Judge, lifted: Array) -> Array:
    """Output lost for good to measures, less a part of what a rival loses, once so much of them is lifted."""
    fades = (1.0 - n.discount) / (1.0 - n.discount * case.xp.exp(-1.0 / n.adapting + 0.0 * case.pressed))
    lasting = case.pressed * (1.0 - n.adaptation * (1.0 - fades)) * (1.0 - lifted)
    return n.spite * other(lasting) - lasting


def core(values: Values, weights: Values) -> Array:
    """Worth of a future in all factors, `[R,Y]` prize."""
    worth = 0.0 * values["territory"]
    for name in FACTORS:
        worth = worth + weights[name] * values[name]
    return worth


def weights_of(case: Case, p: Judge) -> Values:
    """Weights of the parties' leaders, by factor, `[R,Y]`: those of all, times what sets one apart."""
    n, one = shaped(p, 1), 0.0 * case.odds + 1.0
    return {name: getattr(n, f"weigh_{name}", 1.0) * one * case.weights[..., k] for k, name in enumerate(FACTORS)}


def joined(ledgers: Sequence[Ledger]) -> Ledger:
    """Ledgers of blocks, one below the other."""
    xp = namespace(ledgers[0].score)

    def together(parts: Sequence[Array]) -> Array:
        return xp.concat(parts, axis=0)

    told = {name: together([getattr(ledger, name) for ledger in ledgers]) for name in TOLD}
    stops = {name: together([ledger.vetoes[name] for ledger in ledgers]) for name in ledgers[0].vetoes}
    return Ledger(**told, vetoes=stops)


def by_party(first: Ledger, second: Ledger) -> Ledger:
    """One ledger of what the first party makes of deals by the first, and the second party by the second."""

    def columns(one: Array, two: Array) -> Array:
        return namespace(one).stack([one[:, 0, ...], two[:, 1, ...]], axis=1)

    told = {name: columns(getattr(first, name), getattr(second, name)) for name in TOLD}
    return Ledger(**told, vetoes={name: columns(x, second.vetoes[name]) for name, x in first.vetoes.items()})
