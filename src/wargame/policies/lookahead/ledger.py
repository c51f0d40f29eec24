"""The ledger read off imagined copies: the ten factors of the closed form, their flow over the turns played, and after.

For each factor a future is worth what the played turns bring, discounted, and after the last of them what the closed
form says of the worlds that are reached, mean over the copies. With no turns played it is the closed form.

| factor | read off play | taken from the closed form |
| --- | --- | --- |
| territory | what is held, turn by turn | titles and administration, as the clauses say |
| buffer | who may end up in which bloc | what the clauses bind; how the war may end after the last turn |
| conflict | war spending and the fallen, before a ceasefire and after | the exchange of prisoners |
| overextension | men in the field | the part of them that a ceasefire sets free |
| support | support as it moves, weariness | the cost of a concession at home, what peace is worth to the weary |
| commitment | nothing | whether a word is kept, and what it costs if not |
| sanctions | output lost to measures as they stand, as far as relief is believed | money, passage |
| leverage | what going on turns out to be worth | the choice to settle later, the temptation to break |
| standing | isolation, ground gained | tutelage, retreat, endorsement |
| alliances | cohesion of the blocs | guarantees, aid forgone, the thaw that relief brings |

What is read off play stands in for the closed form's guess at it while turns are played: how far a ceasefire softens a
bloc, eases isolation, or tires people.
"""

from dataclasses import dataclass, replace

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, total
from wargame.calculus.deal import Case, Judge, Outlook
from wargame.calculus.deal.brought import Brought, brought
from wargame.calculus.deal.course import course
from wargame.calculus.deal.home import alliances, alliances_in_war, audience, buffer, renown, standing
from wargame.calculus.deal.land import land
from wargame.calculus.deal.ledger import Values, core, going_without_choice, measures, weights_of
from wargame.calculus.deal.option import waiting
from wargame.calculus.deal.trust import commitment
from wargame.calculus.deal.worth import worth_of
from wargame.policies.lookahead.futures import Future
from wargame.policies.lookahead.signed import BEFORE, Signed
from wargame.terms import Terms


@dataclass(frozen=True)
class Thought:
    """What a seat has played out: the war going on in some copies, deals taken in others, and what it knows today."""

    ahead: Outlook  # of the worlds, as the seat sees them
    going: Future  # rows: worlds, then copies
    taken: Future  # rows: deals, then copies
    deal: Signed  # a deal a row of `taken`
    terms: Terms  # a deal a row
    copies: int


def values(thought: Thought, p: Judge) -> tuple[Values, Values]:
    """What a deal brings and what going on brings, by factor, `[R,Y]`, true in the column of the seat that thinks."""
    ahead, terms = thought.ahead, thought.terms
    now = brought(ahead.case, terms, p)
    n, blank = shaped(p, 1), 0.0 * now.peace
    going = {name: _mean(x, thought.copies) + blank for name, x in _going_on(thought.going, p).items()}
    taken = {name: _mean(x, thought.copies) + blank for name, x in _taken(thought, p).items()}
    feared, tempted = commitment(ahead.case, now, ahead.force, p)
    taken["commitment"] = -now.peace * feared
    taken["leverage"] = now.peace * tempted
    taken["conflict"] = taken["conflict"] + n.captives * now.prisoners
    taken["support"] = taken["support"] - now.peace * audience(ahead.case, now, p)
    gift = 12.0 * (1.0 - n.discount) * (now.money + n.passage * now.passage)
    taken["sanctions"] = taken["sanctions"] + now.peace * gift
    weights = weights_of(ahead.case, p)
    moved = core(going, weights) - core(going_without_choice(ahead.case, ahead.course, p), weights)
    worth, later = core(taken, weights), ahead.later + moved
    option = waiting(worth, later, ahead.doubt, ahead.then, ahead.course, p, terms.final[:, None])
    going["leverage"] = now.peace * option
    return taken, going


def _mean(x: Array, copies: int) -> Array:
    """Mean over copies, one after the other, `[R,Y]`."""
    xp = namespace(x)
    parts = xp.reshape(x, (-1, copies, x.shape[1]))
    mean: Array = total(xp.matrix_transpose(parts)) / float(copies)
    return mean


def _parts(future: Future, p: Judge) -> tuple[list[Array], Array]:
    """What a lasting thing is worth in each turn played, and after the last: they add up to 1."""
    d, none = shaped(p, 1).discount, 0.0 * future.cases[0].odds
    left = [d ** (m + none) for m in future.months]
    return [left[k] - left[k + 1] for k in range(len(left) - 1)], left[-1]


def _going_on(future: Future, p: Judge) -> Values:
    """What going on brings in copies of a war, but for the choice to settle later, `[R,Y]`."""
    shares, after = _parts(future, p)
    last = future.cases[-1]
    whole = {name: after * x for name, x in going_without_choice(last, course(last, p), p).items()}
    for k, share in enumerate(shares, 1):
        for name, x in _fought(future, k, p).items():
            whole[name] = whole[name] + share * x
    whole["support"] = whole["support"] + _swayed(future, shares, after)
    return whole


def _taken(thought: Thought, p: Judge) -> Values:
    """What a deal brings in copies in which it is taken, but for what play does not tell, `[R,Y]`."""
    future, deal = thought.taken, thought.deal
    shares, after = _parts(future, p)
    first, last = future.cases[0], future.cases[-1]
    now = brought(first, deal.terms, p)
    then = _then(future, deal, now, p)
    kept = _kept(last, then, now, p)
    fought = going_without_choice(last, course(last, p), p)
    whole = {name: after * (then.peace * kept.get(name, 0.0) + (1.0 - then.peace) * x) for name, x in fought.items()}
    for k, share in enumerate(shares, 1):
        at, quiet = future.cases[k], deal.ceased(future.months[k - 1])[:, None]
        rest = _on_land(now, land(at, replace(deal.terms, withdraw=0.0 * deal.terms.withdraw), p).worth)
        peace = _kept(at, rest, now, _told(p))
        for name, x in _fought(future, k, p).items():
            lasting = peace[name] if name in LASTING else x
            whole[name] = whole[name] + share * (quiet * lasting + (1.0 - quiet) * x)
    whole["support"] = whole["support"] + _swayed(future, shares, after)
    return whole


def _fought(future: Future, k: int, p: Judge) -> Values:
    """What a turn of war brings as it was played, by factor: as if it went on like that for good, `[R,Y]`."""
    before, case, n = future.cases[k - 1], future.cases[k], shaped(p, 1)
    held, none = worth_of(case, p, case.hold), 0.0 * case.odds
    pace = (held - worth_of(before, p, before.hold)) / (future.months[k] - future.months[k - 1])
    heard = 1.0 - n.framing * (1.0 - case.openness)
    return {
        "territory": held,
        "buffer": none,
        "conflict": -future.spent[k] * (1.0 + n.dreary * case.weary) / (1.0 - n.discount),
        "overextension": -case.xp.maximum(case.strained - 1.0, none),
        "support": -n.relieved * case.weary * heard,
        "commitment": none,
        "sanctions": measures(case, shaped(_told(p), 1), none),
        "leverage": none,
        "standing": renown(pace, p) - case.isolation,
        "alliances": alliances_in_war(case, _told(p)),
    }


LASTING = ("territory", "buffer", "overextension", "support", "standing", "alliances")  # told apart in peace


def _kept(case: Case, deal: Brought, whole: Brought, p: Judge) -> Values:
    """What a deal that is kept brings once the fighting has stopped, by factor, `[R,Y]`.

    `deal` is what of it is still to come, `whole` the deal as it was signed: what is in the world is not counted twice.
    """
    n = shaped(p, 1)
    spared = case.strained * (1.0 - n.dispersal) - 1.0
    return {
        "territory": deal.land.worth,
        "buffer": buffer(case, deal, p),
        "overextension": -case.xp.maximum(spared, 0.0 * spared),
        "support": n.relieved * case.weary,
        "sanctions": measures(case, n, deal.believed),
        "standing": standing(case, deal, p),
        "alliances": alliances(case, whole, p),
    }


def _then(future: Future, deal: Signed, now: Brought, p: Judge) -> Brought:
    """The deal as it stands after the last turn played: what was carried out is in the world, the rest is to come."""
    last, played = future.cases[-1], len(future.months) > 1
    rest = deal.left(future.months[-2] if played else BEFORE, future.months[-1])
    still = brought(last, rest, p)
    believed = still.relief * credit(now)
    return replace(_on_land(now, still.land.worth), peace=still.peace, relief=still.relief, believed=believed)


def _on_land(deal: Brought, worth: Array) -> Brought:
    """The deal with its holdings worth that much, `[R,Y]`; what it gave up for them stays given up."""
    return replace(deal, land=replace(deal.land, worth=worth))


def credit(deal: Brought) -> Array:
    """The part of the relief that each party counts on, `[R,Y]`."""
    xp = namespace(deal.relief)
    part: Array = deal.believed / xp.where(deal.relief > 0.0, deal.relief, 1.0 + 0.0 * deal.relief)
    return part


def _told(p: Judge) -> Judge:
    """Without the guesses at what play tells: how a bloc frays or softens, how isolation and measures ease."""
    return replace(p, fraying=0.0, softening=0.0, shunned=0.0, readmitted=0.0, adaptation=0.0)  # type: ignore[arg-type]


def _swayed(future: Future, shares: list[Array], after: Array) -> Array:
    """Support at home won or lost as it was played, for as long as it stands, `[R,Y]`."""
    first, last = future.cases[0].support, future.cases[-1].support
    swayed: Array = after * (last - first)
    for case, share in zip(future.cases[1:], shares, strict=True):
        swayed = swayed + share * (case.support - first)
    return swayed
