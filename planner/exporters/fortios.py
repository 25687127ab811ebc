"""The target ``fortios``: FortiOS CLI, version 6.2.2 or later (Fortinet).

Hosts with or without an asterisk are addresses of ``type fqdn``; ``wildcard-fqdn`` is another thing and never
written. A policy has an id that follows from its name, so that a second run meets the same policies and the
rollback can name them.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.export import ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.safe_text import one_line
from planner.exporters.templates import Filter, render
from planner.exporters.vendor_bundles import Bundle, bundles, chunks, cluster_prefix, object_names
from planner.exporters.vendor_comments import bundle_comment, object_comments
from planner.exporters.vendor_files import Script, chosen, head, rollback_head, text_file
from planner.exporters.vendor_lines import ANY_SOURCE, Abilities, Judged, Port, judged

ADDRESS_LIMIT, POLICY_LIMIT = 79, 35
GROUP_SIZE = 100
"""Members of one address group: a line of the CLI stays a few thousand characters long."""

FIRST_ID, LAST_ID = 1_000_000, 999_999_999
"""Policy ids of this planner: above those that people give, below those that FortiManager keeps."""

LABEL = Text("FortiOS CLI", "FortiOS CLI")
SUMMARY = Text("FortiGate CLI, 6.2.2 and later", "FortiGate CLI，6.2.2 及更高版本")
_SCRIPT = Script(
    what=Text("FortiOS CLI script", "FortiOS CLI 脚本"),
    media_type="text/plain; charset=utf-8",
    run=(
        Text(
            "Paste it into the CLI, or load it under System, Configuration, Scripts. Needs FortiOS 6.2.2 or later.",
            "粘贴到 CLI，或在“系统”>“配置”>“脚本”中加载。需要 FortiOS 6.2.2 或更高版本。",
        ),
        Text(
            "New policies stand at the end of the list. "
            "Move them before a policy that denies the same traffic (move ID before OTHER).",
            "新策略位于列表末尾。请将其移到拒绝相同流量的策略之前 (move ID before OTHER)。",
        ),
        Text(
            "The unit learns the addresses behind a name with an asterisk from DNS answers that pass through it: "
            "nodes have to resolve names through it. HTTPS and HTTP are written as TCP; a policy matches "
            "addresses, so other names on the same address pass as well.",
            "设备通过经过它的 DNS 应答获知通配符名称对应的地址，因此节点的 DNS 查询必须经过该设备。"
            "HTTPS 和 HTTP 写成 TCP；策略按地址匹配，同一地址上的其他名称也会放行。",
        ),
        Text(
            "The policies translate the source (set nat enable). "
            "Take these lines out where central SNAT is on.",
            "策略会转换源地址 (set nat enable)。如已启用集中 SNAT，请删除这些行。",
        ),
    ),
    rollback_run=(Text("Paste it into the CLI, or load it as a script.", "粘贴到 CLI，或作为脚本加载。"),),
)


@dataclass(frozen=True, slots=True)
class _Policy:
    """A policy by the names of its objects; ``id`` follows from the name."""

    id: int
    name: str
    sources: Sequence[str]
    destinations: Sequence[str]
    services: Sequence[str]
    comment: str


@dataclass(frozen=True, slots=True)
class _Config:
    """Everything that the script makes, by the names it makes them under; subnets are address and mask.

    ``comments`` say for an address which lines of the plan it stands for.
    """

    fqdns: Mapping[str, str]
    subnets: Mapping[str, tuple[str, str]]
    services: Mapping[str, Port]
    groups: Mapping[str, Sequence[str]]
    policies: Sequence[_Policy]
    comments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FortiosTarget:
    """FortiOS CLI, and the commands that take the same objects away."""

    id: str = "fortios"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.OTHER
    suffix: str = "fortios.conf"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what FortiOS cannot say, by line, then routes and open decisions."""
        return judged(context, Abilities(self.id, _PRODUCT)).notices

    def export(self, context: ExportContext) -> ExportResult:
        """Return the script and its rollback."""
        judgement = judged(context, Abilities(self.id, _PRODUCT))
        config = _config(context, judgement)
        name, rollback = context.file_name(self.suffix), context.file_name("fortios.rollback.conf")
        script = render(
            "fortios/set.j2",
            _FILTERS,
            head=head(context, _SCRIPT, judgement, rollback),
            config=config,
            inside=chosen(context.options.inside, "inside"),
            outside=chosen(context.options.outside, "outside"),
        )
        undo = render(
            "fortios/delete.j2", _FILTERS, head=rollback_head(context, _SCRIPT, name), config=config
        )
        files = (text_file(name, script, _SCRIPT.media_type), text_file(rollback, undo, _SCRIPT.media_type))
        return ExportResult(files, judgement.notices)


def quoted(text: str) -> str:
    r"""Return ``text`` in double quotes with ``\`` and ``"`` escaped, on one line."""
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted_list(texts: Sequence[str]) -> str:
    """Return each text in double quotes, separated by a blank."""
    return " ".join(quoted(text) for text in texts)


def plain(text: str) -> str:
    """Return ``text`` as it is where it can only be one word of letters, digits and dots.

    Raises:
        ValueError: it holds anything else.
    """
    if re.fullmatch(r"[A-Za-z0-9.]+", text, re.ASCII) is None:
        raise ValueError(f"{text!r} is not one plain word")
    return text


def policy_id(name: str) -> int:
    """Return the id of the policy with this name, always the same, from 1,000,000 to 999,999,999."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return FIRST_ID + int.from_bytes(digest[:8], "big") % (LAST_ID - FIRST_ID + 1)


_PRODUCT = Text("FortiOS", "FortiOS")
_FILTERS: Mapping[str, Filter] = {
    "quoted": quoted,
    "quoted_list": quoted_list,
    "plain": plain,
    "comment": str,
}


def _config(context: ExportContext, judgement: Judged) -> _Config:
    cluster = context.plan.cluster.name
    prefix = cluster_prefix(cluster)
    made = bundles(judgement.permits)
    fqdns = _names(f"{prefix}-fqdn", [host for bundle in made for host in bundle.hosts])
    subnets = _names(
        f"{prefix}-net", [text for bundle in made for text in (*bundle.sources, *bundle.prefixes)]
    )
    subnets.pop(ANY_SOURCE, None)
    names = object_names((bundle.slug for bundle in made), lambda slug: f"{prefix}-{slug}", POLICY_LIMIT)
    groups: dict[str, Sequence[str]] = {}
    policies = []
    for bundle in made:
        name = names[bundle.slug]
        own = _groups(name, _members(bundle, fqdns, subnets))
        groups |= own
        policies.append(
            _Policy(
                # The whole cluster name counts: two clusters whose prefixes are alike still differ here.
                id=policy_id(f"{cluster}\n{name}"),
                name=name,
                sources=[subnets.get(source, "all") for source in bundle.sources],
                destinations=list(own),
                services=[_service(prefix, port) for port in bundle.ports],
                comment=bundle_comment(context, bundle),
            )
        )
    services = {_service(prefix, port): port for bundle in made for port in bundle.ports}
    hosts = {name: host for host, name in fqdns.items()}
    masks = {name: _address_and_mask(text) for text, name in subnets.items()}
    said = object_comments(context, judgement.permits)
    comments = {name: said[text] for text, name in (*fqdns.items(), *subnets.items())}
    return _Config(hosts, masks, services, groups, policies, comments)


def _names(start: str, texts: Sequence[str]) -> dict[str, str]:
    def spell(text: str) -> str:
        return f"{start}-" + text.replace("*", "any").replace("/", "-")

    return object_names(texts, spell, ADDRESS_LIMIT)


def _address_and_mask(prefix: str) -> tuple[str, str]:
    network = ipaddress.IPv4Network(prefix)
    return str(network.network_address), str(network.netmask)


def _service(prefix: str, port: Port) -> str:
    return f"{prefix}-{port[0]}-{port[1]}"


def _members(bundle: Bundle, fqdns: Mapping[str, str], subnets: Mapping[str, str]) -> list[str]:
    return [*(fqdns[host] for host in bundle.hosts), *(subnets[prefix] for prefix in bundle.prefixes)]


def _groups(name: str, members: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the policy's address groups; one that fits stands without a number."""
    parts = list(chunks(members, GROUP_SIZE))
    names = [f"{name}-dst-{n}" for n in range(1, len(parts) + 1)] if len(parts) > 1 else [f"{name}-dst"]
    return dict(zip(names, parts, strict=True))
