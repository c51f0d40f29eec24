"""The front: who faces whom in a region, over how many km, and how many men the ways there can supply."""

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.rules.combat.numbers import Combat
from wargame.world import entered

CLAIM = 1e-3  # share of a region that its sovereign counts as holding where ground is given up
THIN_FRONT = 5e-4  # of a region's side: a border that is a front nobody has opened


def hostile(war: Array, b: Board) -> list[Array]:
    """For k = 1..H-1, 1 where the holder of a slot is at war with the k-th next holder, `[R,H,C]`; war is `[R,D]`."""
    xp = namespace(war)
    war = xp.concat([war, xp.zeros((war.shape[0], 1))], axis=1)
    shape = (war.shape[0], b.holders, b.contested)
    return [xp.reshape(xp.take(war, xp.reshape(b.rival[k, ...], (-1,)), axis=1), shape) for k in range(b.holders - 1)]


def turned(x: Array, k: int) -> Array:
    """At each slot what stands in the k-th next slot."""
    if x.shape[1] == 2:
        return x[:, ::-1, :]
    return namespace(x).concat([x[:, k:, :], x[:, :k, :]], axis=1)


def against(x: Array, foes: list[Array]) -> Array:
    """Sum over a holder's enemies in each region, `[R,H,C]`."""
    whole = foes[0] * turned(x, 1)
    for k in range(1, len(foes)):
        whole = whole + foes[k] * turned(x, k + 1)
    return whole


def claimants(control: Array, foes: list[Array], b: Board) -> Array:
    """What enemies hold or claim of a region, who would take ground given up there, `[R,H,C]`."""
    return against(control + CLAIM * b.home, foes)


def entry_km(control: Array, b: Board) -> Array:
    """Usable km over which each holder can enter a region from ground it has next door or behind, `[R,H,C]`."""
    return entered(control, b) + b.entry


def sustained(entry: Array, control: Array, b: Board, p: Combat) -> Array:
    """Thousand men that the ways into a region can supply, `[R,H,C]`; without limit where there is a depot."""
    return entry * p.throughput + 1e4 * number((b.depot > 0.5) & (control > 0.5))


def front_km(control: Array, them: Array, entry: Array, side: Array) -> Array:
    """Length of the front in a region: opens as a border, is longest when the region is held by halves, closes with it.

    `entry` is the square of the open share of the border, `side` the length at halves, km.
    """
    xp, rest = namespace(control), 1.0 - control
    return xp.sqrt(xp.maximum((4.0 * control + entry * rest * rest) * them, 4.0 * THIN_FRONT**2)) * side
