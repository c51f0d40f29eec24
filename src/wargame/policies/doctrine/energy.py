"""Energy by doctrine: exporters withhold gas to press those who stand against them, importers leave whom they distrust.

Every exporter and every importer goes by the same two wishes. An exporter's grows with the distance of the importer's
stand from its own, with the measures that press on it, and with what a cut would hurt: few alternatives, dear gas. An
importer's grows with the same distance, with the nearness of the exporter, and with what has been withheld from it.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf, shaped
from wargame.axes import Array, namespace
from wargame.board import Board
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.energy import of_importers, premium


@dataclass(frozen=True)
class Gas:
    """Numbers of exporters and importers: judgement."""

    friendly: Leaf = leaf(0.3, "0..1", "distance of stands up to which a partner is a friend", 0.2, 0.4)
    hostile: Leaf = leaf(0.7, "0..1", "distance of stands from which a partner is an adversary", 0.5, 1.0)
    provoked: Leaf = leaf(0.3, "1/point", "of output lost to measures: how soon an exporter thinks of a cut", 0.1, 1.0)
    dare: Leaf = leaf(1.0, "share", "of a contract withheld from a distant importer without alternatives", 0.4, 1.0)
    blunt: Leaf = leaf(0.4, "share", "of that withheld where importers have alternatives or gas is cheap", 0.0, 1.0)
    tighten: Leaf = leaf(0.15, "1/month", "of a contract by which a cut is changed", 0.05, 0.5)
    wary: Leaf = leaf(0.015, "1/month", "of a contract given up with a distant exporter", 0.0, 0.02)
    fright: Leaf = leaf(0.06, "1/month", "more of it, where the exporter is near or withholds", 0.03, 0.08)


def orders_of_energy(view: View, legal: Orders, params: Params, numbers: Gas) -> dict[str, Array]:
    """What exporters withhold and importers give up."""
    if not view.board.forum.gas:
        return {}
    p, stand = shaped(numbers, 1), _stand(view, shaped(numbers, 1))
    return {"cut": cuts(view, legal, params, p, stand), "divest": departures(view, legal, params, p, stand)}


def _stand(view: View, p: Gas) -> Array:
    """How far each importer stands from its exporter beyond what is friendly, `[R,G]`, 0 to 1."""
    xp, f = view.xp, view.board.forum
    apart = xp.abs(xp.take(view.lean, f.importer, axis=1) - xp.take(view.lean, f.exporter, axis=1))
    return xp.minimum(
        xp.maximum((apart - p.friendly) / xp.maximum(p.hostile - p.friendly + 0.0 * apart, 1e-6), 0.0), 1.0
    )


def _against(board: Board) -> list[int]:
    """For each tie the exporter's place among the targets, -1 where it is none."""
    f = board.forum
    return [f.targets.index(exporter) if exporter in f.targets else -1 for _, exporter in f.gas]


def _picked(table: Array, places: list[int], known: list[bool]) -> Array:
    """Columns of a table for those whom it knows, 0 for the others."""
    xp = namespace(table)
    if not any(known):
        return xp.zeros((*table.shape[:-1], len(places)))
    return xp.take(table, xp.asarray(places, dtype=xp.int64), axis=-1) * xp.asarray([float(k) for k in known])


def _pressed(view: View) -> Array:
    """What measures cost the exporter of each tie, points of output, `[R,G]`."""
    at = _against(view.board)
    return _picked(view.pressure, [max(t, 0) for t in at], [t >= 0 for t in at])


def _near(view: View, params: Params) -> Array:
    """How near the exporter of each tie is to its importer, where it is a target of measures, `[G]`."""
    at, flat = _against(view.board), view.xp.reshape(params.states.nearness, (-1,))
    places = [max(t, 0) * len(view.board.states) + i for t, (i, _) in zip(at, view.board.forum.gas, strict=True)]
    return _picked(flat, places, [t >= 0 for t in at])


def cuts(view: View, legal: Orders, params: Params, p: Gas, stand: Array) -> Array:
    """Shares withheld, on their way to what the quarrel and the hurt suggest."""
    xp = view.xp
    quarrel = 1.0 - xp.exp(-p.provoked * _pressed(view))
    dear = premium(view.gas_price[:, None], shaped(params.energy, 1))
    hurt = (1.0 - of_importers(params.states.alternatives, view)) * dear
    wish = p.dare * stand * quarrel * (p.blunt + (1.0 - p.blunt) * hurt)
    step = p.tighten * min(view.months, 1.0)
    moved = xp.minimum(xp.maximum(wish - view.withheld, -step + 0.0 * wish), step + 0.0 * wish)
    return xp.minimum(xp.maximum(view.withheld + moved, 0.0), legal.cut)


def departures(view: View, legal: Orders, params: Params, p: Gas, stand: Array) -> Array:
    """Shares of contracts given up: slowly out of distrust, faster out of fear or need, as alternatives allow."""
    xp = view.xp
    feared = xp.maximum(view.withheld, _near(view, params) + 0.0 * stand)
    motive = p.wary + p.fright * feared
    ready = 0.5 + of_importers(params.states.alternatives, view)
    return xp.minimum(stand * motive * ready * view.months, legal.divest)
