"""Land of the parties to a war that another held."""

import numpy as np

from wargame.measures import counting
from wargame.report.review.campaign import Campaign
from wargame.world import World


def held(campaign: Campaign, world: World) -> list[tuple[str, str, float]]:
    """Whose land, who held it, and which share of it; of the parties to wars, whose own share is left out."""
    board = campaign.scenario.board
    parties = {board.states[s] for quarrel in board.quarrels for s in quarrel}
    shares = counting(board).territory
    read = zip(shares.entities, shares.read(np.asarray(world.control))[0].tolist(), strict=True)
    told = [(*entity.split("/"), share) for entity, share in read]
    return [(whose, who, share) for whose, who, share in told if whose in parties and who != whose]
