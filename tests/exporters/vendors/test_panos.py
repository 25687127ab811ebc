"""PAN-OS set commands: read back, and held against the XML that Palo Alto's own library builds."""

from __future__ import annotations

import warnings
import xml.etree.ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring

from planner.exporters.options import TargetOptions
from planner.exporters.panos import PanosTarget
from tests.exporters import builders as b
from tests.exporters.vendors import panos_reader as reader
from tests.exporters.vendors.everything import CASES, context_of, every_plan, openings, written

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from panos import objects, policies


def exported(context: object) -> tuple[str, str]:
    script, rollback = PanosTarget().export(context).files  # type: ignore[arg-type]
    return script.content.decode(), rollback.content.decode()


@pytest.mark.parametrize(("cloud", "edition"), CASES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_set_lines_open_exactly_the_plan_less_the_notices(cloud: str, edition: str, language: str) -> None:
    context = context_of(every_plan(cloud, edition), language)
    asked = written(context, PanosTarget().notices(context))
    assert reader.openings_of(exported(context)[0]) == openings(context, asked)


def _plain(element: ET.Element) -> object:
    """Return an element as nested tuples, without what the library adds of its own accord."""
    own = {"source-user", "source-hip", "destination-hip", "rule-type", "override"}
    children = sorted((_plain(child) for child in element if child.tag not in own), key=repr)
    return element.tag, element.get("name", ""), (element.text or "").strip(), children


def _built(thing: object) -> object:
    text = thing.element_str().decode()  # type: ignore[attr-defined]
    return _plain(fromstring(text))


def _library_object(kind: str, name: str, entry: ET.Element) -> object:
    if kind == "address":
        value = entry.findtext("fqdn") or entry.findtext("ip-netmask")
        return objects.AddressObject(
            name,
            value,
            type="fqdn" if entry.find("fqdn") is not None else "ip-netmask",
            description=entry.findtext("description"),
        )
    if kind == "address-group":
        return objects.AddressGroup(name, static_value=reader.members(entry, "static"))
    if kind == "service":
        (protocol,) = entry.findall("protocol/*")
        return objects.ServiceObject(name, protocol=protocol.tag, destination_port=protocol.findtext("port"))
    if kind == "custom-url-category":
        return objects.CustomUrlCategory(
            name,
            url_value=reader.members(entry, "list"),
            type="URL List",
            description=entry.findtext("description"),
        )
    web = {"category": reader.members(entry, "category")} if entry.find("category") is not None else {}
    return policies.SecurityRule(
        name, fromzone=reader.members(entry, "from"), tozone=reader.members(entry, "to"),
        source=reader.members(entry, "source"), destination=reader.members(entry, "destination"),
        application=["any"], service=reader.members(entry, "service"), action="allow", log_end=True,
        description=entry.findtext("description"), **web,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["address", "address-group", "service", "custom-url-category", "rules"])
def test_lines_come_to_the_xml_that_pan_os_python_builds(kind: str) -> None:
    found = reader.named(reader.tree(exported(context_of(every_plan("AzureCloud", "2026-07-02")))[0]), kind)
    assert found
    for name, entry in found.items():
        built = _built(_library_object(kind, name, entry))
        if kind == "rules" and entry.find("category") is None:
            built = _without_category(built)
        assert _plain(entry) == built


def _without_category(built: object) -> object:
    tag, name, text, children = built  # type: ignore[misc]
    return tag, name, text, [child for child in children if child[0] != "category"]


def test_names_stay_within_their_limits_for_a_long_cluster_name() -> None:
    context = context_of(every_plan("AzureCloud", "2020-03-10", name="群" * 4000 + "x" * 4000))
    root = reader.tree(exported(context)[0])
    assert max(map(len, reader.named(root, "custom-url-category"))) <= 31
    for kind in ("address", "address-group", "service", "rules"):
        assert max(map(len, reader.named(root, kind))) <= 63


def test_rollback_deletes_every_object_that_the_script_sets_users_first() -> None:
    script, rollback = exported(context_of(every_plan("AzureCloud", "2026-07-02")))
    made = [(kind, name) for kind in ("rules", "custom-url-category", "address-group", "address", "service")
            for name in reader.named(reader.tree(script), kind)]  # fmt: skip
    gone = [(words[-2], words[-1]) for words in reader.commands(rollback)]
    assert gone == made
    assert {words[0] for words in reader.commands(rollback)} == {"delete"}


def test_a_wildcard_by_udp_is_noticed_and_not_written() -> None:
    rule = b.network("odd", b.fqdn("*.ntp.test"), "UDP:123")
    context = b.context(b.plan(rule))
    (notice,) = PanosTarget().notices(context)
    assert notice.rule_id == "odd"
    assert "PAN-OS takes a host name with an asterisk for HTTP and HTTPS alone" in notice.text.en
    assert reader.openings_of(exported(context)[0]) == set()


def test_zones_are_those_that_were_asked() -> None:
    context = b.context(b.plan())
    object.__setattr__(
        context, "options", TargetOptions(inside="aks zone", outside='wan "x"\nset deviceconfig')
    )
    script = exported(context)[0]
    (rule,) = reader.named(reader.tree(script), "rules").values()
    assert reader.members(rule, "from") == ["aks zone"]
    assert reader.members(rule, "to") == ['wan "x" set deviceconfig']
