"""The news, turn by turn, as the campaign told them when it was played."""

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.explain import digest
from wargame.report.review.campaign import Campaign

DATED = len("2022-02  ")  # what a digest begins with


@dataclass(frozen=True)
class Turn:
    """A turn's news."""

    turn: int
    date: str
    text: str


def news(campaign: Campaign) -> Iterator[Turn]:
    """What was told after each turn."""
    for before, played in zip(campaign.worlds, campaign.played, strict=False):
        told = digest(before, played, campaign.scenario, campaign.names)
        turn = played.world.turn
        yield Turn(turn, campaign.dates[turn], campaign.said(told[DATED:]))
