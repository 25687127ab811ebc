#!/usr/bin/env bash
# Egress rules for AKS cluster shop-prod: Azure CLI script that goes back one saved state
# Cluster: shop-prod, West Europe, Azure (public cloud)
# Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
#   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
# Catalog: digest 7f3a91c2d5e6f708
# Plan: fingerprint 103ee381deb0e22b
# Ticket: CHG0041872
# Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
#
# How to run it:
#   bash shop-prod.azure-cli.rollback.sh, with the variables and in the folder of
#     shop-prod.azure-cli.sh: the same as shop-prod.azure-cli.sh restore.
#   A default route that this change brought stays, and the required lines with it: it is the
#     cluster's only way out.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec bash "$folder/"'shop-prod.azure-cli.sh' restore "$@"
