"""Setting the table: shown at once, while what a game needs is brought beside the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from wargame.errors import WargameError
from wargame.ui.kit import Ui
from wargame.ui.screens.work import Work

if TYPE_CHECKING:
    from wargame.ui.app import Screen


class Setting:
    """A screen that waits for another to be made; what stops it is told where it came from, or raised."""

    def __init__(self, make: Callable[[], "Screen"], told: str, back: "Callable[[str], Screen] | None" = None) -> None:
        """Begin to make it."""
        self._work, self._told, self._back, self._frames = Work(make), told, back, 0

    @property
    def moving(self) -> bool:
        """It looks every frame whether all is there."""
        return True

    def draw(self, ui: Ui) -> "Screen | None":
        """Draw a frame."""
        self._frames += 1
        area = ui.surface.get_rect()
        wide = min(ui.theme.px(460), area.w - 16)
        place = area.inflate(wide - area.w, min(ui.theme.px(170), area.h - 16) - area.h)
        with ui.column(place, "setting", "Setting the table") as c:
            c.text(self._told)
            c.text("." * (1 + self._frames // 20 % 3), muted=True)
        if not self._work.done:
            return self
        try:
            return self._work.result()
        except WargameError as error:
            if self._back is None:
                raise
            return self._back(str(error))

    def leave(self) -> None:
        """Close what was made meanwhile, if anything was."""
        try:
            made = self._work.result()
        except WargameError:
            return  # nothing was made, and nobody is there to be told
        made.leave()
