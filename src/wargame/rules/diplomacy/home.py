"""What a leader pays at home for what he offers and signs: nothing where nobody hears of it."""

from wargame.assumptions import fit, shaped
from wargame.axes import Array, number
from wargame.rules.diplomacy.fixed import fixed
from wargame.rules.diplomacy.numbers import Diplomacy
from wargame.rules.states import States
from wargame.terms import CHANNEL, CHANNELS, cells, held
from wargame.world import World

PUBLIC, SECRET = float(CHANNELS.index("public")), float(CHANNELS.index("secret"))


def reproach(world: World, params: tuple[Diplomacy, States]) -> Array:
    """Share of support that leaders lose by what they tabled and signed this turn, `[R,S]`."""
    xp, b, p = world.xp, world.board, shaped(params[0], 1)
    lost = 0.0 * world.support
    states = xp.arange(len(b.states))
    for q, parties in enumerate(b.quarrels):
        now = number(world.signed[:, q : q + 1] == float(world.turn))
        secret = number(world.deal[:, q, CHANNEL : CHANNEL + 1] == SECRET)
        felt = now * p.signed * (1.0 - (1.0 - p.discreet) * secret)
        paid = felt * given(world.deal[:, q, :], world, p, q)
        for y, party in enumerate(parties):
            told = paid[:, y : y + 1] + p.tabled * _tabled(world, p, q, party, y)
            lost = lost + told * number(states == party)
    return lost * params[1].publicity * params[1].openness


def _tabled(world: World, p: Diplomacy, q: int, party: int, y: int) -> Array:
    """What a party has offered aloud this turn to give up, `[R,1]`."""
    most = 0.0 * world.support[:, :1]
    for o, (quarrel, seat) in enumerate(world.board.tables):
        if quarrel == q and seat == party:
            heard = (world.tabled[:, o, CHANNEL] == PUBLIC) | (world.leaked[:, o] > 0.5)
            now = number(heard & (world.since[:, o] == float(world.turn)))
            most = now[:, None] * given(world.tabled[:, o, :], world, p, q)[:, y : y + 1]
    return most


def given(offers: Array, world: World, p: Diplomacy, q: int) -> Array:
    """Share of what the theatre is worth to each party that a deal has it give up, `[R,2]`: land it leaves, titles."""
    xp, b, f = world.xp, world.board, fixed(world.board)
    hold = held(world.control, b, b.quarrels[q])
    left = hold * cells(offers, "withdraw", b)
    titles = (1.0 - hold) * f.own[q, ...] * cells(offers, "recognise", b)
    lost: Array = xp.sum((left + fit(p.untitled, 2) * titles) * f.worth[q, ...], axis=2)
    return lost
