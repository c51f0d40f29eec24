"""The course of a war as a party foresees it, in closed form: where the line goes, how it may end, what it costs.

Ground won or lost saturates at what the winner reaches for; the war ends by decision with a chance that the odds of
battle and the stress on the two sides tilt. A war is a costly lottery [Fearon1995]: chances and discount add up to 1,
so that a side that would hold a share for certain expects just that.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from wargame.assumptions import Leaf, shaped
from wargame.axes import Array
from wargame.calculus.deal.case import Case, other
from wargame.calculus.deal.numbers import HORIZON, Judge
from wargame.calculus.deal.worth import defeat, given, taken, victory, worth_of


@dataclass(frozen=True)
class Course:
    """A war that goes on, `[R,Y]`, as the party along Y foresees it."""

    territory: Array  # prize, worth of what will be held
    cost: Array  # prize, of fighting on
    months: Array  # of war ahead, discounted
    won: Array  # chance of a decisive victory, discounted
    lost: Array  # chance of a decisive defeat, discounted
    open: Array  # the rest: at the horizon the war still goes on
    pace: Array  # prize/month won, below 0 lost
    alive: Array  # chance that the war still goes on at the next review


@dataclass(frozen=True)
class Ground:
    """What there is to win and to lose, `[R,Y]` prize: it hangs on who holds what, not on how battles go."""

    now: Array  # worth of what is held, without titles
    up: Array  # to gain before a party has all that it reaches for
    down: Array  # to lose before the other has
    victory: Array  # worth of a decisive victory
    defeat: Array  # of what a decisive defeat leaves


def each(course: Course, change: Callable[[Array], Array]) -> Course:
    """A course with every array of it changed."""
    return Course(**{name: change(value) for name, value in vars(course).items()})


def ground(case: Case, p: Judge, worth: Array | None = None) -> Ground:
    """What each party holds, may win and may lose; `worth` of the regions if not its own."""
    xp, now = case.xp, worth_of(case, p, case.hold, worth=worth)
    up = worth_of(case, p, taken(case), worth=worth) - now
    down = now - worth_of(case, p, given(case), worth=worth)
    some = xp.maximum(up, 1e-9), xp.maximum(down, 1e-9)
    return Ground(now, *some, victory(case, p, worth), defeat(case, p, worth))


def course(case: Case, p: Judge, land: Ground | None = None) -> Course:
    """The war as each party foresees it from today, over this ground; by its own worth of it if none is told."""
    land = land or ground(case, p)
    n, xp = shaped(p, 1), case.xp
    win, lose = _decisions(case, p)
    ending = 1.0 - xp.exp(-(win + lose))
    going = n.discount * (1.0 - ending)
    months = _months(going)
    pace = n.pace * (2.0 * case.odds - 1.0)
    rise, fall = _line(case, land, pace, going)
    ended, left = months * ending * n.discount, going**HORIZON
    either = xp.maximum(win + lose, 1e-12)  # where nothing is ever decided, neither wins
    won, lost = ended * win / either, ended * lose / either
    last = land.now + rise[1] - fall[1]
    territory = (1.0 - n.discount) * (land.now * months + rise[0] - fall[0]) + left * last
    territory = territory + won * land.victory + lost * land.defeat
    alive = (1.0 - ending) ** (n.review + 0.0 * ending)  # an array in any case: some bare exponents round otherwise
    return Course(territory, _cost(case, p, months, going), months, won, lost, left, pace, alive)


def _months(going: Array) -> Array:
    """Sum of a geometric series over the months to the horizon, `sum going**t`."""
    months: Array = (1.0 - going**HORIZON) / (1.0 - going)
    return months


def _decisions(case: Case, p: Judge) -> tuple[Array, Array]:
    """Chances a month that the war is decided for a party, and against it."""
    xp, n = case.xp, shaped(p, 1)
    odds = xp.minimum(xp.maximum(case.odds, 1e-3), 1.0 - 1e-3)
    pull = n.fortune * xp.log(odds / (1.0 - odds)) + n.attrition * (_stress_of_rival(case, n) - _stress(case, n))
    tilt = xp.exp(pull)
    most = 0.0 * tilt + 0.2
    return xp.minimum(n.decision * tilt, most), xp.minimum(n.decision / tilt, most)


def _stress(case: Case, n: Judge) -> Array:
    """What wears a party down, as it knows it."""
    stress: Array = case.weary + _outside(case, n) + n.strain * case.xp.maximum(case.strained - 1.0, 0.0)
    return stress


def _stress_of_rival(case: Case, n: Judge) -> Array:
    """What wears the other down, as far as it shows: its people's mood and its reserves do not."""
    seen: Array = n.rival_weary + other(_outside(case, n))
    return seen


def _outside(case: Case, n: Judge) -> Array:
    """Stress that anyone can see: backers at odds, and output lost to measures."""
    stress: Array = case.leaning * (1.0 - case.backing) + n.bite * case.pressed
    return stress


Path = tuple[Array, Array]  # a gain of worth over the months: summed over a war that may end, and at the horizon


def _line(case: Case, land: Ground, pace: Array, going: Array) -> tuple[Path, Path]:
    """What the ground held gains and loses in worth as the line nears what the winning side reaches for."""
    xp = case.xp

    def path(room: Array, speed: Array) -> Path:
        left = xp.exp(-speed / room)
        return room * (_months(going) - _months(going * left)), room * (1.0 - left ** (HORIZON - 1))

    return path(land.up, xp.maximum(pace, 0.0)), path(land.down, xp.maximum(-pace, 0.0))


def _cost(case: Case, p: Judge, months: Array, going: Array) -> Array:
    """What fighting on costs, the more the wearier people grow."""
    xp, n = case.xp, shaped(p, 1)
    fresh = (1.0 - case.weary) * _months(going * xp.exp(-n.tiring + 0.0 * going))
    return case.cost * (months * (1.0 + n.dreary) - n.dreary * fresh)


def aged(case: Case, p: Judge, land: Ground) -> Case:
    """The case as a party expects it at the next review, its belief about the odds being what it is today."""
    xp, n = case.xp, shaped(p, 1)
    pace = n.pace * (2.0 * case.odds - 1.0)
    gain = 1.0 - xp.exp(-xp.maximum(pace, 0.0) / land.up * n.review)
    loss = 1.0 - xp.exp(-xp.maximum(-pace, 0.0) / land.down * n.review)
    hold = case.hold + gain[:, :, None] * (taken(case) - case.hold) - loss[:, :, None] * (case.hold - given(case))
    tired = xp.exp(-n.tiring * n.review + 0.0 * pace)
    return replace(
        case,
        hold=hold,
        weary=1.0 - (1.0 - case.weary) * tired,
        backing=xp.maximum(case.backing - n.fraying * n.review, 0.0 * pace),
        pressed=case.pressed * easing(case, n, n.review),
    )


def believing(case: Case, shift: Leaf) -> Case:
    """The same case where a party's belief about the odds has moved by `shift` `[R,Y]`."""
    xp, none = case.xp, 0.0 * case.odds
    return replace(case, odds=xp.minimum(xp.maximum(case.odds + shift, 0.01 + none), 0.99 + none))


def easing(case: Case, n: Judge, months: Leaf) -> Array:
    """What is left of measures' effect on a target after so many months of adapting, `[R,Y]`."""
    return 1.0 - n.adaptation * (1.0 - case.xp.exp(-months / n.adapting + 0.0 * case.pressed))
