"""Assemblies by doctrine: what alliances prepare and put to the vote, and how their members vote.

A setter's staff drafts as hard as members want more than they have. It tables what can pass: a package after a search,
any other motion where its members gain by it and what some hold against it can be met in time. Members vote by their
scores.
"""

from dataclasses import dataclass

import numpy as np

from wargame.assumptions import Leaf, leaf, of_runs, shaped
from wargame.axes import Array, number, put_back
from wargame.calculus.agenda import Agenda, packages
from wargame.calculus.sitting import Sitting
from wargame.calculus.votes import Wills, candidacy, objections, scores
from wargame.observe import View
from wargame.orders import Orders
from wargame.rules import Params
from wargame.rules.alliances import by_docket, levels, threat
from wargame.rules.alliances.stance import distance
from wargame.rules.alliances.table import UNDRAFTED
from wargame.tables import in_use


@dataclass(frozen=True)
class Assembly(Agenda):
    """Numbers of assemblies: judgement."""

    renewal: Leaf = leaf(1.5, "months", "before measures expire in which a roll-over is tabled", 1.0, 3.0)
    lukewarm: Leaf = leaf(0.1, "score", "stance of members below which relief is thought of", -0.2, 0.3)
    retreat: Leaf = leaf(0.25, "share", "of measures that a motion for relief would lift", 0.1, 1.0)
    remnant: Leaf = leaf(0.1, "share", "of dealings forbidden below which relief lifts the rest", 0.02, 0.2)
    guard: Leaf = leaf(1.6, "ratio", "deployments wanted to the threat that members feel", 0.5, 3.0)
    help: Leaf = leaf(0.5, "ratio", "effort for common aid to the stance of members", 0.0, 1.0)
    saver: Leaf = leaf(2.0, "ratio", "effort for a common energy programme to the hold that exporters have", 0.5, 4.0)


def orders_of_setters(view: View, legal: Orders, params: Params, numbers: Assembly) -> dict[str, Array]:
    """Motions drafted and tabled."""
    xp, f = view.xp, view.board.forum
    if not f.dockets:
        return {}
    wills = Wills(view, params)
    efforts = [_EFFORTS[d.motion](view, params, numbers, p, wills) for p, d in enumerate(f.dockets)]
    draft = xp.minimum(xp.maximum(xp.stack(efforts, axis=1), 0.0), 1.0) * legal.draft
    wanted = number(xp.take(draft, f.first, axis=1) > 0.0)
    open_to = xp.stack([legal.table[:, f.items_of(p)[0]] for p in range(len(f.dockets))], axis=1)
    tabled = packages(view, params, numbers, open_to * wanted, wills) * legal.table
    for p, docket in enumerate(f.dockets):
        if docket.motion == "condemnation":
            continue  # the plenary's own
        if docket.motion in UNDRAFTED:
            tabled = tabled + _single(view, legal, params, numbers, p, wills)
        elif docket.motion != "package":
            tabled = tabled + _single(view, legal, params, numbers, p, wills) * wanted[:, p : p + 1]
    return {"draft": draft, "table": tabled}


def _single(view: View, legal: Orders, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    """A motion that is no package, tabled where it is wanted and can pass, `[R,Q]`."""
    xp, f = view.xp, view.board.forum
    docket = f.dockets[p]
    size = _lifted(view, a, p) if docket.motion == "relief" else 1.0
    content = legal.table * f.contains[:, p] * size
    due = _due(view, params, a, p, wills) * xp.max(number(content > 0.0), axis=1)
    if not bool(xp.any(due > 0.0)):
        return 0.0 * content
    score = _in_rows(due > 0.0, view, params, a, p, content)
    member = view.member[:, docket.alliance, :]
    cohesion = view.cohesion[:, docket.alliance : docket.alliance + 1]
    if docket.rule in ("unanimity", "consensus"):
        _, months = objections(score, member, params.states.gdp, cohesion, params)
        due = due * number(months <= params.alliances.patience)
    if docket.motion != "rollover":
        due = due * number(wills.mean(score, p) > 0.0)
    tabled: Array = content * due[:, None]
    return tabled


def _lifted(view: View, a: Assembly, p: int) -> Array:
    """Share of its measures that a body would lift, `[R,1]`: all of them where little is left."""
    xp, f, b = view.xp, view.board.forum, view.board
    docket, n = f.dockets[p], shaped(a, 1)
    left = levels(view, len(b.states) + docket.alliance, f.targets.index(docket.target))
    little = xp.max(left, axis=1, keepdims=True) < n.remnant
    return xp.where(little, 1.0 + 0.0 * view.storage[:, None], n.retreat + 0.0 * view.storage[:, None])


def _due(view: View, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    """1 where a motion that is no package is worth a thought, `[R]`."""
    docket = view.board.forum.dockets[p]
    if docket.motion == "rollover":
        return _expiring(view, a, p)
    if docket.motion == "admission":
        return number(candidacy(view, params, a, p) > 0.0)
    if docket.motion == "relief":  # where members are for the target on the whole, or would rather stay out of it
        return number(wills.mean(wills.of(p), p) < shaped(a, 0).lukewarm)
    return 1.0 + 0.0 * view.storage


def _expiring(view: View, a: Assembly, p: int) -> Array:
    """1 where measures of the body run out soon, `[R]`."""
    xp, f, b = view.xp, view.board.forum, view.board
    acts, docket = in_use(view.measures), f.dockets[p]
    theirs = (acts.sender == float(len(b.states) + docket.alliance)) & (
        acts.target == float(f.targets.index(docket.target))
    )
    soon = acts.live * number(theirs) * number(acts.left <= shaped(a, 1).renewal)
    return xp.max(soon, axis=1) if soon.shape[1] else 0.0 * view.storage


def _felt(view: View, p: int) -> Array:
    """What dockets of a kind have brought, as it is still felt, `[R]`."""
    f = view.board.forum
    kin = [q for q in range(len(f.dockets)) if int(f.first[q]) == int(f.first[p])]
    return view.xp.sum(view.xp.stack([view.done[:, q] for q in kin], axis=1), axis=1)


def _for_package(view: View, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    """Members want measures by their distance from the target, more in alarm, less when weary; what is done is done."""
    f, n = view.board.forum, shaped(a, 0)
    if int(f.first[p]) != p:
        return 0.0 * view.storage
    far = wills.mean(distance(view, (p,))[:, 0, :], p)
    alarm = view.xp.minimum(by_docket(view.alarm, view.board, (p,))[:, 0], 1.2)
    tired = 1.0 - 0.5 * wills.mean(view.weariness, p)
    wanted: Array = n.ambition * far * (1.0 + n.alarmed * alarm) * tired
    return (wanted - _felt(view, p)) * number(wills.mean(wills.of(p), p) >= shaped(a, 0).lukewarm)


def _for_aid(view: View, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    fights = number(_at_war(view, view.board.forum.dockets[p].target))
    wanted: Array = shaped(a, 0).help * wills.mean(wills.of(p), p) * fights
    return wanted


def _at_war(view: View, state: int) -> Array:
    """Whether a state is at war, `[R]`."""
    pairs = np.array([1.0 if kind == "war" and state in (x, y) else 0.0 for x, y, kind in view.board.pairs])
    at_war: Array = view.xp.sum(view.war * view.xp.asarray(pairs), axis=1) > 0.0
    return at_war


def _for_deployment(view: View, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    """Members want a guard by how near the threat is and how alarmed they are."""
    near = threat(view, params.states, (p,))[0, ...]
    felt = wills.mean(near + 0.0 * view.weariness, p) + by_docket(view.alarm, view.board, (p,))[:, 0]
    wanted: Array = shaped(a, 0).guard * felt - _felt(view, p)
    return wanted


def _for_energy(view: View, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    body = view.board.forum.dockets[p].alliance
    wanted: Array = shaped(a, 0).saver * wills.mean(view.leverage, p) - view.programme[:, body]
    return wanted


def _for_admission(view: View, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    return number(candidacy(view, params, a, p) > 0.0)


def _undrafted(view: View, params: Params, a: Assembly, p: int, wills: Wills) -> Array:
    return 0.0 * view.storage


_EFFORTS = {
    "package": _for_package,
    "rollover": _undrafted,
    "relief": _undrafted,
    "aid": _for_aid,
    "deployment": _for_deployment,
    "energy": _for_energy,
    "admission": _for_admission,
    "condemnation": _undrafted,
}


def orders_of_members(view: View, legal: Orders, params: Params, numbers: Assembly) -> dict[str, Array]:
    """Votes on what is on the table."""
    xp, f = view.xp, view.board.forum
    if not f.dockets:
        return {}
    columns, tabled = [], xp.any(legal.vote > 0.0, axis=2)
    for p, docket in enumerate(f.dockets):
        asked, where = legal.vote[:, p, :], tabled[:, p]
        if docket.motion == "condemnation" or not bool(xp.any(where)):  # a plenary has votes of its own
            columns.append(xp.zeros(asked.shape))
            continue
        score = _in_rows(where, view, params, numbers, p)
        columns.append(xp.minimum(xp.maximum(score, -1.0), 1.0) * asked + 0.0)  # -0 is not a vote
    return {"vote": xp.stack(columns, axis=1)}


def _in_rows(where: Array, view: View, params: Params, a: Assembly, docket: int, content: Array | None = None) -> Array:
    """What a motion is worth to every state, `[R,S]`, worked out for the runs in which it is before anybody."""
    xp = view.xp
    rows = xp.nonzero(where)[0]
    if 2 * rows.shape[0] > where.shape[0]:
        return scores(view, params, a, docket, content)
    some = None if content is None else xp.take(content, rows, axis=0)
    found = scores(Sitting(view, rows), of_runs(params, rows), of_runs(a, rows), docket, some)
    return put_back(found, where)
