"""Colours of the picture for a light window, a dark window and paper.

Request, answer and dropped are the measured pairs of the experience's table (required blue, notice
brown, problem red); the neutrals are chosen so that every text has at least 4.5:1 on its ground.
"""

from __future__ import annotations

from dataclasses import dataclass

LIGHT = "light"
DARK = "dark"
PRINT = "print"
THEMES = (LIGHT, DARK, PRINT)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``. ``page`` is behind all, ``frame`` the virtual network, ``box`` a place.

    ``ink`` is text, ``muted`` secondary text, ``edge`` an outline, ``faint`` a line that carries nothing;
    ``on_mark`` is the number on a disc.
    """

    page: str
    frame: str
    frame_edge: str
    box: str
    edge: str
    faint: str
    chip: str
    ink: str
    muted: str
    request: str
    answer: str
    dropped: str
    done: str
    on_mark: str


_LIGHT = Palette(
    page="#ffffff",
    frame="#f1f2f4",
    frame_edge="#b4b9c0",
    box="#ffffff",
    edge="#868c94",
    faint="#a3a8ae",
    chip="#f1f2f4",
    ink="#1a1c1f",
    muted="#565b62",
    request="#1f4e8c",
    answer="#7a4f00",
    dropped="#b3261e",
    done="#1e6b34",
    on_mark="#ffffff",
)
_DARK = Palette(
    page="#1e2125",
    frame="#2a2e34",
    frame_edge="#5d646d",
    box="#1e2125",
    edge="#8c949d",
    faint="#767d86",
    chip="#33383f",
    ink="#eef0f2",
    muted="#b4bac1",
    request="#9cc4f5",
    answer="#f0c265",
    dropped="#f4a9a2",
    done="#86d49b",
    on_mark="#14171a",
)
_PRINT = Palette(
    page="#ffffff",
    frame="#f5f5f6",
    frame_edge="#777c83",
    box="#ffffff",
    edge="#4d5157",
    faint="#8a8f96",
    chip="#f5f5f6",
    ink="#000000",
    muted="#45494e",
    request="#1f4e8c",
    answer="#7a4f00",
    dropped="#b3261e",
    done="#1e6b34",
    on_mark="#ffffff",
)


def palette(theme: str) -> Palette:
    """Return the colours of ``light``, ``dark`` or ``print``.

    Raises:
        ValueError: there is no such theme.
    """
    if theme not in THEMES:
        raise ValueError(f"{theme!r} is not a theme; take one of {', '.join(THEMES)}")
    return {LIGHT: _LIGHT, DARK: _DARK, PRINT: _PRINT}[theme]
