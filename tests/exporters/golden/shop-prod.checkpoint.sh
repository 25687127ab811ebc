#!/usr/bin/env bash
# Egress rules for AKS cluster shop-prod: Check Point mgmt_cli script
# Cluster: shop-prod, West Europe, Azure (public cloud)
# Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
#   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
# Catalog: digest 7f3a91c2d5e6f708
# Plan: fingerprint 103ee381deb0e22b
# Ticket: CHG0041872
# Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
# Service tags: ServiceTags_Public_20250714.json, change number 363, cloud Public: AzureMonitor
#   written as 2 IPv4 prefixes; IPv6 prefixes are not needed for IPv4 nodes. Export again when
#   Microsoft publishes a new list.
#
# How to run it:
#   Where an earlier export of this cluster is in place, run its rollback file first: nothing stays
#     open that this plan no longer asks for.
#   Run it with bash on the management server, then install the policy. Nothing is published unless
#     all of it succeeds; a second run leads to the same state.
#   Set LAYER (now "Network") and POSITION ("top") in the environment for another place, MGMT_LOGIN
#     ("--root true") for another login.
#   HTTPS and HTTP are written as TCP. A domain object with subdomains is matched by reverse DNS,
#     which is inexact: some hosts may be refused.
#
# How to roll it back:
#   Run shop-prod.checkpoint.rollback.sh in the same way.
#
# Not complete: required line 33 is not written, as said below.
#
# Notices (9):
#   - Line 1, *.hcp.westeurope.azmk8s.io, is written more widely: a Check Point domain object with
#     subdomains takes in the name without the asterisk as well.
#   - Line 3, *.data.mcr.microsoft.com, is written more widely: a Check Point domain object with
#     subdomains takes in the name without the asterisk as well.
#   - Line 16, *.mp.microsoft.com, is written more widely: a Check Point domain object with subdomains
#     takes in the name without the asterisk as well.
#   - Line 23, *.ods.opinsights.azure.com, is written more widely: a Check Point domain object with
#     subdomains takes in the name without the asterisk as well.
#   - Line 24, *.oms.opinsights.azure.com, is written more widely: a Check Point domain object with
#     subdomains takes in the name without the asterisk as well.
#   - Line 25, *.monitoring.azure.com, is written more widely: a Check Point domain object with
#     subdomains takes in the name without the asterisk as well.
#   - Line 26, *.ingest.monitor.azure.com, is written more widely: a Check Point domain object with
#     subdomains takes in the name without the asterisk as well.
#     Have that name approved too, or name the hosts one by one.
#   - Line 33, 203.0.113.10 → 10.42.0.200:80, is not written: this target writes no NAT rules. Add a
#     destination NAT rule by hand on the device that clients reach; the workbook's sheet Routing and
#     NAT has its address, port and target.
#   - The route default-via-firewall, 0.0.0.0/0 to 10.0.1.4, is not written: it belongs to the node
#     subnet's route table in Azure. It is held back until line 33, required and not in this file, can
#     pass. Set it there once every required line is in place; the target azure-cli writes it then.
#
# Read first (1):
#   - TLS inspection breaks the tunnel to the API server (line 1). konnectivity negotiates its
#     protocol within TLS (ALPN); a firewall that opens TLS removes it.
#
# Left out of the plan, not written as rules (1):
#   - Line 8: acs-mirror.azureedge.net, HTTPS:443. Required, yet left out: Retired in May 2025.

set -euo pipefail

layer=${LAYER:-Network}
position=${POSITION:-top}
marker='aks-egress-planner aks-shop-prod'
read -r -a login <<<"${MGMT_LOGIN:---root true}"

session=$(mktemp)
published=false
close() {
    "$published" || mgmt_cli -s "$session" discard >/dev/null 2>&1 || true
    mgmt_cli -s "$session" logout >/dev/null 2>&1 || true
    rm -f "$session"
}
trap close EXIT
mgmt_cli login "${login[@]}" >"$session"

mgmt() { mgmt_cli -s "$session" "$@" >/dev/null; }
there() { mgmt_cli -s "$session" show "$@" >/dev/null 2>&1; }

# Name, whether subdomains are taken in, and its lines. The name is the domain: somebody else may have made it.
domain() {
    local shown
    if ! shown=$(mgmt_cli -s "$session" show dns-domain name "$1" --format json 2>/dev/null); then
        mgmt add dns-domain name "$1" is-sub-domain "$2" comments "$marker: $3"
    elif ! [[ $shown =~ \"is-sub-domain\"[[:space:]]*:[[:space:]]*$2 ]]; then
        printf '%s %s\n' "$1" 'is there already as a domain object, with the other setting for subdomains. Nothing was changed. Agree on one setting with its owner, then run this script again.' >&2
        exit 1
    elif [[ $shown == *"$marker: "* ]]; then
        mgmt set dns-domain name "$1" is-sub-domain "$2" comments "$marker: $3"
    fi
}

# Type, name, then what it is and its lines. Its name says what it is: one that is there gets its lines anew.
object() {
    if there "$1" name "$2"; then mgmt set "$1" name "${@:2}"; else mgmt add "$1" name "${@:2}"; fi
}

# Name, then its members, which replace those of a group that is there.
group() {
    if there group name "$1"; then mgmt set group name "$@"; else mgmt add group name "$@"; fi
}

# Name, then source, destination, service and its lines.
rule() {
    local -a what=("${@:2}" action Accept track.type Log)
    if there access-rule layer "$layer" name "$1"; then
        mgmt set access-rule layer "$layer" name "$1" "${what[@]}"
    else
        mgmt add access-rule layer "$layer" position "$position" name "$1" "${what[@]}"
    fi
}

domain '.hcp.westeurope.azmk8s.io' true 'Line 1: Nodes talk to the API server.'
domain '.mcr.microsoft.com' false 'Line 2: Images of the cluster'\''s own components.'
domain '.data.mcr.microsoft.com' true 'Line 3: Image layers of that registry.'
domain '.mcr-0001.mcr-msedge.net' false 'Line 4: Edge name of that registry.'
domain '.management.azure.com' false 'Line 5: Kubernetes asks Azure for disks and load balancers.'
domain '.login.microsoftonline.com' false 'Line 6: Sign-in to Microsoft Entra.'
domain '.packages.microsoft.com' false 'Line 7: Microsoft'\''s package source for nodes.'
domain '.packages.aks.azure.com' false 'Line 9: Kubernetes and Azure CNI binaries.'
domain '.snapshot.ubuntu.com' false 'Line 13: Dated snapshots of Ubuntu packages.'
domain '.onegetcdn.azureedge.net' false 'Line 14: Binaries for Windows nodes.'
domain '.go.microsoft.com' false 'Line 15: Redirects to those binaries.'
domain '.nvidia.github.io' false 'Line 19: NVIDIA'\''s package index for GPU nodes.'
domain '.us.download.nvidia.com' false 'Line 20: NVIDIA'\''s driver packages for GPU nodes.'
domain '.download.docker.com' false 'Line 21: Container tools that the driver needs.'
domain '.dc.services.visualstudio.com' false 'Line 22: Telemetry of the monitoring agent.'
domain '.ods.opinsights.azure.com' true 'Line 23: Logs travel to the workspace.'
domain '.oms.opinsights.azure.com' true 'Line 24: The agent signs on to the workspace.'
domain '.monitoring.azure.com' true 'Line 25: Metrics travel to Azure Monitor.'
domain '.ingest.monitor.azure.com' true 'Line 26: Prometheus metrics are sent in.'
domain '.westeurope.handler.control.monitor.azure.com' false 'Line 27: Collection rules are fetched.'
domain '.data.policy.core.windows.net' false 'Line 28: Policies are fetched, compliance is reported.'
domain '.store.policy.core.windows.net' false 'Line 29: Built-in policy definitions.'
domain '.dc.services.visualstudio.cn' false 'Line 30: Telemetry of the policy add-on.'
domain '.security.ubuntu.com' false 'Line 10: Security patches for Linux nodes.'
domain '.azure.archive.ubuntu.com' false 'Line 11: Ubuntu packages from Azure'\''s mirror.'
domain '.changelogs.ubuntu.com' false 'Line 12: Release notes of Ubuntu updates.'
domain '.mp.microsoft.com' true 'Line 16: Windows components and updates.'
domain '.www.msftconnecttest.com' false 'Line 17: Windows tests whether it is online.'
domain '.ctldl.windowsupdate.com' false 'Line 18: List of trusted certificates.'
object network 'aks-shop-prod-net-10.42.0.0-22' subnet '10.42.0.0' mask-length 22 comments 'Source of lines 1 to 7, 9 to 32' ignore-warnings true
object host 'aks-shop-prod-net-198.51.100.24-32' ip-address '198.51.100.24' comments 'Line 31: Pods call the API server by its address.' ignore-warnings true
object network 'aks-shop-prod-net-20.42.65.128-25' subnet '20.42.65.128' mask-length 25 comments 'Line 32: Metrics and logs.' ignore-warnings true
object network 'aks-shop-prod-net-20.50.68.112-28' subnet '20.50.68.112' mask-length 28 comments 'Line 32: Metrics and logs.' ignore-warnings true
group 'aks-shop-prod-tcp-443-dst' members.1 'aks-shop-prod-net-198.51.100.24-32' members.2 'aks-shop-prod-net-20.42.65.128-25' members.3 'aks-shop-prod-net-20.50.68.112-28'
object 'service-tcp' 'aks-shop-prod-tcp-443' port 443 match-for-any false
object 'service-tcp' 'aks-shop-prod-tcp-80' port 80 match-for-any false
rule 'aks-shop-prod-tcp-443' source.1 'aks-shop-prod-net-10.42.0.0-22' destination.1 '.hcp.westeurope.azmk8s.io' destination.2 '.mcr.microsoft.com' destination.3 '.data.mcr.microsoft.com' destination.4 '.mcr-0001.mcr-msedge.net' destination.5 '.management.azure.com' destination.6 '.login.microsoftonline.com' destination.7 '.packages.microsoft.com' destination.8 '.packages.aks.azure.com' destination.9 '.snapshot.ubuntu.com' destination.10 '.onegetcdn.azureedge.net' destination.11 '.go.microsoft.com' destination.12 '.nvidia.github.io' destination.13 '.us.download.nvidia.com' destination.14 '.download.docker.com' destination.15 '.dc.services.visualstudio.com' destination.16 '.ods.opinsights.azure.com' destination.17 '.oms.opinsights.azure.com' destination.18 '.monitoring.azure.com' destination.19 '.ingest.monitor.azure.com' destination.20 '.westeurope.handler.control.monitor.azure.com' destination.21 '.data.policy.core.windows.net' destination.22 '.store.policy.core.windows.net' destination.23 '.dc.services.visualstudio.cn' destination.24 'aks-shop-prod-tcp-443-dst' service.1 'aks-shop-prod-tcp-443' comments 'Lines 1 to 7, 9, 13 to 15, 19 to 32'
rule 'aks-shop-prod-tcp-80' source.1 'aks-shop-prod-net-10.42.0.0-22' destination.1 '.security.ubuntu.com' destination.2 '.azure.archive.ubuntu.com' destination.3 '.changelogs.ubuntu.com' destination.4 '.mp.microsoft.com' destination.5 '.www.msftconnecttest.com' destination.6 '.ctldl.windowsupdate.com' service.1 'aks-shop-prod-tcp-80' comments 'Lines 10 to 12, 16 to 18'

mgmt publish
published=true
printf '%s\n' 'Published. Install the policy to put it into effect.'
