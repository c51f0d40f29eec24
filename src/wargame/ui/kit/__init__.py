"""Widgets in immediate mode: a screen calls them in order every frame, and each call says whether it was used.

Nothing is kept of a widget but what has the focus, how far a column is scrolled and where a caret stands. The order of
calls is the order of Tab; whatever can be pressed can have a key, and the keys of a screen are listed by `Ui.keys`.
"""

from wargame.ui.kit.column import Column
from wargame.ui.kit.ui import Said, Ui, Widget

__all__ = ["Column", "Said", "Ui", "Widget"]
