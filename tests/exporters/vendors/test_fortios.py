"""The FortiOS script, read by anyconfig's FortiOS backend."""

from __future__ import annotations

import ipaddress
import re
import warnings
from pathlib import Path
from typing import Any

import anyconfig
import pytest

from planner.exporters.fortios import FIRST_ID, LAST_ID, FortiosTarget
from tests.exporters.vendors.everything import CASES, Opening, context_of, every_plan, openings, written

SECTIONS = ["firewall address", "firewall addrgrp", "firewall service custom", "firewall policy"]


def exported(context: object) -> tuple[str, str]:
    script, rollback = FortiosTarget().export(context).files  # type: ignore[arg-type]
    return script.content.decode(), rollback.content.decode()


def read(text: str, folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return each section's edits by name; a lost *end* gives fewer, which the counts below notice."""
    path = folder / "script.conf"
    path.write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = anyconfig.load(str(path), ac_parser="fortios")
    sections = {entry["config"]: entry.get("edits", []) for entry in found["configs"] if "config" in entry}
    assert list(sections) == SECTIONS
    for name, edits in sections.items():
        block = text.partition(f"config {name}\n")[2].partition("\nend")[0]
        assert len(edits) == block.count("    edit "), name
    return {name: {edit["edit"]: edit for edit in edits} for name, edits in sections.items()}


def _list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def openings_of(sections: dict[str, dict[str, dict[str, Any]]]) -> set[Opening]:
    """Return what the policies let through; a name that nothing defines is an error."""
    addresses, groups, services, policies = (sections[name] for name in SECTIONS)
    values = {
        name: edit["fqdn"] if edit["type"] == "fqdn" else str(ipaddress.ip_network("/".join(edit["subnet"])))
        for name, edit in addresses.items()
    }
    found = set()
    for policy in policies.values():
        assert (policy["action"], policy["schedule"]) == ("accept", "always")
        for source in _list(policy["srcaddr"]):
            for group in _list(policy["dstaddr"]):
                for member in _list(groups[group]["member"]):
                    for service in _list(policy["service"]):
                        (key,) = (key for key in services[service] if key.endswith("-portrange"))
                        port = int(services[service][key])
                        found.add((values[source], values[member], key.removesuffix("-portrange"), port))
    return found


@pytest.mark.parametrize(("cloud", "edition"), CASES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_policies_open_exactly_the_plan_less_the_notices(
    cloud: str, edition: str, language: str, tmp_path: Path
) -> None:
    context = context_of(every_plan(cloud, edition), language)
    asked = written(context, FortiosTarget().notices(context))
    assert openings_of(read(exported(context)[0], tmp_path)) == openings(context, asked)


def test_asterisks_are_addresses_of_type_fqdn_and_never_wildcard_fqdn(tmp_path: Path) -> None:
    text = exported(context_of(every_plan("AzureCloud", "2026-07-02")))[0]
    assert "set type wildcard-fqdn" not in text
    wild = [
        e for e in read(text, tmp_path)["firewall address"].values() if e.get("fqdn", "").startswith("*.")
    ]
    assert {edit["type"] for edit in wild} == {"fqdn"}
    assert len(wild) > 5


def test_names_stay_within_their_limits_for_a_long_cluster_name(tmp_path: Path) -> None:
    context = context_of(every_plan("AzureCloud", "2020-03-10", name="群" * 4000 + "x" * 4000))
    sections = read(exported(context)[0], tmp_path)
    assert max(len(name) for section in SECTIONS[:3] for name in sections[section]) <= 79
    assert max(len(policy["name"]) for policy in sections["firewall policy"].values()) <= 35


def test_policy_ids_are_the_same_at_every_export_and_differ_between_clusters(tmp_path: Path) -> None:
    def ids(name: str) -> set[int]:
        context = context_of(every_plan("AzureCloud", "2026-07-02", name=name))
        return {int(number) for number in read(exported(context)[0], tmp_path)["firewall policy"]}

    shop, other = ids("shop-prod"), ids("shop-test")
    assert shop == ids("shop-prod")
    assert not shop & other
    assert all(FIRST_ID <= number <= LAST_ID for number in shop | other)


def test_rollback_deletes_every_object_that_the_script_makes_users_first(tmp_path: Path) -> None:
    script, rollback = exported(context_of(every_plan("AzureCloud", "2026-07-02")))
    sections = read(script, tmp_path)
    order = ["firewall policy", "firewall addrgrp", "firewall address", "firewall service custom"]
    assert re.findall(r"^config (.+)$", rollback, re.M) == order
    gone = re.findall(r'^    delete "?([^"\n]+)"?$', rollback, re.M)
    assert gone == [name for section in order for name in sections[section]]
