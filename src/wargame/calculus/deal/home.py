"""Home and abroad: what a deal costs before the public, what it does to a party's name and to the blocs around it."""

from wargame.assumptions import shaped
from wargame.axes import Array, namespace, number
from wargame.calculus.deal.brought import Brought
from wargame.calculus.deal.case import Case, other
from wargame.calculus.deal.course import Course
from wargame.calculus.deal.numbers import Judge


def audience(case: Case, deal: Brought, p: Judge) -> Array:
    """Support lost by a concession, `[R,Y]`: by the gap to what was claimed aloud, less where it is not told.

    Backing down from a public demand costs a leader approval [Tomz2007]; private diplomacy spares it [Kurizaki2007].
    """
    n = shaped(p, 1)
    told = 1.0 - (1.0 - n.discreet) * deal.secret
    heard = 1.0 - n.framing * (1.0 - case.openness)
    gap = n.aim_land * deal.land.shame + n.aim_status * _status(case, deal)
    gap = gap + n.aim_pressure * _pressure(case, deal)
    price: Array = n.audience * case.publicity * heard * told * gap
    return price


def _status(case: Case, deal: Brought) -> Array:
    """Gap to what is claimed of the other's or of one's own freedom to choose its alliances."""
    return case.exposed * (1.0 - other(deal.bound)) + (1.0 - case.exposed) * deal.bound


def _pressure(case: Case, deal: Brought) -> Array:
    """Gap to what is claimed of the measures: those on oneself kept, those on the other lifted."""
    theirs = other(case.pressed)
    kept = case.pressed * (1.0 - deal.relief) + theirs * other(deal.relief)
    gap: Array = kept / namespace(kept).maximum(case.pressed + theirs, 1e-9 + 0.0 * kept)
    return gap


def support(case: Case, deal: Brought, p: Judge) -> Array:
    """Support at home that a deal brings, `[R,Y]`: relief for the weary, less the price of conceding."""
    return shaped(p, 1).relieved * case.weary - audience(case, deal, p)


def support_in_war(case: Case, course: Course, p: Judge) -> Array:
    """Support at home that a year more of war brings: success cheers, weariness grows where it is heard."""
    n = shaped(p, 1)
    heard = 1.0 - n.framing * (1.0 - case.openness)
    tired = 1.0 - (1.0 - case.weary) * case.xp.exp(-12.0 * n.tiring + 0.0 * case.weary)
    cheered: Array = n.cheer * n.relieved * _tanh(course.pace / n.winning)
    return cheered - n.relieved * tired * heard


def standing(case: Case, deal: Brought, p: Judge) -> Array:
    """A party's name abroad with a deal, `[R,Y]`: isolation eased, less tutelage and retreat."""
    n = shaped(p, 1)
    eased = n.shunned * (1.0 + deal.mediated) + n.readmitted * deal.relief + deal.endorsed
    name: Array = -case.isolation * (1.0 - eased) - n.tutelage * (deal.bound + deal.capped) - deal.land.retreat
    return name


def standing_in_war(case: Case, course: Course, p: Judge) -> Array:
    """Its name abroad if it goes on: deeper isolation, and the prestige of a war that is being won."""
    return renown(course.pace, p) - case.isolation * (1.0 + shaped(p, 1).shunned)


def renown(pace: Array, p: Judge) -> Array:
    """Prestige of a war that is being won, by the worth won a month, `[R,Y]`."""
    n = shaped(p, 1)
    name: Array = n.prestige * _tanh(pace / n.winning)
    return name


def alliances(case: Case, deal: Brought, p: Judge) -> Array:
    """The blocs behind the two parties with a deal, `[R,Y]`: one's own united less the rival's."""
    n = shaped(p, 1)
    blocs = case.backing * case.leaning * (1.0 - n.softening) * (1.0 - deal.unaided) + n.bonds * deal.guaranteed
    softer: Array = blocs - other(blocs) + n.thaw * deal.relief
    return softer


def alliances_in_war(case: Case, p: Judge) -> Array:
    """The same if the war goes on: what holds a bloc together frays with the months."""
    n = shaped(p, 1)
    blocs = case.xp.maximum(case.backing - n.fraying * n.review, 0.0 * case.backing) * case.leaning
    return blocs - other(blocs)


def buffer(case: Case, deal: Brought, p: Judge) -> Array:
    """Room between a party and a rival bloc with a deal, `[R,Y]`: what the other is bound to, less what oneself is."""
    n = shaped(p, 1)
    bound = deal.bound + n.disarming * deal.capped - n.clearing * deal.zoned
    room: Array = other(bound) - bound - (1.0 - other(deal.bound)) * n.drift * case.exposed
    return room


def buffer_of_war(case: Case, course: Course, p: Judge) -> Array:
    """The same as the war may leave it: a buffer conquered has to be held down, and is worth less [Edelstein2004]."""
    n, xp = shaped(p, 1), case.xp
    alien = xp.sum(case.worth * (1.0 - case.own) * case.reach, axis=1)
    share = alien / xp.maximum(xp.sum(case.worth * case.reach, axis=1), 1e-9 + 0.0 * alien)
    gain = 1.0 - n.occupation * share
    room: Array = gain * course.won - gain[..., ::-1] * course.lost - course.open * n.drift * case.exposed
    return room


def _tanh(x: Array) -> Array:
    """Between -1 and 1, as the array API has it among few others."""
    xp = namespace(x)
    small = xp.exp(-2.0 * xp.abs(x))
    sign = 1.0 - 2.0 * number(x < 0.0)
    return sign * (1.0 - small) / (1.0 + small)
