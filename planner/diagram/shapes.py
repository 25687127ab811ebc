"""The few shapes the picture is made of, and how each becomes SVG Tiny 1.2 text.

No style sheets, markers, filters or foreign objects: what Qt's SVG module, a browser, LibreOffice and
Excel all draw alike. Every text that came from outside is escaped here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from planner.diagram.layout import Point, Rect
from planner.diagram.measure import text_width

_ASCENT = 0.93
_DESCENT = 0.25
_SANS = "sans-serif"
_FIXED = "monospace"
# Characters that turn the reading direction could make an address look like another one.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """Return ``text`` without what XML forbids or what would reorder it; line ends become spaces."""
    kept = (" " if character in "\t\r\n" else character for character in text)
    return "".join(character for character in kept if _is_allowed(character))


def _is_allowed(character: str) -> bool:
    code = ord(character)
    if code < 0x20 or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF:
        return False
    # U+FFFE and U+FFFF and their like in the other planes are not characters.
    return code & 0xFFFE != 0xFFFE and character not in _DIRECTION


def xml_text(text: str) -> str:
    """Return ``text`` as it may stand between tags."""
    return escape(clean(text), quote=False)


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners; ``dashed`` for a place that the traffic does not pass."""

    rect: Rect
    fill: str
    edge: str
    radius: float = 6
    dashed: bool = False

    def svg(self) -> str:
        """Return it as an SVG element."""
        dash = ' stroke-dasharray="5 4"' if self.dashed else ""
        place = f'x="{number(self.rect.x)}" y="{number(self.rect.y)}"'
        size = f'width="{number(self.rect.width)}" height="{number(self.rect.height)}"'
        corner = f'rx="{number(self.radius)}" ry="{number(self.radius)}"'
        return f'<rect {place} {size} {corner} fill="{self.fill}" stroke="{self.edge}"{dash}/>'


@dataclass(frozen=True, slots=True)
class Line:
    """A line along ``points``."""

    points: tuple[Point, ...]
    color: str
    width: float = 1
    dash: str = ""

    def svg(self) -> str:
        """Return it as an SVG element."""
        dash = f' stroke-dasharray="{self.dash}"' if self.dash else ""
        points = " ".join(f"{number(x)},{number(y)}" for x, y in self.points)
        stroke = f'stroke="{self.color}" stroke-width="{number(self.width)}"'
        return f'<polyline points="{points}" fill="none" {stroke} stroke-linejoin="round"{dash}/>'


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled shape: the head of an arrow."""

    points: tuple[Point, ...]
    fill: str

    def svg(self) -> str:
        """Return it as an SVG element."""
        points = " ".join(f"{number(x)},{number(y)}" for x, y in self.points)
        return f'<polygon points="{points}" fill="{self.fill}"/>'


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle: what a step's number or a cross stands on; ``ring`` is the ground around it."""

    centre: Point
    radius: float
    fill: str
    ring: str

    def svg(self) -> str:
        """Return it as an SVG element."""
        x, y = self.centre
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(self.radius)}"'
        return f'<circle {place} fill="{self.fill}" stroke="{self.ring}" stroke-width="3"/>'


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; ``x`` is its start, middle or end by ``anchor``, ``y`` its baseline.

    ``ground`` is the colour it stands on, kept so that its contrast can be measured. ``strong`` is the
    range of characters that is set in bold inside a line that is not.
    """

    text: str
    x: float
    y: float
    size: float
    fill: str
    ground: str
    bold: bool = False
    fixed: bool = False
    anchor: str = "start"
    strong: tuple[int, int] = (0, 0)

    def bounds(self) -> Rect:
        """Return the room it takes, with the width estimated on the wide side."""
        width = text_width(self.text, self.size, bold=self.bold, fixed=self.fixed)
        left = {"start": self.x, "middle": self.x - width / 2, "end": self.x - width}[self.anchor]
        return Rect(left, self.y - self.size * _ASCENT, width, self.size * (_ASCENT + _DESCENT))

    def svg(self) -> str:
        """Return it as an SVG element."""
        family = _FIXED if self.fixed else _SANS
        weight = ' font-weight="bold"' if self.bold else ""
        anchor = f' text-anchor="{self.anchor}"' if self.anchor != "start" else ""
        font = f'font-family="{family}" font-size="{number(self.size)}"{weight}'
        place = f'x="{number(self.x)}" y="{number(self.y)}"'
        return f'<text {place} {font} fill="{self.fill}"{anchor}>{self._runs()}</text>'

    def _runs(self) -> str:
        begin, end = self.strong
        if begin == end:
            return xml_text(self.text)
        strong = f'<tspan font-weight="bold">{xml_text(self.text[begin:end])}</tspan>'
        return xml_text(self.text[:begin]) + strong + xml_text(self.text[end:])


Shape = Box | Line | Polygon | Disc | Label
