"""The board on a screen: pygame alone, and nothing below knows of it.

`kit` is the widgets, `board` the map, `panels` what is told beside it, `screens` the states of the window.
"""
