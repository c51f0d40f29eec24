"""The board as it is drawn: `BoardView` on a pygame surface, in one of `MODES`, to the scale of a `Look`."""

from wargame.ui.board.look import Look
from wargame.ui.board.modes import MODES, Mode
from wargame.ui.board.painter import LAYERS
from wargame.ui.board.scene import Scene
from wargame.ui.board.view import BoardView, Spot

__all__ = ["LAYERS", "MODES", "BoardView", "Look", "Mode", "Scene", "Spot"]
