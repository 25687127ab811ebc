#!/usr/bin/env bash
# Egress rules for AKS cluster shop-prod: Azure CLI script that takes them back
# Cluster: shop-prod, West Europe, Azure (public cloud)
# Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
#   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
# Catalog: digest 7f3a91c2d5e6f708
# Plan: fingerprint 103ee381deb0e22b
# Ticket: CHG0041872
# Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
#
# How to run it:
#   RESOURCE_GROUP=… FIREWALL_POLICY=… ROUTE_TABLE=… bash shop-prod.azure-cli.rollback.sh
#   Deletes the rule collection group and the host routes. The default route stays, so egress stays
#     closed; add REMOVE_DEFAULT_ROUTE=yes to delete it too, after which the nodes' egress bypasses
#     the firewall, or ends where the subnet has no other way out.
set -euo pipefail

stop() {
    printf '%s\n' "$1" >&2
    exit 1
}

readonly name_form='^[[:alnum:]_][[:alnum:]_.()-]*$'
check_name() {
    [[ $2 =~ $name_form ]] || stop "$1 "'is not set, or not a name of Azure: letters, digits, and . _ - ( ) alone.'
}

resource_group=${RESOURCE_GROUP:-}
[[ -n $resource_group ]] || resource_group='rg-hub'
check_name RESOURCE_GROUP "$resource_group"
firewall_policy=${FIREWALL_POLICY:-}
[[ -n $firewall_policy ]] || firewall_policy='afwp-hub'
check_name FIREWALL_POLICY "$firewall_policy"
route_table=${ROUTE_TABLE:-}
[[ -n $route_table ]] || route_table='rt-aks-nodes'
check_name ROUTE_TABLE "$route_table"
route_table_group=${ROUTE_TABLE_RESOURCE_GROUP:-$resource_group}
check_name ROUTE_TABLE_RESOURCE_GROUP "$route_table_group"

readonly cloud='AzureCloud'
[[ $(az cloud show --query name --output tsv) == "$cloud" ]] || stop 'The Azure CLI is set to another cloud. Run: az cloud set --name'" $cloud"

group_url="/subscriptions/{subscriptionId}/resourceGroups/$resource_group/providers/Microsoft.Network"
group_url+="/firewallPolicies/$firewall_policy/ruleCollectionGroups/"'rcg-aks-shop-prod?api-version=2024-05-01'

az rest --method delete --url "$group_url" --output none
printf '%s\n' 'Rule collection group deleted.'

if [[ ${REMOVE_DEFAULT_ROUTE:-} == yes ]]; then
    az network route-table route delete --resource-group "$route_table_group" --route-table-name "$route_table" \
        --name 'default-via-firewall'
    printf '%s\n' 'Routes deleted.'
else
    printf '%s\n' 'The default route stays. Delete it with REMOVE_DEFAULT_ROUTE=yes.'
fi
