#!/usr/bin/env bash
# Egress rules for AKS cluster shop-prod: Azure CLI script
# Cluster: shop-prod, West Europe, Azure (public cloud)
# Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
#   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
# Catalog: digest 7f3a91c2d5e6f708
# Plan: fingerprint 103ee381deb0e22b
# Ticket: CHG0041872
# Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
# Writes: rule collection group rcg-aks-shop-prod, priority 300, 32 rules. The whole group is
#   replaced; no other group of the policy is touched.
# Routes: default-via-firewall (0.0.0.0/0 to 10.0.1.4). Azure refuses a second route to the same
#   prefix under another name; remove such a route first.
#
# How to run it:
#   az cloud set --name AzureCloud; az login; az account set --subscription SUBSCRIPTION
#   RESOURCE_GROUP=… FIREWALL_POLICY=… ROUTE_TABLE=… bash shop-prod.azure-cli.sh
#   ROUTE_TABLE_RESOURCE_GROUP too, if the route table is in another resource group. Names given at
#     export need no variable. A second run ends in the same state.
#
# How to roll it back:
#   bash shop-prod.azure-cli.rollback.sh, with the same variables
#
# This file holds every line that the plan asks for.
#
# Read first (1):
#   - TLS inspection breaks the tunnel to the API server (line 1). konnectivity negotiates its
#     protocol within TLS (ALPN); a firewall that opens TLS removes it.
#
# Left out of the plan, not written as rules (1):
#   - Line 8: acs-mirror.azureedge.net, HTTPS:443. Required, yet left out: Retired in May 2025.
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

body_file=$(mktemp)
trap 'rm -f "$body_file"' EXIT
cat >"$body_file" <<'END_OF_GROUP'
{
  "properties": {
    "priority": 300,
    "ruleCollections": [
      {
        "ruleCollectionType": "FirewallPolicyNatRuleCollection",
        "name": "rc-aks-shop-prod-nat",
        "priority": 301,
        "action": {
          "type": "DNAT"
        },
        "rules": [
          {
            "ruleType": "NatRule",
            "name": "inbound-storefront",
            "description": "Line 33: Clients reach storefront through the firewall.",
            "sourceAddresses": [
              "*"
            ],
            "ipProtocols": [
              "TCP"
            ],
            "destinationAddresses": [
              "203.0.113.10"
            ],
            "destinationPorts": [
              "80"
            ],
            "translatedAddress": "10.42.0.200",
            "translatedPort": "80"
          }
        ]
      },
      {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "name": "rc-aks-shop-prod-network",
        "priority": 305,
        "action": {
          "type": "Allow"
        },
        "rules": [
          {
            "ruleType": "NetworkRule",
            "name": "core-api-server",
            "description": "Line 31: Pods call the API server by its address.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "ipProtocols": [
              "TCP"
            ],
            "destinationAddresses": [
              "198.51.100.24"
            ],
            "destinationPorts": [
              "443"
            ]
          },
          {
            "ruleType": "NetworkRule",
            "name": "azure-monitor-tag",
            "description": "Line 32: Metrics and logs.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "ipProtocols": [
              "TCP"
            ],
            "destinationAddresses": [
              "AzureMonitor"
            ],
            "destinationPorts": [
              "443"
            ]
          }
        ]
      },
      {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "name": "rc-aks-shop-prod-application",
        "priority": 310,
        "action": {
          "type": "Allow"
        },
        "rules": [
          {
            "ruleType": "ApplicationRule",
            "name": "core-hcp-westeurope-azmk8s-io",
            "description": "Line 1: Nodes talk to the API server.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.hcp.westeurope.azmk8s.io"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-mcr-microsoft-com",
            "description": "Line 2: Images of the cluster's own components.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "mcr.microsoft.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-data-mcr-microsoft-com",
            "description": "Line 3: Image layers of that registry.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.data.mcr.microsoft.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-mcr-0001-mcr-msedge-net",
            "description": "Line 4: Edge name of that registry.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "mcr-0001.mcr-msedge.net"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-management-azure-com",
            "description": "Line 5: Kubernetes asks Azure for disks and load balancers.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "management.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-login-microsoftonline-com",
            "description": "Line 6: Sign-in to Microsoft Entra.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "login.microsoftonline.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-packages-microsoft-com",
            "description": "Line 7: Microsoft's package source for nodes.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "packages.microsoft.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-packages-aks-azure-com",
            "description": "Line 9: Kubernetes and Azure CNI binaries.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "packages.aks.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-security-ubuntu-com",
            "description": "Line 10: Security patches for Linux nodes.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "security.ubuntu.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-azure-archive-ubuntu-com",
            "description": "Line 11: Ubuntu packages from Azure's mirror.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "azure.archive.ubuntu.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-changelogs-ubuntu-com",
            "description": "Line 12: Release notes of Ubuntu updates.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "changelogs.ubuntu.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "core-snapshot-ubuntu-com",
            "description": "Line 13: Dated snapshots of Ubuntu packages.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "snapshot.ubuntu.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "windows-onegetcdn-azureedge-net",
            "description": "Line 14: Binaries for Windows nodes.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "onegetcdn.azureedge.net"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "windows-go-microsoft-com",
            "description": "Line 15: Redirects to those binaries.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "go.microsoft.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "windows-mp-microsoft-com",
            "description": "Line 16: Windows components and updates.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "*.mp.microsoft.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "windows-www-msftconnecttest-com",
            "description": "Line 17: Windows tests whether it is online.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "www.msftconnecttest.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "windows-ctldl-windowsupdate-com",
            "description": "Line 18: List of trusted certificates.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "ctldl.windowsupdate.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "gpu-nvidia-github-io",
            "description": "Line 19: NVIDIA's package index for GPU nodes.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "nvidia.github.io"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "gpu-us-download-nvidia-com",
            "description": "Line 20: NVIDIA's driver packages for GPU nodes.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "us.download.nvidia.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "gpu-download-docker-com",
            "description": "Line 21: Container tools that the driver needs.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "download.docker.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-monitor-dc-services-visualstudio-com",
            "description": "Line 22: Telemetry of the monitoring agent.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "dc.services.visualstudio.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-monitor-ods-opinsights-azure-com",
            "description": "Line 23: Logs travel to the workspace.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.ods.opinsights.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-monitor-oms-opinsights-azure-com",
            "description": "Line 24: The agent signs on to the workspace.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.oms.opinsights.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-monitor-monitoring-azure-com",
            "description": "Line 25: Metrics travel to Azure Monitor.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.monitoring.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-monitor-ingest-monitor-azure-com",
            "description": "Line 26: Prometheus metrics are sent in.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.ingest.monitor.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-monitor-westeurope-handler-control-monitor-azure-com",
            "description": "Line 27: Collection rules are fetched.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "westeurope.handler.control.monitor.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-policy-data-policy-core-windows-net",
            "description": "Line 28: Policies are fetched, compliance is reported.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "data.policy.core.windows.net"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-policy-store-policy-core-windows-net",
            "description": "Line 29: Built-in policy definitions.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "store.policy.core.windows.net"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "azure-policy-dc-services-visualstudio-cn",
            "description": "Line 30: Telemetry of the policy add-on.",
            "sourceAddresses": [
              "10.42.0.0/22"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "dc.services.visualstudio.cn"
            ]
          }
        ]
      }
    ]
  }
}
END_OF_GROUP

az rest --method put --url "$group_url" --body "@$body_file" --output none

# The update goes on after az has answered.
state=
for ((attempt = 0; attempt < 120; attempt++)); do
    state=$(az rest --method get --url "$group_url" --query properties.provisioningState --output tsv)
    case $state in
        Succeeded | Failed | Canceled) break ;;
    esac
    sleep 5
done
[[ $state == Succeeded ]] || stop 'Azure did not finish the rule collection group. Its state:'" $state"
printf '%s\n' 'Rule collection group written.'

az network route-table route create --resource-group "$route_table_group" --route-table-name "$route_table" \
    --name 'default-via-firewall' --address-prefix '0.0.0.0/0' \
    --next-hop-type 'VirtualAppliance' --next-hop-ip-address '10.0.1.4' \
    --output none
printf '%s\n' 'Routes written.'
