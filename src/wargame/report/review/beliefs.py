"""What each party to a war believed when it gave its orders, beside what was so."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wargame.explain import belligerents
from wargame.observe import view
from wargame.orders import COMMAND
from wargame.report.review.campaign import Campaign
from wargame.rules import combat, learning
from wargame.scenario import draws
from wargame.turn import Played
from wargame.world import World, by_state

AHEAD = 6  # turns over which what was believed of battles is put beside what came


@dataclass(frozen=True)
class Believed:
    """A party's beliefs, a figure a turn from turn 1 on."""

    seat: str
    facing: tuple[float, ...]  # enemy men it believed to stand against it
    there: tuple[float, ...]  # that did
    odds: tuple[float, ...]  # of winning the next engagement, as it believed
    came: tuple[float | None, ...]  # engagements it won in the turns that followed; none where there was no fighting

    @property
    def misread(self) -> tuple[float, ...]:
        """By how much it took its enemies for more than they were, as a share of what they were."""
        return tuple(a / b - 1.0 if b > 0.0 else 0.0 for a, b in zip(self.facing, self.there, strict=True))

    @property
    def hoped(self) -> tuple[float, ...]:
        """By how much its odds were better than what came; 0 where nothing came."""
        return tuple(0.0 if b is None else a - b for a, b in zip(self.odds, self.came, strict=True))


def beliefs(campaign: Campaign) -> list[Believed]:
    """The beliefs of every state that was at war at state 0 or after."""
    board = campaign.scenario.board
    parties = [s for s in range(len(board.states)) if any(s in quarrel for quarrel in board.quarrels)]
    fought = {state for world in campaign.worlds for state in belligerents(world)}
    return [_believed(campaign, s) for s in parties if board.states[s] in fought]


def _believed(campaign: Campaign, seat: int) -> Believed:
    looks = [_look(campaign, turn, seat) for turn in campaign.played]
    won = [_won(campaign, turn.world, seat) for turn in campaign.played]
    return Believed(
        seat=campaign.scenario.board.states[seat],
        facing=tuple(look[0] for look in looks),
        there=tuple(look[1] for look in looks),
        odds=tuple(look[2] for look in looks),
        came=tuple(_mean(won[k : k + AHEAD]) for k in range(len(won))),
    )


def _look(campaign: Campaign, turn: Played, seat: int) -> tuple[float, float, float]:
    """When a state gave its orders: enemy men as it saw them, as they were, and its odds."""
    params, board = campaign.scenario.params, campaign.scenario.board
    world = _before_command(turn)
    header = campaign.record.header
    chance = draws(campaign.scenario, header["seed"], (header["run"],)).at(world.turn)
    seen = view(world, params, chance, [seat], COMMAND)
    mine = np.asarray(board.holder)[:, : board.contested] == seat
    foes = combat.hostile(world.war, board)
    there = np.asarray(combat.against(world.forces[..., : board.contested], foes))[0]
    wins, defeats = float(seen.wins[0, seat]), float(seen.defeats[0, seat])
    believed = float(np.asarray(seen.facing)[0][mine].sum()) * 1000.0
    return believed, float(there[mine].sum()) * 1000.0, wins / max(wins + defeats, 1e-9)


def _before_command(turn: Played) -> World:
    place = next(k for k, done in enumerate(turn.done) if done.moment == COMMAND)
    return turn.done[place - 1].world


def _won(campaign: Campaign, world: World, seat: int) -> float | None:
    """Share of the engagements of a turn that a state won; none where it did not fight."""
    if float(by_state(world.fallen, world.board)[0, seat]) <= 0.0:
        return None
    return float(learning.won(world, campaign.scenario.params.learning)[0, seat])


def _mean(values: Sequence[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return float(np.mean(told)) if told else None
