"""Combat: who takes ground, how fast, at what price in men.

Attack meets defence in every region that two holders at war stand in. Odds of advance rise with the log of the force
ratio [Dupuy1985] after terrain, works and supply; where the defence is thinner than a density of men per km the front
is manoeuvre and moves fast, elsewhere it is positional. Attrition is mixed: losses go with the root of own men and
enemy effect [Bracken1995], more for those who attack, less behind works. Reserves that were kept answer a breach
within the turn. Judged by control by oblast and by losses.
"""

from wargame.rules.combat.front import against, claimants, entry_km, front_km, hostile, sustained, turned
from wargame.rules.combat.numbers import Combat
from wargame.rules.combat.phases import fight, withdraw

__all__ = [
    "Combat",
    "against",
    "claimants",
    "entry_km",
    "fight",
    "front_km",
    "hostile",
    "sustained",
    "turned",
    "withdraw",
]
