#!/usr/bin/env bash
# Egress rules for AKS cluster shop-prod: rollback of the Check Point mgmt_cli script
# Takes away what shop-prod.checkpoint.sh made: plan fingerprint 103ee381deb0e22b, ticket CHG0041872,
# 2026-08-24 14:05 +02:00.
# It names the objects of this cluster alone. What is not there any more is passed over.
# Run it with bash on the management server, with the same LAYER, then install the policy.
# To put the rules back, run shop-prod.checkpoint.sh again.

set -euo pipefail

layer=${LAYER:-Network}
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

# Type and name.
gone() {
    if there "$1" name "$2"; then mgmt delete "$1" name "$2"; fi
}

# Name of an access rule.
rule_gone() {
    if there access-rule layer "$layer" name "$1"; then mgmt delete access-rule layer "$layer" name "$1"; fi
}

# Name. Only what this planner made, and nobody else uses, is taken away.
domain_gone() {
    local shown
    shown=$(mgmt_cli -s "$session" show dns-domain name "$1" --format json 2>/dev/null) || return 0
    [[ $shown == *'aks-egress-planner'* ]] || return 0
    mgmt delete dns-domain name "$1" 2>/dev/null || printf '%s %s\n' "$1" 'is used elsewhere and stays.'
}

rule_gone 'aks-shop-prod-tcp-443'
rule_gone 'aks-shop-prod-tcp-80'
gone group 'aks-shop-prod-tcp-443-dst'
gone 'network' 'aks-shop-prod-net-10.42.0.0-22'
gone 'host' 'aks-shop-prod-net-198.51.100.24-32'
gone 'network' 'aks-shop-prod-net-20.42.65.128-25'
gone 'network' 'aks-shop-prod-net-20.50.68.112-28'
gone 'service-tcp' 'aks-shop-prod-tcp-443'
gone 'service-tcp' 'aks-shop-prod-tcp-80'
domain_gone '.hcp.westeurope.azmk8s.io'
domain_gone '.mcr.microsoft.com'
domain_gone '.data.mcr.microsoft.com'
domain_gone '.mcr-0001.mcr-msedge.net'
domain_gone '.management.azure.com'
domain_gone '.login.microsoftonline.com'
domain_gone '.packages.microsoft.com'
domain_gone '.packages.aks.azure.com'
domain_gone '.snapshot.ubuntu.com'
domain_gone '.onegetcdn.azureedge.net'
domain_gone '.go.microsoft.com'
domain_gone '.nvidia.github.io'
domain_gone '.us.download.nvidia.com'
domain_gone '.download.docker.com'
domain_gone '.dc.services.visualstudio.com'
domain_gone '.ods.opinsights.azure.com'
domain_gone '.oms.opinsights.azure.com'
domain_gone '.monitoring.azure.com'
domain_gone '.ingest.monitor.azure.com'
domain_gone '.westeurope.handler.control.monitor.azure.com'
domain_gone '.data.policy.core.windows.net'
domain_gone '.store.policy.core.windows.net'
domain_gone '.dc.services.visualstudio.cn'
domain_gone '.security.ubuntu.com'
domain_gone '.azure.archive.ubuntu.com'
domain_gone '.changelogs.ubuntu.com'
domain_gone '.mp.microsoft.com'
domain_gone '.www.msftconnecttest.com'
domain_gone '.ctldl.windowsupdate.com'

mgmt publish
published=true
printf '%s\n' 'Published. Install the policy to put it into effect.'
