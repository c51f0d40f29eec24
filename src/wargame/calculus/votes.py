"""Votes: what a motion is worth to each who votes on it, from its own stance, costs and troubles.

A score above 0 is a vote for, below 0 against; its size is what it would take to turn it. A package is worth its
sectors by stance, less what they cost by exposure, the more the more is in force already. What an exporter holds over
a state, weariness and the wind at home are in the stance or beside it. Nobody's vote reads another's.
"""

from dataclasses import dataclass
from typing import Any

from wargame.assumptions import Leaf, fit, leaf, shaped
from wargame.axes import Array, namespace, number
from wargame.calculus.sitting import Before, forbidden
from wargame.forum import SECTORS
from wargame.rules import Params
from wargame.rules.alliances import by_docket, stance, threat
from wargame.rules.alliances.stance import against_whom, distance


@dataclass(frozen=True)
class Votes:
    """Numbers of how members weigh motions: judgement, but for the tuned."""

    cost: Leaf = leaf(0.22, "score", "cost of forbidding all dealings to a state that is exposed in full", 0.1, 0.45)
    mounting: Leaf = leaf(0.5, "ratio", "by which the cost mounts as a sector is closed", 0.0, 1.0)
    habit: Leaf = leaf(0.35, "ratio", "cost of going on with a measure to cost of taking it", 0.1, 0.8)
    loyalty: Leaf = leaf(0.6, "score", "worth of keeping what a united alliance has decided", 0.2, 1.0)
    mood: Leaf = leaf(
        0.04, "score", "sd of the wind at home, for a package of three tenths in one sector", 0.0, 0.08, tuned=True
    )
    helping: Leaf = leaf(0.25, "score", "worth of common aid to a sender who is all for it", 0.1, 0.5)
    guarding: Leaf = leaf(0.3, "score", "worth of a deployment to a member far from the threat", 0.0, 0.6)
    warming: Leaf = leaf(
        0.8, "score", "worth of a common energy programme to a state that is held by its energy", 0.3, 1.5
    )
    welcome: Leaf = leaf(0.2, "score", "worth of a new member to one in the middle between the sides", -0.2, 0.4)
    alone: Leaf = leaf(0.45, "score", "threat, with alarm, above which a state would rather not stand alone", 0.2, 0.9)


def worths(p: Any) -> list[Array]:
    """What each sector is worth to a sender who is all for it."""
    return [getattr(p, sector) for sector in SECTORS]


def scores(
    view: Before, params: Params, v: Votes, docket: int, content: Array | None = None, wills: "Wills | None" = None
) -> Array:
    """What the motion on a docket is worth to every state, `[R,S]`; `content` `[R,Q]` if not what is pending."""
    motion = view.board.forum.dockets[docket].motion
    asked, known = view.pending if content is None else content, Wills(view, params) if wills is None else wills
    return _SCORES[motion](_Case(view, params, shaped(v, 1), docket, asked, known.of(docket)))


class Wills:
    """Stances towards acting, worked out once for each alliance and target however many dockets they have.

    And what members want on the whole: means by output, which is what a setter goes by.
    """

    def __init__(self, view: Before, params: Params) -> None:
        """Nothing is worked out yet."""
        self._view, self._params = view, params
        self._known: dict[tuple[int, int], Array] = {}
        self._weights: dict[int, tuple[Array, Array]] = {}

    def of(self, docket: int) -> Array:
        """The stance of every state towards acting on a docket, `[R,S]`."""
        board = self._view.board
        key = (board.forum.dockets[docket].alliance, against_whom(board, (docket,))[0])
        if key not in self._known:
            numbers = shaped(self._params.alliances, 2)
            self._known[key] = stance(self._view, self._params.states, numbers, (docket,))[:, 0, :]
        return self._known[key]

    def mean(self, x: Array, docket: int) -> Array:
        """A mean over the members of a docket's body by output, `[R]`, of `[R,S]` or `[S]`."""
        weight, whole = self._weight(self._view.board.forum.dockets[docket].alliance)
        mean: Array = namespace(weight).sum(x * weight, axis=1) / whole
        return mean

    def share(self, docket: int) -> Array:
        """Each state's share in the output of a docket's body, `[R,S]`."""
        weight, whole = self._weight(self._view.board.forum.dockets[docket].alliance)
        return weight / whole[:, None]

    def _weight(self, body: int) -> tuple[Array, Array]:
        """Output of the members of a body, `[R,S]`, and of all of them, `[R]`."""
        if body not in self._weights:
            weight = self._view.member[:, body, :] * self._params.states.gdp
            xp = namespace(weight)
            self._weights[body] = weight, xp.maximum(xp.sum(weight, axis=1), 1e-12)
        return self._weights[body]


@dataclass(frozen=True)
class _Case:
    """A motion before those who vote on it."""

    view: Before
    params: Params
    v: Votes
    docket: int
    asked: Array
    will: Array  # [R,S] stance of every state towards acting

    @property
    def place(self) -> Array:
        """What its position alone, by salience, makes of acting, `[R,S]`."""
        p, far = shaped(self.params.alliances, 1), distance(self.view, (self.docket,))[:, 0, :]
        placed: Array = self.params.states.salience * p.position * (2.0 * far - 1.0)
        return placed

    @property
    def size(self) -> Array:
        """Size of a motion of one item, `[R,1]`."""
        q = self.view.board.forum.items_of(self.docket)[0]
        return self.asked[:, q : q + 1]

    @property
    def near(self) -> Array:
        """Nearness of the threat, `[S]`."""
        return threat(self.view, self.params.states, (self.docket,))[0, ...]

    @property
    def body(self) -> int:
        return self.view.board.forum.dockets[self.docket].alliance

    @property
    def alarm(self) -> Array:
        """`[R,1]`."""
        return by_docket(self.view.alarm, self.view.board, (self.docket,))

    def costs(self) -> Array:
        """Cost of forbidding each sector to each state, `[K,S]`."""
        t = self.view.board.forum.targets.index(self.view.board.forum.dockets[self.docket].target)
        return self.params.states.exposure[t, ...]

    def in_force(self) -> Array:
        """What the body has forbidden the target, `[R,K]`."""
        f = self.view.board.forum
        return forbidden(
            self.view, len(self.view.board.states) + self.body, f.targets.index(f.dockets[self.docket].target)
        )


def _package(case: _Case) -> Array:
    """Sectors by stance less cost, enforcement by stance, and the wind at home by the size of it all."""
    v, p, f = case.v, shaped(case.params.alliances, 1), case.view.board.forum
    will, level, costs = case.will, case.in_force(), case.costs()
    score = 0.0 * will
    whole = 0.0 * case.size
    for q in f.items_of(case.docket):
        name, asked = f.items[q][1], case.asked[:, q : q + 1]
        if name in SECTORS:
            k = SECTORS.index(name)
            step = asked * (1.0 - level[:, k : k + 1])
            own = v.cost * costs[k, ...] * (1.0 + v.mounting * level[:, k : k + 1])
            score = score + step * (will * getattr(p, name) - own)
            whole = whole + step
        else:
            score = score + asked * will * getattr(p, name)
            whole = whole + 0.25 * asked
    return score + v.mood / 0.3 * whole * case.view.temper


def _keeping(case: _Case) -> Array:
    """What the measures in force are worth keeping, `[R,S]`, before loyalty."""
    v, p = case.v, shaped(case.params.alliances, 1)
    will, level, costs = case.will, case.in_force(), case.costs()
    kept = 0.0 * will
    for k, sector in enumerate(SECTORS):
        kept = kept + level[:, k : k + 1] * (will * getattr(p, sector) - v.habit * v.cost * costs[k, ...])
    return kept


def _rollover(case: _Case) -> Array:
    loyal = case.v.loyalty * by_docket(case.view.cohesion, case.view.board, (case.docket,))
    score: Array = _keeping(case) + loyal + case.v.mood * case.view.temper
    return score


def _relief(case: _Case) -> Array:
    """What lifting is worth: what keeping costs."""
    items = [case.asked[:, q : q + 1] for q in case.view.board.forum.items_of(case.docket)]
    most = case.view.xp.max(case.view.xp.concat(items, axis=1), axis=1, keepdims=True)
    return 0.0 - _keeping(case) * most


def _aid(case: _Case) -> Array:
    score: Array = case.size * (case.v.helping * (case.will + 0.3) + case.v.mood * case.view.temper)
    return score


def _deployment(case: _Case) -> Array:
    wanted = case.v.guarding + 0.7 * case.near + 0.5 * case.alarm - 0.2 * case.view.weariness
    threatened = number(case.near + 0.0 * case.view.weariness > 0.0)
    score: Array = case.size * (wanted * threatened + case.v.mood * case.view.temper)
    return score


def _energy(case: _Case) -> Array:
    score: Array = case.size * (case.v.warming * case.view.leverage + 0.2 * case.will + case.v.mood * case.view.temper)
    return score


def _admission(case: _Case) -> Array:
    """Members by where they stand, whatever the alarm; the candidate by how threatened it is."""
    candidate = case.view.board.forum.dockets[case.docket].target
    xp = case.view.xp
    wish = candidacy(case.view, case.params, case.v, case.docket)[:, None]
    own = number(xp.arange(len(case.view.board.states)) == candidate)
    score: Array = case.size * xp.where(own > 0.5, wish, case.v.welcome + case.place + case.v.mood * case.view.temper)
    return score


def candidacy(view: Before, params: Params, v: Votes, docket: int) -> Array:
    """What its own admission is worth to a candidate, `[R]`: more with the threat at its door and with alarm."""
    candidate = view.board.forum.dockets[docket].target
    near = threat(view, params.states, (docket,))[0, candidate]
    wish: Array = near + 0.5 * by_docket(view.alarm, view.board, (docket,))[:, 0] - fit(v.alone, 0)
    return wish


def _condemnation(case: _Case) -> Array:
    score: Array = case.size * case.will
    return score


_SCORES = {
    "package": _package,
    "rollover": _rollover,
    "relief": _relief,
    "aid": _aid,
    "deployment": _deployment,
    "energy": _energy,
    "admission": _admission,
    "condemnation": _condemnation,
}


def objections(score: Array, members: Array, weight: Array, cohesion: Array, params: Params) -> tuple[Array, Array]:
    """What each member would hold against a motion, `[R,S]`, and months until the last is met, `[R]`.

    The forecast of an agenda setter: the same count as the rule of unanimity makes.
    """
    p = shaped(params.alliances, 1)
    xp = namespace(score)
    favour = xp.sum(members * weight * number(score >= 0.0), axis=1, keepdims=True) / xp.maximum(
        xp.sum(members * weight, axis=1, keepdims=True), 1e-12
    )
    held = xp.maximum(-score - p.peers * cohesion * favour, 0.0) * members
    return held, xp.max(held / p.haggle, axis=1)
