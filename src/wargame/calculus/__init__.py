"""Published models of the field as pure functions, each held against figures or theorems of its source.

Axes as everywhere, the run first: `[..., S]` is any axes before the actors. Nothing here draws, reads a world or keeps
a state; policies weigh with it.
"""
