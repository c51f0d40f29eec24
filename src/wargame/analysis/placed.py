"""Men at a front that is told: placed there, and dug in, by those who command them, before anybody attacks.

What many campaigns have in common on a day need not be the front that is known of it. Whoever stands where his state
has neither ground nor a way in is called back; then for `CALM` months the seats move their men, and nobody attacks.
Output follows the ground that the front gives back or takes.
"""

from dataclasses import replace

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.game import Game
from wargame.opening import standable
from wargame.orders import COMMAND
from wargame.rules import combat, logistics
from wargame.turn import Request, play
from wargame.world import World, by_state, renewed

CALM = 12
POCKET = 0.02  # share of a region that no staff sends men for
TINY = 1e-9


def placed(game: Game, control: Array, calm_months: int = CALM) -> World:
    """A block's world at the front that is told, its men placed there by those who command them."""
    world = _at_front(game.world, control)
    front = _without_pockets(world.control)
    calm = renewed(
        world, control=front, settled=front[..., : world.board.contested], fallen=np.zeros_like(world.fallen)
    )
    for _ in range(calm_months):
        request = _commanded(game, calm)
        orders = request.nothing
        effort = game.answer(request).effort
        moved = logistics.redeploy(calm, replace(orders, effort=effort), game.scenario.params.logistics, request.draws)
        dug = combat.fight(moved, orders, game.scenario.params.combat, request.draws).works
        calm = renewed(moved, works=dug)
    return renewed(world, forces=calm.forces, reserve=calm.reserve, works=calm.works)


def _without_pockets(control: Array) -> Array:
    """Control as a staff reads it: what is too little of a region to be held counts as the others'."""
    kept = np.where(control < POCKET, 0.0, control)
    whole: Array = kept / np.maximum(kept.sum(axis=1, keepdims=True), TINY)
    return whole


def _at_front(world: World, control: Array) -> World:
    """The world with its front where it is told; men who can't stay where they are go to the reserve."""
    b = world.board
    able = standable(control[None], b)
    theatre = world.forces[..., : b.contested]
    back = by_state(theatre * (1.0 - able), b)
    forces = np.concatenate([theatre * able, world.forces[..., b.contested :]], axis=-1)
    held = control[None] + 0.0 * world.control
    back_home = _held_at_home(held, b) / np.maximum(_held_at_home(world.control, b), TINY)
    here = np.where(held[..., : b.contested] > 0.0, world.works, 0.0)
    return renewed(
        world,
        control=held,
        settled=held[..., : b.contested],
        works=here,
        forces=forces,
        reserve=world.reserve + back,
        output=world.output * back_home,
    )


def _held_at_home(control: Array, b: Board) -> Array:
    """Share of its own output that each state holds, `[R,S]`."""
    lost: Array = by_state((1.0 - control[..., : b.contested]) * b.home * b.output[: b.contested], b)
    return 1.0 - lost


def _commanded(game: Game, world: World) -> Request:
    """What states are asked next turn, nobody having asked for anything before."""
    moments = play(world, game.scenario.params, game.source)
    request = next(moments)
    while request.moment != COMMAND:
        request = moments.send(request.nothing)
    return request
