"""The keys of the screen, in groups, in a sheet that `?` opens; and the scale of text, which keys change at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.ui.kit import Ui

EVERYWHERE = (
    ("tab, shift+tab", "To the next thing that can be used, to the one before"),
    ("return, space", "Press what has the focus"),
    ("arrows", "Choose in a list, a table or on a rail that has the focus"),
    ("pageup, pagedown", "Scroll what does not fit"),
    ("escape", "Close the sheet, let go of what was begun"),
    ("ctrl +, ctrl -, ctrl 0", "Larger text, smaller text, text as it was"),
    ("?", "This list"),
)
LARGER = ("ctrl++", "ctrl+=", "ctrl+shift+=", "ctrl+shift++")
SMALLER = ("ctrl+-", "ctrl+shift+-")
LEAST, MOST, STEP = 0.75, 2.0, 0.125  # scales of text that keys lead to


@dataclass
class KeySheet:
    """What each key does here, as it was when the sheet was opened."""

    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]] | None = None

    def open(self, ui: Ui, own: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()) -> None:
        """Take down the keys of what is on the screen; `own` are groups of those that no widget tells of."""
        told = {key for _, keys in own for key, _ in keys}
        shown = list(dict.fromkeys((key, hint) for key, hint in ui.keys if key not in told))
        here = [("On this screen", shown)] if shown else []
        self.groups = [*here, *own, ("Everywhere", EVERYWHERE)]

    def draw(self, ui: Ui) -> bool:
        """Draw it; whether it is still open."""
        if self.groups is None:
            return False
        with ui.modal("keys", (560, 620), "Keys") as c:
            if c.button("Close") or ui.cancelled or ui.inputs.take("?"):
                self.groups = None
                return False
            for title, keys in self.groups:
                c.heading(title)
                for key, hint in keys:
                    left, right = c.row(2, [2, 5])
                    left.text(key, bold=True)
                    right.text(hint)
        return True


def rescaled(ui: Ui, usual: float = 1.0) -> bool:
    """Larger or smaller text where a key asked for it; whether it changed."""
    step = ui.inputs.take(*LARGER) - ui.inputs.take(*SMALLER)
    scale = usual if ui.inputs.take("ctrl+0") else min(max(ui.theme.scale + STEP * step, LEAST), MOST)
    if not step and scale != usual or scale == ui.theme.scale:
        return False
    ui.theme.scale, ui.again = scale, True
    return True
