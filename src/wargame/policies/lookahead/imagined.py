"""The world as a seat imagines it: what it knows and what anyone can see as it is, the rest by guesses.

Copies start from here, and nothing else of the true world is read. The guesses, each judgement:

- an adversary's men stand where the staff sees them, the error of its estimate drawn anew in each copy as wide as the
  staff knows it to be; its works are as seen from above, its railheads up with its line;
- its reserve, manpower and equipment are those of state 0, run down or filled up since as one's own have been;
- all else that is hidden of others, their people's mood, treasuries, war budgets, stocks, the crews in training, agents
  and what they believe of the war, is as it was at state 0; men of those with whom it is not at war stand where they
  stood then;
- orders with industry, gas under way, damage, the stimulus of war spending, rallies, call-ups, fatigue and unrest are
  as they were at state 0, one's own too, as no staff reports them; so is aid under way, but for what has come since;
- the lasting luck of a campaign, in the quality of forces, in places and in what observers misread, is drawn anew;
- dated events of the scenario are known to nobody, and none comes.
"""

from typing import Any

import numpy as np

from wargame.axes import Array, namespace
from wargame.board import Board
from wargame.draws import Draws
from wargame.observe import OWN_RIVALS, OWN_STATES, OWN_TARGETS, PUBLIC, TOLD, TOLD_DONORS, View, misreadings
from wargame.rules import Params
from wargame.rules.combat import hostile, turned
from wargame.start import begun, settled_in
from wargame.world import TRAINING, World, renewed, with_theatre

OWN = tuple(name for name in (*OWN_STATES, *TOLD, *TOLD_DONORS) if name not in ("training", "fallen"))
MIRRORED = ("reserve", "manpower", "materiel")  # an adversary's have gone the way of one's own since state 0
FURTHEST = 10.0  # ratio beyond which nothing is thought to have run down or filled up


def imagined(seen: View, prior: World, params: Params, seat: int, draws: Draws, turn: int) -> World:
    """The world before a turn as a seat imagines it, a copy a row of `seen`, which shows what that seat may see.

    `prior` is state 0 of the scenario, one run; `draws` is the chance of the copies.
    """
    world = renewed(begun(prior, params, draws), turn=turn - 1)
    public: dict[str, Any] = {name: getattr(seen, name) for name in PUBLIC}
    public["control"] = with_theatre(world.control, seen.control, world.board)
    world = renewed(world, **public, **_of_states(seen, world, seat), **_of_rivals(seen, world, seat))
    world = renewed(world, **_of_theatre(seen, world, params, seat, draws, turn), shipments=_under_way(world, turn))
    reckoned = settled_in(world, params)
    mine = _mine(seen.board, seat)
    distance = world.xp.where(mine > 0.5, seen.distance, reckoned.distance)
    return renewed(reckoned, distance=distance, leverage=seen.leverage, standing=seen.standing)


def _of_states(seen: View, guess: World, seat: int) -> dict[str, Array]:
    """Figures of states: a seat's own, others' by guess."""
    xp, b = seen.xp, seen.board
    own = xp.asarray((np.arange(len(b.states)) == seat) * 1.0)
    found = {name: _known(own, getattr(seen, name), getattr(guess, name)) for name in OWN}
    rivals = [who for who, whom, kind in b.pairs if kind == "war" and whom == seat]
    foes = xp.asarray(np.isin(np.arange(len(b.states)), rivals) * 1.0)
    for name in MIRRORED:
        now, then = getattr(seen, name)[:, seat, None], getattr(guess, name)[:, seat, None]
        ratio = xp.minimum(now / xp.maximum(then, 1e-9), FURTHEST + 0.0 * now)
        ratio = xp.where(then > 0.0, xp.maximum(ratio, 1.0 / FURTHEST + 0.0 * now), 1.0 + 0.0 * now)
        found[name] = found[name] * (1.0 + foes * (ratio - 1.0))
    spread = seen.training[:, :, None] / TRAINING + 0.0 * guess.training
    return found | {"training": _known(own, spread, guess.training)}


def _of_rivals(seen: View, guess: World, seat: int) -> dict[str, Array]:
    """Agents, incidents and red lines: a seat's own, others' as guessed, as far as they are named, and as read."""
    xp, f = seen.xp, seen.board.forum
    own = xp.asarray(np.array([state == seat for state, _ in f.rivals], dtype=bool) * 1.0)
    aim = xp.asarray((np.array(f.targets, dtype=np.int64) == seat) * 1.0)
    others = {"network": guess.network, "incidents": seen.unclaimed + seen.attributed, "credibility": seen.lines}
    found = {name: _known(own, getattr(seen, name), others[name]) for name in OWN_RIVALS}
    return found | {name: _known(aim, getattr(seen, name), getattr(guess, name)) for name in OWN_TARGETS}


def _of_theatre(seen: View, guess: World, params: Params, seat: int, draws: Draws, turn: int) -> dict[str, Array]:
    """Men, works and railheads in the theatre: a seat's own, adversaries' as its staff estimates them."""
    xp, b = seen.xp, seen.board
    mine = _mine(b, seat)
    foes = [foe * mine for foe in hostile(seen.war, b)]
    errors = misreadings(guess, params, draws.at(turn))
    men = [foe * seen.facing / error for foe, error in zip(foes, errors, strict=True)]
    theirs = xp.minimum(_there(foes), 1.0 + 0.0 * seen.control)
    weight = (seen.control + 1e-9) * theirs
    share = weight / xp.maximum(xp.sum(weight, axis=1, keepdims=True), 1e-12)
    known = xp.maximum(theirs, mine + 0.0 * theirs)
    men_there = seen.forces * mine + _there(men) * share + guess.forces[..., : b.contested] * (1.0 - known)
    seen_works = xp.minimum(_there([foe * seen.facing_works for foe in foes]), 1.0 + 0.0 * theirs)
    return {
        "forces": with_theatre(guess.forces, men_there, b),
        "works": seen.works * mine + seen_works * share + guess.works * (1.0 - known),
        "settled": xp.where(mine > 0.5, seen.settled, seen.control),
        "garrison": xp.where(mine > 0.5, seen.garrison, guess.garrison),
    }


def _there(by_foe: list[Array]) -> Array:
    """What a holder sees of the k-th next one, for k = 1..H-1, read where that one stands."""
    holders, found = len(by_foe) + 1, 0.0 * by_foe[0]
    for k, x in enumerate(by_foe, 1):
        found = found + turned(x, holders - k)
    return found


def _under_way(world: World, turn: int) -> Any:
    """Aid that was under way at state 0 and has not arrived before this turn."""
    ships = world.shipments
    late = world.xp.astype(ships.due >= float(turn), world.xp.float64)
    return type(ships)(**{**vars(ships), "live": ships.live * late})


def _mine(board: Board, seat: int) -> Array:
    """1 at the slots of a seat, `[H,C]`."""
    return namespace(board.valid).asarray((np.asarray(board.holder)[:, : board.contested] == seat) * 1.0)


def _known(own: Array, told: Array, guess: Array) -> Array:
    """What is told where the first axis after the run is one's own, else the guess."""
    xp = namespace(told)
    mask = xp.reshape(own, (own.shape[0],) + (1,) * (len(told.shape) - 2))
    known: Array = xp.where(mask > 0.5, told, guess)
    return known
