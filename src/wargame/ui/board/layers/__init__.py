"""The layers of the board, each a function that draws one kind of thing."""
