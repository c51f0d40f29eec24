"""Home and abroad: what a deal costs before the public, what it does to a party's name and to the blocs around it."""

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, number
from wargame.calculus.deal.brought import Brought
from wargame.calculus.deal.case import Case, other
from wargame.calculus.deal.course import Course
from wargame.calculus.deal.numbers import Judge
from wargame.terms import Terms

WINNING = 0.003  # prize/month at which a war is plainly being won
NEVER, UNTITLED, GRANTED = 0.35, 0.35, 0.65  # of the shame of leaving held land: claims dropped, no title, title given
LAND, STATUS, PRESSURE = 0.7, 0.2, 0.1  # parts of a declared aim


def audience(case: Case, terms: Terms, deal: Brought, p: Judge) -> Array:
    """Support lost by a concession, `[R,Y]`: by the gap to what was claimed aloud, less where it is not told.

    Backing down from a public demand costs a leader approval [Tomz2007]; private diplomacy spares it [Kurizaki2007].
    """
    n = shaped(p, 1)
    told = 1.0 - (1.0 - n.discreet) * terms.secret[:, None]
    heard = 1.0 - n.framing * (1.0 - case.openness)
    gap = LAND * _land(case, terms, deal) + STATUS * _status(case, deal, n) + PRESSURE * _pressure(case, deal)
    return n.audience * case.publicity * heard * told * gap


def _land(case: Case, terms: Terms, deal: Brought) -> Array:
    """Gap to the claims on land, 0 to 1: land given up, land never won, titles not got or given away."""
    xp, open_ = case.xp, terms.defer[:, None, :]
    claimed = case.worth * number(case.claim > 0.0)
    whole = xp.maximum(xp.sum(case.worth * case.claim, axis=1), 1e-9 + 0.0 * case.worth[:, 0])
    given = case.hold * terms.withdraw
    never = xp.maximum(case.claim * case.both - xp.maximum(deal.hold, case.hold), 0.0 * deal.hold)
    alien = deal.hold * (1.0 - case.own) * (1.0 - other(terms.recognise) * (1.0 - open_))
    lost = (case.both - deal.hold) * case.own * terms.recognise * (1.0 - open_)
    gap = given + NEVER * (1.0 - 0.5 * open_) * never + UNTITLED * alien + GRANTED * lost
    return xp.sum(claimed * gap, axis=2) / whole


def _status(case: Case, deal: Brought, n: Judge) -> Array:
    """Gap to what is claimed of the other's or of one's own freedom to choose its alliances."""
    return case.exposed * (1.0 - other(deal.bound)) + (1.0 - case.exposed) * deal.bound


def _pressure(case: Case, deal: Brought) -> Array:
    """Gap to what is claimed of the measures: those on oneself kept, those on the other lifted."""
    theirs = other(case.pressed)
    kept = case.pressed * (1.0 - deal.relief) + theirs * other(deal.relief)
    result: Array = kept / namespace(kept).maximum(case.pressed + theirs, 1e-9 + 0.0 * kept)
    return result


def support(case: Case, terms: Terms, deal: Brought, p: Judge) -> Array:
    """Support at home that a deal brings, `[R,Y]`: relief for the weary, less the price of conceding."""
    return shaped(p, 1).relieved * case.weary - audience(case, terms, deal, p)


def support_in_war(case: Case, course: Course, p: Judge) -> Array:
    """Support at home that a year more of war brings: success cheers, weariness grows where it is heard."""
    n = shaped(p, 1)
    heard = 1.0 - n.framing * (1.0 - case.openness)
    tired = 1.0 - (1.0 - case.weary) * case.xp.exp(-12.0 * n.tiring + 0.0 * case.weary)
    return 0.5 * n.relieved * _tanh(course.pace / WINNING) - n.relieved * tired * heard


def standing(case: Case, deal: Brought, mediated: Array, p: Judge) -> Array:
    """A party's name abroad with a deal, `[R,Y]`: isolation eased, less tutelage and retreat."""
    n = shaped(p, 1)
    eased = n.shunned * (1.0 + mediated) + 2.0 * n.shunned * deal.relief + deal.endorsed
    retreat = case.xp.sum(case.worth * case.xp.maximum(case.hold - deal.hold, 0.0 * case.hold), axis=2)
    return -case.isolation * (1.0 - eased) - 0.5 * (deal.bound + deal.capped) - retreat


def standing_in_war(case: Case, course: Course, p: Judge) -> Array:
    """Its name abroad if it goes on: deeper isolation, and the prestige of a war that is being won."""
    n = shaped(p, 1)
    return n.prestige * _tanh(course.pace / WINNING) - case.isolation * (1.0 + n.shunned)


def alliances(case: Case, deal: Brought, p: Judge) -> Array:
    """The blocs behind the two parties with a deal, `[R,Y]`: one's own united less the rival's."""
    n = shaped(p, 1)
    blocs = case.backing * case.leaning * (1.0 - n.softening) * (1.0 - deal.unaided) + n.bonds * deal.guaranteed
    result: Array = blocs - other(blocs) + 0.1 * deal.relief
    return result


def alliances_in_war(case: Case, p: Judge) -> Array:
    """The same if the war goes on: what holds a bloc together frays with the months."""
    n = shaped(p, 1)
    blocs = case.xp.maximum(case.backing - n.fraying * n.review, 0.0 * case.backing) * case.leaning
    return blocs - other(blocs)


def buffer(case: Case, deal: Brought, p: Judge) -> Array:
    """Room between a party and a rival bloc with a deal, `[R,Y]`: what the other is bound to, less what oneself is."""
    bound = deal.bound + 0.4 * deal.capped - 0.3 * deal.zoned
    return other(bound) - bound - (1.0 - other(deal.bound)) * shaped(p, 1).drift * case.exposed


def buffer_of_war(case: Case, course: Course, p: Judge) -> Array:
    """The same as the war may leave it: a buffer conquered has to be held down, and is worth less [Edelstein2004]."""
    n, xp = shaped(p, 1), case.xp
    alien = xp.sum(case.worth * (1.0 - case.own) * case.reach, axis=1)
    share = alien / xp.maximum(xp.sum(case.worth * case.reach, axis=1), 1e-9 + 0.0 * alien)
    gain = 1.0 - n.occupation * share
    result: Array = gain * course.won - gain[..., ::-1] * course.lost - course.open * n.drift * case.exposed
    return result


def _tanh(x: Array) -> Array:
    """Between -1 and 1, as the array API has it among few others."""
    xp = namespace(x)
    small = xp.exp(-2.0 * xp.abs(x))
    return xp.where(x < 0.0, -1.0, 1.0) * (1.0 - small) / (1.0 + small)
