"""A PNG on a sheet, without the imaging library that openpyxl would ask for to learn its size."""

from __future__ import annotations

import io

from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from planner.exporters.pictures import png_size

POINTS_PER_PIXEL = 0.75


class PngImage(Image):
    """An image whose size is known; ``wide`` is how many pixels it takes on the sheet."""

    def __init__(self, png: bytes, wide: int) -> None:
        """Keep the bytes; the height follows from the proportions."""
        width, height = png_size(png)
        self.ref = io.BytesIO(png)
        self.format = "png"
        self.width, self.height = wide, round(wide * height / width)
        self._png = png

    def _data(self) -> bytes:
        return self._png


def place_picture(sheet: Worksheet, png: bytes, cell: str, wide: int) -> float:
    """Put ``png`` at ``cell``, ``wide`` pixels wide; return the height it takes, in points."""
    image = PngImage(png, wide)
    sheet.add_image(image, cell)
    return float(image.height) * POINTS_PER_PIXEL
