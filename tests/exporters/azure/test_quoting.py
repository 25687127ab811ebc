"""Hostile texts in every place that a person types: each file is read back by its language's parser."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planner.domain.omission import Omission
from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.azure import quoting
from planner.exporters.azure.arm import ArmTarget, literal
from planner.exporters.azure.azure_cli import AzureCliTarget, azure_cli_change
from planner.exporters.azure.bicep import BicepTarget
from planner.exporters.azure.collections import azure_change
from planner.exporters.azure.powershell import PowerShellTarget
from planner.exporters.azure.prepared import given_names
from planner.exporters.azure.terraform import TerraformTarget
from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from planner.exporters.safe_text import one_line
from tests.exporters import builders as b
from tests.exporters.azure.fake_az import Desk
from tests.exporters.azure.read_arm import read_arm, template, unescaped
from tests.exporters.azure.read_bicep import parameters, read_bicep, string_of
from tests.exporters.azure.read_bicep import parse as parse_bicep
from tests.exporters.azure.read_powershell import commands, find, read_powershell, script, text_of
from tests.exporters.azure.read_powershell import literal as powershell_literal
from tests.exporters.azure.read_terraform import defaults, parse, read_terraform, text
from tests.exporters.azure.readback import expected
from tests.plans import changed

pytestmark = pytest.mark.long

HOSTILE = [
    "'", '"', "`", "$(touch pwned)", "`touch pwned`", "@file", "-rf", "${", "%{", "$${x}", "%%{", "$$$${", "[x]", "[",
    "\n", "\r\n", "\u2028", "\u2018", "\u2019", "\u201a", "\u201b", "''", "\\", "\\'", "🚀", "群集", "\u202e",
    "END_OF_GROUP",
    "*/", "#", "//", "\x00", "\x1b[31m", "';exit;'", "{{ 7*7 }}", "{% x %}", "]", "\t",
    "#requires -Version 99", "}", "<#", "#>",
]  # fmt: skip
HARD = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=6).map("".join)
LONG = "x'\"`$(y)${z}%{w}[\n\u2019" * 800
ANY_CHARACTER = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), HARD)


def hostile(value: str) -> ExportContext:
    """A plan in which a person typed ``value`` wherever a person can type."""
    why = b.reason("core", purpose=Text(value, value))
    rules = (
        b.rule("kept", b.fqdn("a.contoso.com"), reasons=(why,)),
        replace(b.nat(), reasons=(why,)),
        b.rule("gone", b.fqdn("b.contoso.com"), reasons=(why,)),
        b.network(value or "odd", b.placeholder(value or "x"), "TCP:443", reasons=(why,)),
    )
    change = ChangeRequest(ticket=value, title=value, reason=value)
    asked = changed(b.ASKED, name=value, region=value, request=change)
    made = b.plan(
        *rules,
        request=asked,
        omissions=(Omission("gone", value),),
        catalog_digest="7f3a91c2d5e6f708",
    )
    names = TargetOptions(resource_group=value, firewall_policy=value, route_table=value)
    context = b.context(made, request=asked)
    return replace(context, options=names)


# tree-sitter-bicep takes // and /* at the start of a string for a comment; Bicep itself does not.
NO_COMMENT = HARD.filter(lambda value: "//" not in value and "/*" not in value)


@settings(max_examples=60)
@given(HARD)
@example(LONG)
@example("[x]")
def test_arm_template_holds_hostile_texts_as_literals(value: str) -> None:
    made = hostile(value)
    content = ArmTarget().export(made).files[0].content
    assert read_arm(content) == expected(azure_change(made, "arm"))
    given_name = template(content)["parameters"]["firewallPolicyName"].get("defaultValue", "")
    assert unescaped(given_name) == one_line(value)


@settings(max_examples=60)
@given(NO_COMMENT)
@example(LONG)
@example("${x}")
def test_bicep_file_holds_hostile_texts_as_literals(value: str) -> None:
    made = hostile(value)
    content = BicepTarget().export(made).files[0].content
    assert read_bicep(content) == expected(azure_change(made, "bicep"))
    assert parameters(content) == {"firewallPolicyName": one_line(value)}


@settings(max_examples=60)
@given(HARD)
@example(LONG)
@example("$${x}")
@example("%%{if")
def test_terraform_configuration_holds_hostile_texts_as_literals(value: str) -> None:
    made = hostile(value)
    content = TerraformTarget().export(made).files[0].content
    assert read_terraform(content) == expected(azure_change(made, "terraform"), described=False)
    assert defaults(content)["firewall_policy_name"] == one_line(value)
    assert set(parse(content)) - {"__comments__"} == {"terraform", "provider", "variable", "data", "resource"}


@settings(max_examples=60)
@given(HARD)
@example(LONG)
@example("\u2019")
@example("#requires -Version 99")
def test_powershell_script_holds_hostile_texts_as_literals(value: str) -> None:
    made = hostile(value)
    for file in PowerShellTarget().export(made).files:
        for node in find(script(file.content), "string_literal"):
            powershell_literal(text_of(node))
        assert {name for name, _ in commands(file.content)} <= CMDLETS
        lines = file.content.decode("utf-8-sig").split("\r\n")
        assert [line for line in lines if line.lower().startswith("#requires")] == [
            "#requires -Modules Az.Network"
        ]
    first = PowerShellTarget().export(made).files[0]
    assert read_powershell(first.content) == expected(azure_change(made, "powershell"))


CMDLETS = {
    "Get-AzContext", "Get-AzFirewallPolicy", "Get-AzFirewallPolicyRuleCollectionGroup", "Out-Null",
    "New-AzFirewallPolicyApplicationRule", "New-AzFirewallPolicyNetworkRule", "New-AzFirewallPolicyNatRule",
    "New-AzFirewallPolicyFilterRuleCollection", "New-AzFirewallPolicyNatRuleCollection",
    "Set-AzFirewallPolicyRuleCollectionGroup", "New-AzFirewallPolicyRuleCollectionGroup",
    "Remove-AzFirewallPolicyRuleCollectionGroup",
}  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=HARD)
@example(value=LONG)
@example(value="END_OF_GROUP")
@example(value="$(touch pwned)")
def test_bash_script_run_with_hostile_texts_does_what_the_plan_says_alone(value: str, tmp_path: Path) -> None:
    made = hostile(value)
    desk = Desk(Path(tempfile.mkdtemp(dir=tmp_path)))
    file = AzureCliTarget().export(made).files[0]
    (desk.folder / file.name).write_bytes(file.content)
    if given_names(made).resource_group:
        # The names that were approved are no names of these things, and no variable goes before them.
        assert desk.run(file.name, "apply").returncode == 2
        assert desk.azure.writes == []
    made = replace(made, options=TargetOptions())
    (desk.folder / file.name).write_bytes(AzureCliTarget().export(made).files[0].content)
    done = desk.run(file.name, "apply")
    assert (done.returncode, done.stderr) == (0, "")
    assert desk.azure.read() == expected(azure_cli_change(made))
    (saved,) = desk.saved()
    assert {path.name for path in desk.folder.iterdir()} == {"programs", file.name, saved.name}
    json.loads(saved.read_text(encoding="ascii"))
    assert desk.run(file.name, "check", "--json").returncode == 0


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("value", ["'", "$(touch pwned)", "a\nb", LONG])
def test_shellcheck_finds_nothing_in_a_script_with_hostile_texts(value: str, tmp_path: Path) -> None:
    for file in AzureCliTarget().export(hostile(value)).files:
        (tmp_path / "script.sh").write_bytes(file.content)
        done = subprocess.run(
            [
                "shellcheck",
                "--exclude",
                "SC2016,SC1112",
                str(tmp_path / "script.sh"),
            ],  # a literal $() or U+2019 is what we want
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, "")


# --- the quoting functions alone ---


@given(ANY_CHARACTER)
@example("\u2018\u2019'\u201a\u201b")
def test_powershell_string_comes_back_as_it_was(value: str) -> None:
    assert powershell_literal(quoting.powershell(value)) == value


@given(ANY_CHARACTER.filter(lambda value: "//" not in value and "/*" not in value))
@example("\\${x}")
def test_bicep_string_comes_back_as_it_was(value: str) -> None:
    tree = parse_bicep(f"param x string = {quoting.bicep(value)}\n".encode())
    (declaration,) = tree.named_children
    (node,) = [child for child in declaration.named_children if child.type == "string"]
    assert string_of(node) == value


@given(ANY_CHARACTER)
@example("$${x}%%{y}")
def test_terraform_string_comes_back_as_it_was(value: str) -> None:
    assert text(quoting.hcl(value)) == value


@given(st.recursive(ANY_CHARACTER, lambda inner: st.lists(inner, max_size=3), max_leaves=5))
@example("[x]")
@example("[[x]")
@example("[]")
def test_template_language_reads_no_expression_in_a_literal(value: object) -> None:
    assert unescaped(literal(value)) == value  # type: ignore[arg-type]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_hands_every_hostile_word_over_as_it_was() -> None:
    words = [value.replace("\x00", "") for value in [*HOSTILE, LONG]]
    code = "printf '%s\\0' " + " ".join(quoting.sh(word) for word in words)
    done = subprocess.run(["bash", "-c", code], capture_output=True, check=True)
    assert done.stdout.decode("utf-8").split("\0")[:-1] == words


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
def test_terraform_itself_reads_every_hostile_string_as_it_was(tmp_path: Path) -> None:
    values = [
        re.sub("[\x00-\x08\x0e-\x1f]", "", value)
        for value in [*HOSTILE, *map("".join, itertools.pairwise(HOSTILE))]
    ]
    listed = ",\n".join(quoting.hcl(value) for value in values)
    (tmp_path / "main.tf").write_text(f"locals {{\n values = [\n{listed}\n]\n}}\n", encoding="utf-8")
    done = subprocess.run(
        ["terraform", "console"], input="jsonencode(local.values)\n", cwd=tmp_path, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert json.loads(json.loads(done.stdout)) == values
