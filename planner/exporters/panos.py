"""The target ``panos``: set commands for PAN-OS (Palo Alto Networks).

Hosts of HTTP and HTTPS lines go into custom URL categories, where an asterisk stands for one or more
labels; each entry ends in ``/``, without which ``*.contoso.com`` would match ``www.contoso.com.evil.example``.
All else is matched by address: FQDN objects and prefixes. A list takes one member a line, since ``set``
adds; a rule is one line, since half a rule (*allow* without its category) would open more than the plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.export import ExportResult, Notice
from planner.domain.text import Text
from planner.exporters import vendor_words as words
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import comments
from planner.exporters.templates import Filter, render
from planner.exporters.vendor_bundles import Bundle, bundles, chunks, cluster_prefix, object_names
from planner.exporters.vendor_comments import bundle_comment, entry_remarks, object_comments
from planner.exporters.vendor_files import Script, chosen, head, rollback_head, text_file
from planner.exporters.vendor_lines import ANY_SOURCE, Abilities, Judged, Permit, Port, judged

NAME_LIMIT, CATEGORY_LIMIT = 63, 31
RULE_LIMIT = NAME_LIMIT - len("-dst-999")
"""A rule's name begins the names of its address groups."""
GROUP_SIZE = 500
"""Members of one address group; the smaller models take some 500."""

LABEL = Text("Palo Alto PAN-OS", "Palo Alto PAN-OS")
SUMMARY = Text("set commands, with a rollback", "set 命令，附回退命令")
_PRODUCT = Text("PAN-OS", "PAN-OS")
_SCRIPT = Script(
    what=Text("PAN-OS set commands", "PAN-OS set 命令"),
    media_type="text/plain; charset=utf-8",
    run=(
        Text(
            "Enter configuration mode (configure), paste the lines that do not start with #, "
            "look at the result, then commit.",
            "进入配置模式 (configure)，粘贴不以 # 开头的行，检查结果后执行 commit。",
        ),
        Text(
            "New rules stand at the end of the rulebase. Move them before a rule that denies the same traffic: "
            "move rulebase security rules NAME before OTHER.",
            "新规则位于规则库末尾。请将其移到拒绝相同流量的规则之前："
            "move rulebase security rules NAME before OTHER。",
        ),
        Text(
            "Nodes and firewall have to ask the same DNS servers, or FQDN objects hold other addresses. "
            "Source NAT is not part of this file. HTTPS and HTTP are written as TCP with the URL category; "
            "the application stays any, because PAN-OS gives many Microsoft hosts names of their own.",
            "节点和防火墙必须使用相同的 DNS 服务器，否则 FQDN 对象包含的地址不同。"
            "此文件不包含源 NAT。HTTPS 和 HTTP 写成 TCP 加 URL 类别；应用程序保留 any，"
            "因为 PAN-OS 为许多 Microsoft 主机使用单独的应用程序名称。",
        ),
    ),
    rollback_run=(
        Text(
            "Enter configuration mode (configure), paste the lines that do not start with #, then commit.",
            "进入配置模式 (configure)，粘贴不以 # 开头的行，然后执行 commit。",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A security rule with names of objects alone; empty ``category`` or ``destinations`` mean any."""

    name: str
    sources: Sequence[str]
    destinations: Sequence[str]
    services: Sequence[str]
    category: str
    description: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a URL category, and comments on it: an entry has no description of its own."""

    url: str
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Config:
    """Everything that the script makes, by the names it makes them under.

    ``descriptions`` say for an address or a category which lines of the plan it stands for.
    """

    fqdns: Mapping[str, str]
    networks: Mapping[str, str]
    ports: Mapping[str, Port]
    groups: Mapping[str, Sequence[str]]
    categories: Mapping[str, Sequence[_Entry]]
    rules: Sequence[_Rule]
    descriptions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PanosTarget:
    """Set commands for PAN-OS, and delete commands that take the same objects away."""

    id: str = "panos"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.OTHER
    suffix: str = "panos.txt"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what PAN-OS cannot say, by line, then routes and open decisions."""
        return judged(context, _abilities(self.id)).notices

    def export(self, context: ExportContext) -> ExportResult:
        """Return the set commands and their rollback."""
        judgement = judged(context, _abilities(self.id))
        config = _config(context, judgement)
        name, rollback = context.file_name(self.suffix), context.file_name("panos.rollback.txt")
        zones = {
            "inside": chosen(context.options.inside, "inside"),
            "outside": chosen(context.options.outside, "outside"),
        }
        script = render(
            "panos/set.j2",
            _FILTERS,
            head=head(context, _SCRIPT, judgement, rollback),
            config=config,
            **zones,
        )
        undo = render(
            "panos/delete.j2",
            _FILTERS,
            head=rollback_head(context, _SCRIPT, name),
            config=config,
        )
        files = (text_file(name, script, _SCRIPT.media_type), text_file(rollback, undo, _SCRIPT.media_type))
        return ExportResult(files, judgement.notices)


def word(text: str) -> str:
    r"""Return ``text`` as one word of a set command: in quotes unless it is plain, ``\`` and ``"`` escaped."""
    if re.fullmatch(r"[A-Za-z0-9*][A-Za-z0-9_.*/:-]*", text, re.ASCII):
        return text
    return told(text)


def told(text: str) -> str:
    """Return a description as one word of a set command, always in quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def words_of(texts: Sequence[str]) -> str:
    """Return one word as it is, several in the brackets of a list."""
    return word(texts[0]) if len(texts) == 1 else "[ " + " ".join(word(text) for text in texts) + " ]"


def _remark(text: str) -> str:
    return comments([text])


_FILTERS: Mapping[str, Filter] = {
    "word": word,
    "words": words_of,
    "comment": str,
    "remark": _remark,
    "told": told,
}


def _abilities(target: str) -> Abilities:
    return Abilities(target, _PRODUCT, refuse=_refuse)


def _refuse(permit: Permit) -> words.Refusal | None:
    return words.WILDCARD_BY_ADDRESS if permit.wildcard and not permit.web else None


def _config(context: ExportContext, judgement: Judged) -> _Config:
    prefix = cluster_prefix(context.plan.cluster.name)
    made = bundles(judgement.permits, web_apart=True)
    fqdns = _names(prefix, "fqdn", [host for bundle in made if not bundle.web for host in bundle.hosts])
    networks = _names(
        prefix, "net", [text for bundle in made for text in (*bundle.sources, *bundle.prefixes)]
    )
    networks.pop(ANY_SOURCE, None)
    categories = object_names(
        (bundle.slug for bundle in made if bundle.web), lambda slug: f"{prefix}-{slug}", CATEGORY_LIMIT
    )
    names = object_names((bundle.slug for bundle in made), lambda slug: f"{prefix}-{slug}", RULE_LIMIT)
    groups: dict[str, Sequence[str]] = {}
    rules = []
    for bundle in made:
        own = {} if bundle.web else _groups(names[bundle.slug], _members(bundle, fqdns, networks))
        groups |= own
        rules.append(
            _Rule(
                name=names[bundle.slug],
                sources=[networks.get(source, "any") for source in bundle.sources],
                destinations=list(own) or ["any"],
                services=[_service(prefix, port) for port in bundle.ports],
                category=categories.get(bundle.slug, ""),
                description=bundle_comment(context, bundle),
            )
        )
    ports = {_service(prefix, port): port for bundle in made for port in bundle.ports}
    remarks = entry_remarks(context, [permit for bundle in made if bundle.web for permit in bundle.permits])
    entries = {
        categories[b.slug]: [_Entry(f"{host}/", remarks.get(host, ())) for host in b.hosts]
        for b in made
        if b.web
    }
    said = object_comments(context, judgement.permits)
    described = {name: said[text] for text, name in (*fqdns.items(), *networks.items())}
    described |= {categories[b.slug]: bundle_comment(context, b) for b in made if b.web}
    return _Config(_by_name(fqdns), _by_name(networks), ports, groups, entries, rules, described)


def _names(prefix: str, kind: str, texts: Sequence[str]) -> dict[str, str]:
    def spell(text: str) -> str:
        return f"{prefix}-{kind}-" + re.sub(r"[^A-Za-z0-9]+", "-", text)

    return object_names(texts, spell, NAME_LIMIT)


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    return {name: text for text, name in names.items()}


def _service(prefix: str, port: Port) -> str:
    return f"{prefix}-svc-{port[0]}-{port[1]}"


def _members(bundle: Bundle, fqdns: Mapping[str, str], networks: Mapping[str, str]) -> list[str]:
    hosts = [fqdns[host] for host in bundle.hosts]
    return [*hosts, *(networks[prefix] for prefix in bundle.prefixes)]


def _groups(name: str, members: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the rule's address groups; one that fits stands without a number."""
    parts = list(chunks(members, GROUP_SIZE))
    names = [f"{name}-dst-{n}" for n in range(1, len(parts) + 1)] if len(parts) > 1 else [f"{name}-dst"]
    return dict(zip(names, parts, strict=True))
