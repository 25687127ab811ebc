"""Every bash script that leaves the planner is one to a parser of bash that runs nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import tree_sitter
import tree_sitter_bash

from planner.domain.request import ChangeRequest, Request
from planner.exporters.azure.azure_cli import AzureCliTarget
from planner.exporters.base import ExportContext, Target
from planner.exporters.checkpoint import CheckpointTarget
from tests.exporters.azure.cases import CLOUDS_AND_EDITIONS, context, full_plan

NAMES = ("shop-prod", 'it\'s; $(rm -rf /) `x` "y" \n@file -x ${z} %{a} [b] \u2019 \U0001f600')


def _nodes(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _commands(root: tree_sitter.Node) -> set[str]:
    """Return the words that stand where a command stands."""
    found = (node.text or b"" for node in _nodes(root) if node.type == "command_name")
    return {word.decode() for word in found}


def _scripts(target: Target, context: ExportContext) -> list[bytes]:
    return [file.content for file in target.export(context).files if file.name.endswith(".sh")]


@pytest.mark.parametrize("name", NAMES, ids=["plain", "hostile"])
@pytest.mark.parametrize(("cloud", "edition"), CLOUDS_AND_EDITIONS)
@pytest.mark.parametrize(("target", "tool"), [(AzureCliTarget(), "az"), (CheckpointTarget(), "mgmt_cli")])
def test_script_has_no_error_and_calls_its_tool(
    target: Target, tool: str, cloud: str, edition: str, name: str
) -> None:
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))
    plan = full_plan(cloud, edition, name=name)
    request = Request(plan.cluster, plan.firewall, change_request=ChangeRequest(ticket=name, title=name))
    scripts = _scripts(target, context(plan, request=request))
    assert len(scripts) == 2
    for script in scripts:
        root = parser.parse(script).root_node
        assert not root.has_error
        assert {tool, "exec"} & _commands(root)  # a rollback may hand over to the script beside it
        assert "x" not in _commands(root)  # what the hostile name would run in backticks
