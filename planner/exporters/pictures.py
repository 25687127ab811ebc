"""Pictures for files that hold no vectors: whoever can draw an SVG announces itself by entry point.

The exporters know no Qt. The planner's own rasteriser lives with its printing and is found the way a
third party's would be; without one, files have the same path in words alone.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from importlib import metadata

ENTRY_POINT_GROUP = "aks_egress_planner.rasterisers"
Rasteriser = Callable[[str, str], bytes]
"""SVG text and a language to the bytes of a PNG."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_of(svg: str, language: str) -> bytes:
    """Return the SVG as a PNG, or nothing where no installed rasteriser can draw it."""
    if not svg:
        return b""
    for entry_point in metadata.entry_points(group=ENTRY_POINT_GROUP):
        try:
            rasterise: Rasteriser = entry_point.load()
            png = rasterise(svg, language)
        # Code of strangers, and fonts that are not there: the words stand beside the picture anyway.
        except Exception:  # noqa: S112 - the next one may be able to
            continue
        if png.startswith(_SIGNATURE):
            return png
    return b""


def png_size(png: bytes) -> tuple[int, int]:
    """Return width and height in pixels, as the PNG's first chunk says."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height
