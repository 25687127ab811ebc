"""The target ``network-policy``: a CiliumNetworkPolicy that holds pods to the plan's hosts.

A policy chooses pods, not subnets, so the plan's sources do not appear. Cilium learns the addresses behind
a name from DNS answers, which is why the policy opens the cluster's DNS, and nothing else beside the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.text import Text
from planner.exporters import network_policy_words as said
from planner.exporters import vendor_words as words
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import Head, comments, head_lines
from planner.exporters.vendor_bundles import Bundle, bundles, chunks, cluster_prefix
from planner.exporters.vendor_files import text_file
from planner.exporters.vendor_lines import Abilities, Judged, Permit, judged, tag_facts

MEDIA_TYPE = "application/yaml"
PORT_LIMIT = 40
"""Ports of one entry of toPorts (the CRD's maxItems)."""

CLUSTER_DNS: dict[str, object] = {
    "toEndpoints": [
        {"matchLabels": {"k8s:io.kubernetes.pod.namespace": "kube-system", "k8s-app": "kube-dns"}}
    ],
    "toPorts": [
        {"ports": [{"port": "53", "protocol": "ANY"}], "rules": {"dns": [{"matchPattern": "*"}]}},
    ],
}
"""Without it toFQDNs learns no address."""


@dataclass(frozen=True, slots=True)
class NetworkPolicyTarget:
    """One CiliumNetworkPolicy; deleting it is the way back, so there is no rollback file."""

    id: str = "network-policy"
    label: Text = said.LABEL
    summary: Text = said.SUMMARY
    group: str = TargetGroup.CLUSTER
    suffix: str = "network-policy.yaml"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return that nodes are not governed, each line said differently or not at all, and routes."""
        return self._judged(context).notices

    def export(self, context: ExportContext) -> ExportResult:
        """Return the policy as one YAML document."""
        judgement = self._judged(context)
        file = _file(context, judgement, context.file_name(self.suffix))
        return ExportResult((file,), judgement.notices)

    def _judged(self, context: ExportContext) -> Judged:
        found = judged(
            context, Abilities(self.id, said.PRODUCT, remark=_remark, by_source=False, one_label=True)
        )
        text, advice = said.NODES_NOT_GOVERNED
        return Judged(found.permits, (Notice(self.id, "", text, advice), *found.notices))


def policy_of(name: str, made: tuple[Bundle, ...]) -> dict[str, object]:
    """Return the policy as plain data: cluster DNS first, then an entry for each set of ports."""
    egress = [CLUSTER_DNS, *(entry for bundle in made for entry in _entries(bundle))]
    return {
        "apiVersion": "cilium.io/v2",
        "kind": "CiliumNetworkPolicy",
        "metadata": {"name": name},
        "spec": {"endpointSelector": {}, "egress": egress},
    }


def _entries(bundle: Bundle) -> Iterator[dict[str, object]]:
    """Return the entries of a bundle; hosts and prefixes in one entry would both have to match."""
    for part in chunks(bundle.ports, PORT_LIMIT):
        ports = [{"ports": [{"port": str(port), "protocol": protocol.upper()} for protocol, port in part]}]
        if bundle.hosts:
            yield {"toFQDNs": [_selector(host) for host in bundle.hosts], "toPorts": ports}
        if bundle.prefixes:
            yield {"toCIDR": list(bundle.prefixes), "toPorts": ports}


def _selector(host: str) -> dict[str, str]:
    return {"matchPattern" if host.startswith("*.") else "matchName": host}


def _remark(permit: Permit) -> words.Refusal | None:
    return said.ONE_LABEL if permit.wildcard else None


def _file(context: ExportContext, judgement: Judged, name: str) -> ExportFile:
    import yaml

    run = tuple(text.filled(file=name) for text in said.RUN)
    back = tuple(text.filled(file=name) for text in said.ROLL_BACK)
    facts = tag_facts(context, judgement.permits)
    head = comments(
        head_lines(
            context, Head(said.WHAT, run, back, judgement.notices, facts, by_source=False, one_label=True)
        )
    )
    policy_name = cluster_prefix(context.plan.cluster.name).lower().replace("_", "-") + "-egress"
    data = policy_of(policy_name, bundles(judgement.permits))
    text: str = yaml.dump(data, Dumper=_dumper(), sort_keys=False, width=110)
    return text_file(name, f"{head}\n\n{text}", MEDIA_TYPE)


def _dumper() -> type:
    """Return PyYAML's C dumper, ten times as fast, that writes shared parts again instead of aliases."""
    import yaml

    class Plain(yaml.CSafeDumper):
        """Kubernetes reads aliases, people do not."""

        def ignore_aliases(self, data: object) -> bool:
            """Write everything in full."""
            return True

    return Plain
