"""Letters for labels that come from the catalog."""

from __future__ import annotations

from planner.domain.text import Text
from planner.gui.mnemonics import TAKEN, mnemonic_keys, with_mnemonic

LABELS = (
    Text("API server IP", "API 服务器 IP"),
    Text("Custom DNS servers", "自定义 DNS 服务器"),
    Text("Node subnets", "节点子网"),
    Text("Fee & fare", "费用"),
)


def test_each_label_gets_a_letter_of_its_own_that_no_menu_has() -> None:
    keys = mnemonic_keys(LABELS)
    assert keys == ("A", "C", "N", "R")
    assert not set(keys) & set(TAKEN)


def test_initials_are_taken_before_other_letters() -> None:
    assert mnemonic_keys((Text("Node", ""), Text("Node subnets", ""), Text("Node", ""))) == ("N", "S", "O")


def test_a_label_without_a_letter_left_goes_without() -> None:
    assert mnemonic_keys((Text("beef", ""),)) == ("",)
    assert with_mnemonic(Text("beef & ham", ""), "", "en") == "beef && ham"


def test_the_letter_is_marked_in_the_word_and_follows_in_brackets_in_chinese() -> None:
    assert with_mnemonic(LABELS[2], "S", "en") == "Node &subnets"
    assert with_mnemonic(LABELS[2], "S", "zh") == "节点子网(&S)"
    assert with_mnemonic(LABELS[3], "R", "en") == "Fee && fa&re"
