"""The keys of the screen, in groups, in a sheet that `?` opens; and the scale of text, which keys change at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.ui.kit import Ui
from wargame.ui.time.sheet import sheet

Group = tuple[str, Sequence[tuple[str, str]]]

EVERYWHERE: Group = (
    "Everywhere",
    (
        ("tab, shift+tab", "To the next thing that can be used, to the one before"),
        ("return, space", "Press what has the focus"),
        ("arrows", "Choose in a list, a table or on a rail that has the focus"),
        ("pageup, pagedown", "Scroll what does not fit"),
        ("escape", "Close the sheet, let go of what was begun"),
        ("ctrl +, ctrl -, ctrl 0", "Larger text, smaller text, text as it was"),
        ("?", "This list"),
    ),
)
TITLES = {"time": "Time", "top": "The table", "board": "The board", "sheet": "The sheet that is open"}
LARGER = ("ctrl++", "ctrl+=", "ctrl+shift+=", "ctrl+shift++")
SMALLER = ("ctrl+-", "ctrl+shift+-")
LEAST, MOST, STEP = 0.75, 2.0, 0.125  # scales of text that keys lead to


@dataclass
class KeySheet:
    """What each key does here, as it was when the sheet was opened."""

    groups: Sequence[Group] | None = None

    def open(self, ui: Ui, own: Sequence[Group] = ()) -> None:
        """Take down the keys of what is on the screen, by its columns; `own` are keys that no widget tells of."""
        found: dict[str, dict[str, str]] = {}
        for widget in ui.widgets.values():
            if widget.key and widget.enabled and widget.key != "?":
                title = TITLES.get(widget.id.partition("/")[0], "On this screen")
                found.setdefault(title, {})[widget.key] = widget.hint or widget.label
        for title, keys in own:
            found.setdefault(title, {}).update(keys)
        self.groups = [*((title, list(keys.items())) for title, keys in found.items()), EVERYWHERE]

    def draw(self, ui: Ui) -> bool:
        """Draw it; whether it is still open."""
        if self.groups is None:
            return False
        with sheet(ui, "keys", 600, "Keys") as c:
            if c.button("Close", key="?", hint="Close this list") or ui.cancelled:
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
    scale = ui.theme.scale
    if ui.inputs.take(*LARGER):
        scale += STEP
    if ui.inputs.take(*SMALLER):
        scale -= STEP
    if scale != ui.theme.scale:
        scale = min(max(scale, LEAST), MOST)
    if ui.inputs.take("ctrl+0"):
        scale = usual
    changed = scale != ui.theme.scale
    ui.theme.scale, ui.again = scale, ui.again or changed
    return changed
