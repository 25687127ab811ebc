"""One Chinese word for one thing, in window, files, documents, help and catalog alike."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTLED = {
    "回滚": "回退",
    "变更时段": "实施时间",
    "宿主机": "Azure 主机",
    "须解决": "阻止变更",
    "默认答案": "假定的答案",
}
"""Words that said the same as another: the word that is not used any more, and the one that is."""
SAID_IN = [
    *(ROOT / "planner").rglob("*.py"),
    *(ROOT / "catalog").rglob("*.yaml"),
    *(ROOT / "resources" / "help" / "zh").glob("*.md"),
    ROOT / "resources" / "i18n" / "planner_zh_CN.ts",
]


@pytest.mark.parametrize("former", SETTLED)
def test_what_was_said_in_two_ways_is_said_in_one(former: str) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in SAID_IN}
    assert not [str(path.relative_to(ROOT)) for path, text in texts.items() if former in text]
    assert any(SETTLED[former] in text for text in texts.values())


def test_no_line_of_a_plan_is_counted_with_another_word_than_the_workbook_uses() -> None:
    stray = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in SAID_IN
        for line in path.read_text(encoding="utf-8").splitlines()
        if "} 条规则（" in line or "第 {0} 条" in line or "第 {number} 条" in line
    ]
    assert not stray
