"""An umpire's acts: what each did, and the reason that was given."""

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.explain import act
from wargame.report.review.campaign import Campaign


@dataclass(frozen=True)
class Intervened:
    """An act of the umpire before a moment of a turn, in words."""

    turn: int
    told: str
    reason: str


def acts(campaign: Campaign) -> Iterator[Intervened]:
    """The umpire's acts in the turns that can be relied on, in their order."""
    for line in campaign.record.lines:
        if line.turn > campaign.turns:
            continue
        for item in line.acts:
            said = act(item.act, campaign.scenario, campaign.names)
            yield Intervened(line.turn, f"{said[0].upper()}{said[1:]}", campaign.said(item.reason))
