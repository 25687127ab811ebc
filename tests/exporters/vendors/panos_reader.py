"""PAN-OS set lines read into the XML that they come to, as the device's own configuration mode does."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from tests.exporters.vendors.everything import Opening

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_LISTS = {"from", "to", "source", "destination", "application", "service", "category", "static", "list"}


def commands(text: str) -> Iterator[list[str]]:
    """Return each command as words, quotes taken off; anything but a set line or a comment is refused."""
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        words = [
            re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2]
            for match in _WORD.finditer(line)
        ]
        assert words[0] in {"set", "delete"}, line
        yield words


def tree(text: str) -> ET.Element:
    """Return the configuration: words are elements, ``[ ]`` and repeated lists are members."""
    root = ET.Element("config")
    for verb, *words in commands(text):
        assert verb == "set"
        if words[:3] == ["rulebase", "security", "rules"]:
            _pairs(_entry(_below(root, "rules"), words[3]), words[4:])
        elif words[:2] == ["profiles", "custom-url-category"]:
            _pairs(_entry(_below(root, "custom-url-category"), words[2]), words[3:])
        elif words[0] == "service":
            _, name, protocol, kind, port, number = words
            assert (protocol, port) == ("protocol", "port")
            at = _below(_below(_entry(_below(root, "service"), name), "protocol"), kind)
            _below(at, "port").text = number
        else:
            _pairs(_entry(_below(root, words[0]), words[1]), words[2:])
    return root


def _below(parent: ET.Element, tag: str) -> ET.Element:
    found = parent.find(tag)
    return ET.SubElement(parent, tag) if found is None else found


def _entry(parent: ET.Element, name: str) -> ET.Element:
    found = next((entry for entry in parent if entry.get("name") == name), None)
    return ET.SubElement(parent, "entry", name=name) if found is None else found


def _pairs(at: ET.Element, words: list[str]) -> None:
    position = 0
    while position < len(words):
        key, position = words[position], position + 1
        if words[position] == "[":
            end = words.index("]", position)
            values, position = words[position + 1 : end], end + 1
        else:
            values, position = [words[position]], position + 1
        element = _below(at, key)
        if key in _LISTS:
            for value in values:
                ET.SubElement(element, "member").text = value
        else:
            (element.text,) = values


def members(entry: ET.Element, path: str) -> list[str]:
    return [member.text or "" for member in entry.findall(f"{path}/member")]


def named(root: ET.Element, kind: str) -> dict[str, ET.Element]:
    found = root.find(kind)
    return {entry.get("name", ""): entry for entry in (found if found is not None else ())}


def openings_of(text: str) -> set[Opening]:
    """Return what the security rules let through; a name that no line defines is an error."""
    root = tree(text)
    addresses = {
        name: entry.findtext("fqdn") or entry.findtext("ip-netmask") or ""
        for name, entry in named(root, "address").items()
    }
    groups = {name: members(entry, "static") for name, entry in named(root, "address-group").items()}
    services = {
        name: (protocol.tag, int(protocol.findtext("port") or 0))
        for name, entry in named(root, "service").items()
        for protocol in entry.findall("protocol/*")
    }
    categories = {name: members(entry, "list") for name, entry in named(root, "custom-url-category").items()}
    found = set()
    for rule in named(root, "rules").values():
        assert rule.findtext("action") == "allow"
        destinations = members(rule, "destination")
        if destinations == ["any"]:
            entries = [entry for name in members(rule, "category") for entry in categories[name]]
            assert entries
            assert all(entry.endswith("/") for entry in entries)
            hosts = [entry.removesuffix("/") for entry in entries]
        else:
            assert rule.find("category") is None
            hosts = [addresses[name] for group in destinations for name in groups[group]]
        for source in members(rule, "source"):
            for host in hosts:
                found |= {(addresses[source], host, *services[name]) for name in members(rule, "service")}
    return found
