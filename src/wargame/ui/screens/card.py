"""A seat's card: shown over the table, and saved as a page that prints."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from wargame.ui.kit import Ui

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 12pt/1.45 "Noto Sans", "DejaVu Sans", sans-serif; max-width: 17cm; margin: 1.5cm auto; color: #1c1c1e }}
h1 {{ font-size: 20pt; border-bottom: 2px solid #005c92 }} h2 {{ font-size: 13pt; margin-bottom: 0 }}
p {{ margin: .35em 0 }} .item {{ margin-left: 1em }} .under {{ margin-left: 3em; font-size: 10pt; color: #5a5650 }}
@page {{ margin: 1.5cm }} @media print {{ body {{ margin: 0 auto }} }}
</style></head><body>
{body}
</body></html>
"""


def parts(card: str) -> Iterator[tuple[str, str]]:
    """A card's lines with what each is: `h1`, `h2`, `p`, `item` or `under`."""
    for line in card.splitlines():
        text = line.strip().replace("**", "").replace("`", "")
        if not text:
            continue
        if line.startswith("# "):
            yield "h1", text[2:]
        elif line.startswith("## "):
            yield "h2", text[3:]
        elif line.startswith("    "):
            yield "under", text
        else:
            yield ("item" if text[:2] == "- " or text[:1].isdigit() else "p"), text


def page(card: str) -> str:
    """A card as a page that prints."""
    told = list(parts(card))
    title = next((text for kind, text in told if kind == "h1"), "Card")
    body = "\n".join(
        f"<{kind}>{escape(text)}</{kind}>" if kind in ("h1", "h2") else f'<p class="{kind}">{escape(text)}</p>'
        for kind, text in told
    )
    return PAGE.format(title=escape(title), body=body)


def place_of(record: Path, seat: str) -> Path:
    """Where the card of a seat goes: beside the record."""
    return record.with_name(f"{record.stem}-card-{seat}.html")


@dataclass
class CardSheet:
    """The card of a seat, over the table."""

    seat: str

    def draw(self, ui: Ui, rect: pygame.Rect, table: "TableScreen") -> None:
        """Draw it."""
        card = table.session.card(self.seat)
        with ui.modal("card", (620, 680), "Card") as c:
            close, save = c.row(2)
            if close.button("Close the card", primary=True) or ui.cancelled:
                table.card = None
            if save.button("Save to print", hint="A page beside the record"):
                self._save(card, table)
            for kind, text in parts(card):
                if kind in ("h1", "h2"):
                    c.heading(text)
                else:
                    c.text(text, muted=kind == "under")

    def _save(self, card: str, table: "TableScreen") -> None:
        path = place_of(table.session.path, self.seat)
        try:
            path.write_text(page(card), encoding="utf-8")
        except OSError as error:
            table.say(f"{path}: the card can't be written ({error.strerror})", wrong=True)
        else:
            table.say(f"The card is at {path}")
