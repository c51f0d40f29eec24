"""How a quarrel stands: war, local truce, ceasefire, armistice, peace."""

WAR, TRUCE, CEASEFIRE, ARMISTICE, PEACE = range(5)
STAGES = ("war", "truce", "ceasefire", "armistice", "peace")
