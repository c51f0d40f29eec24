"""Logistics: men and equipment come up, move along links, and live as far from the railhead as supply lets them.

A month is long enough to cross the theatre by rail, so orders name the wanted distribution of a force and not its
routes; what limits it is that a force moves only where supplied land leads, and only a part of it in a month. Distance
from the depot is measured in km of rail: ground that railheads have not caught up with counts at its full side,
divided by the traffic it bears, and a corridor held in part costs 100 km for every factor e of share.
Strength falls with that distance [Boulding1962]; trucks sustain about 145 km beyond the railhead [Vershinin2021].
Aid comes out of a donor's stocks and arrives with a lag, longer where crews must be trained. Judged by force levels
and aid deliveries.
"""

from wargame.rules.logistics.aid import lendable
from wargame.rules.logistics.movement import reachable, redeploy, supply_distance
from wargame.rules.logistics.numbers import Logistics
from wargame.rules.logistics.strikes import in_reach
from wargame.rules.logistics.supply import deliver, mended, muster

__all__ = [
    "Logistics",
    "deliver",
    "in_reach",
    "lendable",
    "mended",
    "muster",
    "reachable",
    "redeploy",
    "supply_distance",
]
