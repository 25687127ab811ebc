"""The files that people reviewed, byte for byte; how to write them again stands in golden.py."""

from __future__ import annotations

import pytest

from tests.exporters.vendors.golden import FOLDER, TARGETS, made


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_files_are_those_that_were_reviewed(target: object) -> None:
    for name, content in made(target).items():
        assert content.decode() == (FOLDER / name).read_text(encoding="utf-8"), name
