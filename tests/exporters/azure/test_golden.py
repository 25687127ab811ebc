"""Files as they were reviewed; the reading back is in test_reading_back.py."""

from __future__ import annotations

import pytest

from tests.exporters.azure.golden import FOLDER, golden_files

NAMES = (
    "shop-prod.arm.json",
    "shop-prod.azure-cli.rollback.sh",
    "shop-prod.azure-cli.sh",
    "shop-prod.bicep",
    "shop-prod.powershell.ps1",
    "shop-prod.powershell.rollback.ps1",
    "shop-prod.terraform.tf",
)


def test_targets_write_these_files_for_one_plan() -> None:
    assert sorted(golden_files()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_file_is_as_it_was_reviewed(name: str) -> None:
    assert golden_files()[name].decode("utf-8") == (FOLDER / name).read_bytes().decode("utf-8")
