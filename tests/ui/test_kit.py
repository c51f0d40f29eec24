"""The widgets, used as people use them: by mouse, and by keys alone."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pygame
import pytest

from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.kit.words import fitted, wrapped
from wargame.ui.theme import Theme

KEYS = {"tab": pygame.K_TAB, "return": pygame.K_RETURN, "space": pygame.K_SPACE, "escape": pygame.K_ESCAPE}
KEYS |= {"left": pygame.K_LEFT, "right": pygame.K_RIGHT, "up": pygame.K_UP, "down": pygame.K_DOWN}
KEYS |= {"home": pygame.K_HOME, "end": pygame.K_END, "backspace": pygame.K_BACKSPACE, "pagedown": pygame.K_PAGEDOWN}


@dataclass
class Sheet:
    """A column of a screen, drawn a frame at a time."""

    parts: Callable[[Column], None]
    modal: Callable[[Ui], None] = lambda ui: None
    ui: Ui = field(default_factory=lambda: Ui(Theme(1.0)))
    surface: pygame.Surface = field(default_factory=lambda: pygame.Surface((400, 300)))

    def frame(self, *events: pygame.event.Event) -> None:
        self.ui.begin(self.surface, list(events))
        with self.ui.column(pygame.Rect(10, 10, 300, 280), "sheet") as column:
            self.parts(column)
        self.modal(self.ui)
        self.ui.end()

    def rest(self) -> None:
        """Draw until nothing changes any more."""
        self.frame()
        while self.ui.again:
            self.frame()

    def key(self, *names: str, mod: int = 0) -> None:
        for name in names:
            code = KEYS.get(name) or pygame.key.key_code(name)
            typed = [pygame.event.Event(pygame.TEXTINPUT, text=name)] if len(name) == 1 and not mod else []
            self.frame(pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod), *typed)

    def click(self, label: str, at: float = 0.5) -> None:
        self.frame()
        rect = next(w.rect for w in self.ui.widgets.values() if w.label == label)
        place = (round(rect.x + at * rect.w), rect.centery)
        down, up = (
            pygame.event.Event(kind, pos=place, button=1) for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)
        )
        self.frame(down)
        self.frame(up)


def counted(*labels: str, **options: str) -> tuple[dict[str, int], Callable[[Column], None]]:
    """Buttons that count how often they are pressed."""
    pressed = dict.fromkeys(labels, 0)

    def parts(column: Column) -> None:
        for label in labels:
            pressed[label] += column.button(label, key=options.get(label, ""))

    return pressed, parts


def test_a_click_presses_the_button_under_the_pointer_and_no_other() -> None:
    pressed, parts = counted("Step", "Quit")
    Sheet(parts).click("Quit")
    assert pressed == {"Step": 0, "Quit": 1}


def test_a_button_let_go_of_elsewhere_is_not_pressed() -> None:
    pressed, parts = counted("Step", "Quit")
    sheet = Sheet(parts)
    sheet.frame()
    step, leave = (w.rect.center for w in sheet.ui.widgets.values())
    sheet.frame(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=step, button=1))
    sheet.frame(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=leave, button=1))
    assert pressed == {"Step": 0, "Quit": 0}


def test_tab_goes_round_in_the_order_of_reading_and_return_presses() -> None:
    pressed, parts = counted("One", "Two", "Three")
    sheet = Sheet(parts)
    sheet.frame()
    for _ in range(4):
        sheet.key("tab", "return")
    assert pressed == {"One": 2, "Two": 1, "Three": 1}
    sheet.key("tab", mod=pygame.KMOD_SHIFT)
    sheet.key("space")
    assert pressed["Three"] == 2


def test_what_cannot_be_pressed_is_passed_over() -> None:
    pressed = []
    sheet = Sheet(lambda c: pressed.append(c.button("Off", key="o", enabled=False)) or pressed.append(c.button("On")))
    sheet.frame()
    sheet.key("tab", "return", "o")
    sheet.click("Off")
    assert pressed.count(True) == 1
    assert sheet.ui.focus == "sheet/On"


def test_a_key_presses_its_button_but_not_while_somebody_writes() -> None:
    pressed, buttons = counted("Step", Step="s")
    written = [""]

    def parts(column: Column) -> None:
        buttons(column)
        written[0] = column.entry("Note", written[0])

    sheet = Sheet(parts)
    sheet.frame()
    sheet.key("s")
    assert (pressed["Step"], written) == (1, [""])
    sheet.click("Note")
    sheet.key("s", "o", "left", "x", "backspace", "end", "s")
    assert (pressed["Step"], written) == (1, ["sos"])


def test_after_a_click_the_space_bar_is_still_the_key_of_its_own_button() -> None:
    pressed, parts = counted("Save", "Step", Step="space")
    sheet = Sheet(parts)
    sheet.click("Save")
    sheet.key("space")
    assert pressed == {"Save": 1, "Step": 1}


def test_a_sheet_on_top_takes_all_input_until_it_is_gone() -> None:
    below, parts = counted("Step", Step="s")
    above, inside = counted("Close")
    shown = [True]

    def modal(ui: Ui) -> None:
        if shown[0]:
            with ui.modal("top", (200, 150), "A sheet") as column:
                inside(column)

    sheet = Sheet(parts, modal)
    sheet.frame()
    sheet.frame()
    sheet.key("s", "tab", "return")
    assert (below, above) == ({"Step": 0}, {"Close": 1})
    shown[0] = False
    sheet.frame()
    sheet.frame()
    sheet.key("s")
    assert below == {"Step": 1}


def test_a_slider_moves_by_steps_and_keeps_within_its_bounds() -> None:
    at = [0.5]

    def parts(column: Column) -> None:
        at[0] = column.slider("Share", at[0], 0.0, 1.0, 0.1)

    sheet = Sheet(parts)
    sheet.frame()
    sheet.key("tab", "right", "right")
    assert at == [pytest.approx(0.7)]
    sheet.key("end", "right")
    assert at == [1.0]
    sheet.click("Share", at=0.0)
    assert at == [0.0]


def test_one_of_several_is_chosen_by_arrows_and_by_clicks() -> None:
    at = [0]

    def parts(column: Column) -> None:
        at[0] = column.choice("Map", ["control", "forces", "supply"], at[0])

    sheet = Sheet(parts)
    sheet.frame()
    sheet.key("tab", "left")
    assert at == [2]
    sheet.click("Map", at=0.9)
    assert at == [0]


def test_a_row_of_a_table_is_chosen_by_arrows_and_by_clicks() -> None:
    at: list[int | None] = [None]

    def parts(column: Column) -> None:
        at[0] = column.table(["Region", "men"], [["East", "26 000"], ["Coast", "30 000"], ["Plain", "6 000"]], at[0])

    sheet = Sheet(parts)
    sheet.frame()
    sheet.key("tab", "down", "down")
    assert at == [1]
    sheet.key("end", "down")
    assert at == [2]
    sheet.click("table", at=0.2)
    assert at == [1]


def test_a_column_scrolls_to_what_has_the_focus() -> None:
    pressed, parts = counted(*(f"Button {k}" for k in range(30)))
    sheet = Sheet(parts)
    sheet.frame()
    for _ in range(25):
        sheet.key("tab")
    sheet.rest()
    focused = sheet.ui.widgets[sheet.ui.focus or ""]
    assert focused.label == "Button 24"
    assert focused.clip.contains(focused.rect)
    sheet.key("return")
    assert pressed["Button 24"] == 1


def test_what_scrolled_out_of_sight_is_not_clicked() -> None:
    pressed, parts = counted(*(f"Button {k}" for k in range(30)))
    sheet = Sheet(parts)
    sheet.frame()
    far = sheet.ui.widgets["sheet/Button 20"].rect.center
    sheet.frame(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=far, button=1))
    sheet.frame(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=far, button=1))
    assert not any(pressed.values())


def test_words_are_wrapped_to_their_column_and_stay_inside_it() -> None:
    sheet = Sheet(lambda c: c.text("The war promises more land than the deal gives, and waiting costs little. " * 3))
    sheet.frame()
    assert len(sheet.ui.texts) > 3
    assert all(said.clip.left <= said.rect.left and said.rect.right <= said.clip.right for said in sheet.ui.texts)


def test_what_is_too_wide_says_so() -> None:
    font = Theme().font(15)
    cut = fitted("A name that is far too long for its place", font, 80)
    assert cut.endswith("…")
    assert font.size(cut)[0] <= 80
    assert " ".join(wrapped("one two three four", font, 60)) == "one two three four"


@pytest.mark.parametrize(("ink", "ground"), look.PAIRS)
def test_words_are_told_from_what_they_stand_on(ink: look.Colour, ground: look.Colour) -> None:
    assert look.contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("ground", look.palette())
def test_ink_on_a_colour_can_be_read(ground: look.Colour) -> None:
    assert look.contrast(look.ink_on(ground), ground) >= 4.5


def test_the_font_has_latin_and_cyrillic() -> None:
    font = Theme().font(15)
    assert all(metrics is not None for metrics in font.metrics("Kyiv Київ Ґґ Її ąćęł åäö €"))


def test_sizes_follow_the_scale_of_text() -> None:
    assert Theme(2.0).font(15).get_height() == pytest.approx(2 * Theme(1.0).font(15).get_height(), rel=0.1)
