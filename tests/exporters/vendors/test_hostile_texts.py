"""Nothing that a person typed leaves the comment or the quotes it stands in."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.domain.omission import Omission
from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.checkpoint import CheckpointTarget, indexed, single_quoted
from planner.exporters.fortios import FortiosTarget, quoted
from planner.exporters.network_policy import NetworkPolicyTarget
from planner.exporters.options import TargetOptions
from planner.exporters.panos import PanosTarget, word
from planner.exporters.safe_text import one_line
from planner.exporters.squid import SquidTarget
from planner.exporters.vendor_bundles import PREFIX_LIMIT, cluster_prefix, object_names
from tests.exporters import builders as b
from tests.exporters.vendors import panos_reader
from tests.plans import unanswered

pytestmark = pytest.mark.long

BAD = ["'", '"', "`", "$(id)", "${x}", "%{x}", "[", "\n", "\r\n", "\\", "\u2018", "\u2019", "\u201b", "\u2028",
       "@/etc/passwd", "-x", "#", "\nend\n", "'; reboot; '", "😀", "\x00", "\ud800", "{{ 1 }}", "{% raw %}",
       "\u202e"]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from([*BAD, "a", " "]), max_size=8).map("".join),
    st.text(st.characters(exclude_categories=[]), max_size=40),
)


def hostile(text: str) -> ExportContext:
    """Return a context in which every text that a person types is ``text``."""
    asked = unanswered(
        name=text,
        region=text,
        edition=b.EDITION,
        node_subnets=(b.SUBNET,),
        request=ChangeRequest(*[text] * 11),
    )
    why = replace(b.reason(), purpose=Text(text, text), if_refused=Text(text, text))
    rules = (b.rule("mcr", reasons=(why,)), b.rule("left", b.fqdn("left.test")), b.nat())
    plan = b.plan(*rules, request=asked, omissions=(Omission("left", text),))
    made = b.context(plan, request=asked)
    return replace(made, options=TargetOptions(inside=text, outside=text), region_label=Text(text, text))


def code(content: bytes) -> list[str]:
    return [line for line in content.decode().split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize("target", [PanosTarget(), FortiosTarget(), CheckpointTarget(), SquidTarget()])
@given(TEXTS)
@example("\n".join(BAD))
@example("x" * 10_000)
@example("\\")
@settings(max_examples=60)
def test_typed_texts_add_no_line_of_code(target: object, text: str) -> None:
    harmless = target.export(hostile("shop")).files  # type: ignore[attr-defined]
    files = target.export(hostile(text)).files  # type: ignore[attr-defined]
    assert [len(code(file.content)) for file in files] == [len(code(file.content)) for file in harmless]
    for file in files:
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]", file.content.decode())


@given(TEXTS)
@example("\n".join(BAD))
def test_yaml_reads_back_the_same_policy_whatever_was_typed(text: str) -> None:
    def read(typed: str) -> object:
        (file,) = NetworkPolicyTarget().export(hostile(typed)).files
        (document,) = yaml.load_all(file.content, Loader=yaml.CSafeLoader)  # noqa: TID251 - another's reader
        return document["spec"]

    assert read(text) == read("shop")


@given(TEXTS)
@example("a\\")
@example('"')
def test_panos_word_reads_back_as_one_word(text: str) -> None:
    line = one_line(text) or "x"
    ((_, *words),) = panos_reader.commands(f"set {word(line)}")
    assert words == [line]


@given(TEXTS)
@example("a\\")
@example('"')
def test_fortios_text_reads_back_from_its_quotes(text: str) -> None:
    found = quoted(text)
    inner = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', found)
    assert inner is not None
    assert re.sub(r"\\(.)", r"\1", inner[1]) == one_line(text)


@given(st.lists(TEXTS, max_size=4))
def test_bash_words_read_back_as_they_were(texts: list[str]) -> None:
    assert shlex.split(" ".join(single_quoted(text) for text in texts)) == texts
    assert shlex.split(indexed("members", texts))[1::2] == texts


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this computer")
def test_bash_itself_hands_over_what_was_quoted() -> None:
    texts = [text for text in BAD if text not in ("\x00", "\ud800")]
    script = "printf '%s\\0' " + " ".join(single_quoted(text) for text in texts)
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == texts


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this computer")
@pytest.mark.parametrize("text", [*BAD, "".join(BAD), "'" * 10_000])
def test_bash_can_read_the_script_whatever_was_typed(text: str) -> None:
    for file in CheckpointTarget().export(hostile(text)).files:
        done = subprocess.run(["bash", "-n"], input=file.content, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


@given(TEXTS)
def test_cluster_prefix_is_short_and_plain(text: str) -> None:
    assert re.fullmatch(rf"aks-[A-Za-z0-9_-]{{1,{PREFIX_LIMIT - 4}}}", cluster_prefix(text))


@given(st.sets(TEXTS, min_size=2, max_size=4))
def test_clusters_of_different_names_have_different_prefixes(names: set[str]) -> None:
    assert len({cluster_prefix(name) for name in names}) == len(names)


@given(st.sets(st.text("aB-.", min_size=1, max_size=12), max_size=8))
def test_object_names_are_short_and_differ_whatever_their_case(texts: set[str]) -> None:
    names = object_names(texts, lambda text: text.replace(".", "-"), 10)
    assert len({name.lower() for name in names.values()}) == len(texts)
    assert all(len(name) <= 10 for name in names.values())
