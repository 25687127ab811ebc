#!/usr/bin/env bash
# Egress rules for AKS cluster shop-prod: Azure CLI script
# Cluster: shop-prod, West Europe, Azure (public cloud)
# Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
#   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
# Catalog: digest 7f3a91c2d5e6f708
# Plan: fingerprint 103ee381deb0e22b
# Ticket: CHG0041872
# Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
# Writes: rule collection group rcg-aks-shop-prod-westeurope, priority 1300, 32 rules. The whole group
#   is replaced; no other group of the policy is touched.
# Routes: default-via-firewall (0.0.0.0/0 to 10.0.1.4). A route to the same prefix and hop stays under
#   its own name; one that leads elsewhere stops the script before anything is written.
#
# How to run it:
#   az cloud set --name AzureCloud; az login; az account set --subscription SUBSCRIPTION
#   export AKS_EGRESS_RESOURCE_GROUP=… AKS_EGRESS_FIREWALL_POLICY=… AKS_EGRESS_ROUTE_TABLE=…
#   bash shop-prod.azure-cli.sh check: says line by line what would change (+ - ~ =) and what stands
#     in the way, writes nothing. Ends with 0 (nothing to do), 3 (changes), 4 (blocked), 2 (wrong
#     cloud, subscription or name), 1 (failed).
#   bash shop-prod.azure-cli.sh apply: looks again, saves what it replaces beside itself, then writes
#     the rules and the routes (a default route last, where this file has one). If Azure fails on the
#     way, it puts everything back.
#   bash shop-prod.azure-cli.sh verify: looks whether everything is in place and names the tests to
#     run in a pod.
#   --json for a machine; --rules-only or --routes-only where two teams hold two halves; --what-if
#     writes nothing. A name given at export is the approved one: a variable that says otherwise stops
#     the script.
#   AKS_EGRESS_SUBSCRIPTION, AKS_EGRESS_ROUTE_TABLE_SUBSCRIPTION and
#     AKS_EGRESS_ROUTE_TABLE_RESOURCE_GROUP, where they are not the current ones.
#
# How to roll it back:
#   bash shop-prod.azure-cli.sh restore [FILE]: goes back the newest saved state
#     (shop-prod.azure-cli.saved.….json), or to the one that is named. Each restore goes back one;
#     restore --what-if shows it.
#   It deletes only what did not exist before, routes before rules.
#   A default route that this change brought stays, and the required lines with it: it is the
#     cluster's only way out.
#
# This file holds every line that the plan asks for; what was left out is not among them.
#
# Read first (1):
#   - TLS inspection breaks the tunnel to the API server (line 1). konnectivity negotiates its
#     protocol within TLS (ALPN); a firewall that opens TLS removes it.
#
# Left out of the plan, not written as rules (1):
#   - Line 8: acs-mirror.azureedge.net, HTTPS:443. Required, yet left out: Retired in May 2025.
set -euo pipefail
# Git Bash would turn /subscriptions/... into a folder of Windows.
export MSYS_NO_PATHCONV=1 MSYS2_ARG_CONV_EXCL='*'

# --- what was approved ---

readonly cloud='AzureCloud'
readonly file_stem='shop-prod.azure-cli'
readonly given_resource_group='rg-hub'
readonly given_firewall_policy='afwp-hub'
readonly given_route_table='rt-aks-nodes'
readonly own_group='rcg-aks-shop-prod-westeurope'
readonly former_group='rcg-aks-shop-prod'
readonly priority=1300
readonly api_version='2024-05-01'
readonly has_rules=1 has_routes=1 has_default=1
# The cluster's only way out is the default route; it waits for lines that this file cannot hold.
readonly only_way_out=1 held_back=0
# Lines that name hosts in network rules: they need the DNS proxy.
readonly dns_lines=''

group_body() {
    cat <<'END_OF_GROUP'
{
  "properties": {
    "priority": 1300,
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
}

required_body() {
    cat <<'END_OF_REQUIRED'
{"properties":{"priority":1300,"ruleCollections":[{"ruleCollectionType":"FirewallPolicyNatRuleCollection","name":"rc-aks-shop-prod-nat","priority":301,"action":{"type":"DNAT"},"rules":[{"ruleType":"NatRule","name":"inbound-storefront","description":"Line 33: Clients reach storefront through the firewall.","sourceAddresses":["*"],"ipProtocols":["TCP"],"destinationAddresses":["203.0.113.10"],"destinationPorts":["80"],"translatedAddress":"10.42.0.200","translatedPort":"80"}]},{"ruleCollectionType":"FirewallPolicyFilterRuleCollection","name":"rc-aks-shop-prod-network","priority":305,"action":{"type":"Allow"},"rules":[{"ruleType":"NetworkRule","name":"core-api-server","description":"Line 31: Pods call the API server by its address.","sourceAddresses":["10.42.0.0/22"],"ipProtocols":["TCP"],"destinationAddresses":["198.51.100.24"],"destinationPorts":["443"]},{"ruleType":"NetworkRule","name":"azure-monitor-tag","description":"Line 32: Metrics and logs.","sourceAddresses":["10.42.0.0/22"],"ipProtocols":["TCP"],"destinationAddresses":["AzureMonitor"],"destinationPorts":["443"]}]},{"ruleCollectionType":"FirewallPolicyFilterRuleCollection","name":"rc-aks-shop-prod-application","priority":310,"action":{"type":"Allow"},"rules":[{"ruleType":"ApplicationRule","name":"core-hcp-westeurope-azmk8s-io","description":"Line 1: Nodes talk to the API server.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*.hcp.westeurope.azmk8s.io"]},{"ruleType":"ApplicationRule","name":"core-mcr-microsoft-com","description":"Line 2: Images of the cluster's own components.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["mcr.microsoft.com"]},{"ruleType":"ApplicationRule","name":"core-data-mcr-microsoft-com","description":"Line 3: Image layers of that registry.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*.data.mcr.microsoft.com"]},{"ruleType":"ApplicationRule","name":"core-mcr-0001-mcr-msedge-net","description":"Line 4: Edge name of that registry.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["mcr-0001.mcr-msedge.net"]},{"ruleType":"ApplicationRule","name":"core-management-azure-com","description":"Line 5: Kubernetes asks Azure for disks and load balancers.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["management.azure.com"]},{"ruleType":"ApplicationRule","name":"core-login-microsoftonline-com","description":"Line 6: Sign-in to Microsoft Entra.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["login.microsoftonline.com"]},{"ruleType":"ApplicationRule","name":"core-packages-microsoft-com","description":"Line 7: Microsoft's package source for nodes.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["packages.microsoft.com"]},{"ruleType":"ApplicationRule","name":"core-packages-aks-azure-com","description":"Line 9: Kubernetes and Azure CNI binaries.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["packages.aks.azure.com"]},{"ruleType":"ApplicationRule","name":"windows-onegetcdn-azureedge-net","description":"Line 14: Binaries for Windows nodes.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["onegetcdn.azureedge.net"]},{"ruleType":"ApplicationRule","name":"windows-go-microsoft-com","description":"Line 15: Redirects to those binaries.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["go.microsoft.com"]},{"ruleType":"ApplicationRule","name":"windows-mp-microsoft-com","description":"Line 16: Windows components and updates.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Http","port":80}],"targetFqdns":["*.mp.microsoft.com"]},{"ruleType":"ApplicationRule","name":"windows-www-msftconnecttest-com","description":"Line 17: Windows tests whether it is online.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Http","port":80}],"targetFqdns":["www.msftconnecttest.com"]},{"ruleType":"ApplicationRule","name":"windows-ctldl-windowsupdate-com","description":"Line 18: List of trusted certificates.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Http","port":80}],"targetFqdns":["ctldl.windowsupdate.com"]},{"ruleType":"ApplicationRule","name":"gpu-nvidia-github-io","description":"Line 19: NVIDIA's package index for GPU nodes.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["nvidia.github.io"]},{"ruleType":"ApplicationRule","name":"gpu-us-download-nvidia-com","description":"Line 20: NVIDIA's driver packages for GPU nodes.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["us.download.nvidia.com"]},{"ruleType":"ApplicationRule","name":"gpu-download-docker-com","description":"Line 21: Container tools that the driver needs.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["download.docker.com"]},{"ruleType":"ApplicationRule","name":"azure-monitor-dc-services-visualstudio-com","description":"Line 22: Telemetry of the monitoring agent.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["dc.services.visualstudio.com"]},{"ruleType":"ApplicationRule","name":"azure-monitor-ods-opinsights-azure-com","description":"Line 23: Logs travel to the workspace.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*.ods.opinsights.azure.com"]},{"ruleType":"ApplicationRule","name":"azure-monitor-oms-opinsights-azure-com","description":"Line 24: The agent signs on to the workspace.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*.oms.opinsights.azure.com"]},{"ruleType":"ApplicationRule","name":"azure-monitor-monitoring-azure-com","description":"Line 25: Metrics travel to Azure Monitor.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*.monitoring.azure.com"]},{"ruleType":"ApplicationRule","name":"azure-monitor-ingest-monitor-azure-com","description":"Line 26: Prometheus metrics are sent in.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["*.ingest.monitor.azure.com"]},{"ruleType":"ApplicationRule","name":"azure-monitor-westeurope-handler-control-monitor-azure-com","description":"Line 27: Collection rules are fetched.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["westeurope.handler.control.monitor.azure.com"]},{"ruleType":"ApplicationRule","name":"azure-policy-data-policy-core-windows-net","description":"Line 28: Policies are fetched, compliance is reported.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["data.policy.core.windows.net"]},{"ruleType":"ApplicationRule","name":"azure-policy-store-policy-core-windows-net","description":"Line 29: Built-in policy definitions.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["store.policy.core.windows.net"]},{"ruleType":"ApplicationRule","name":"azure-policy-dc-services-visualstudio-cn","description":"Line 30: Telemetry of the policy add-on.","sourceAddresses":["10.42.0.0/22"],"protocols":[{"protocolType":"Https","port":443}],"targetFqdns":["dc.services.visualstudio.cn"]}]}]}}
END_OF_REQUIRED
}

# The same as lines that are compared with what is there.
wanted_rows() {
    cat <<'END_OF_ROWS'
rc-aks-shop-prod-nat: priority 301 DNAT FirewallPolicyNatRuleCollection
rc-aks-shop-prod-nat/inbound-storefront: NatRule from * to 203.0.113.10 by TCP ports 80 translated-to 10.42.0.200 translated-port 80 # ["Line 33: Clients reach storefront through the firewall."]
rc-aks-shop-prod-network: priority 305 Allow FirewallPolicyFilterRuleCollection
rc-aks-shop-prod-network/core-api-server: NetworkRule from 10.42.0.0/22 to 198.51.100.24 by TCP ports 443 # ["Line 31: Pods call the API server by its address."]
rc-aks-shop-prod-network/azure-monitor-tag: NetworkRule from 10.42.0.0/22 to AzureMonitor by TCP ports 443 # ["Line 32: Metrics and logs."]
rc-aks-shop-prod-application: priority 310 Allow FirewallPolicyFilterRuleCollection
rc-aks-shop-prod-application/core-hcp-westeurope-azmk8s-io: ApplicationRule from 10.42.0.0/22 to-hosts *.hcp.westeurope.azmk8s.io by Https:443 # ["Line 1: Nodes talk to the API server."]
rc-aks-shop-prod-application/core-mcr-microsoft-com: ApplicationRule from 10.42.0.0/22 to-hosts mcr.microsoft.com by Https:443 # ["Line 2: Images of the cluster's own components."]
rc-aks-shop-prod-application/core-data-mcr-microsoft-com: ApplicationRule from 10.42.0.0/22 to-hosts *.data.mcr.microsoft.com by Https:443 # ["Line 3: Image layers of that registry."]
rc-aks-shop-prod-application/core-mcr-0001-mcr-msedge-net: ApplicationRule from 10.42.0.0/22 to-hosts mcr-0001.mcr-msedge.net by Https:443 # ["Line 4: Edge name of that registry."]
rc-aks-shop-prod-application/core-management-azure-com: ApplicationRule from 10.42.0.0/22 to-hosts management.azure.com by Https:443 # ["Line 5: Kubernetes asks Azure for disks and load balancers."]
rc-aks-shop-prod-application/core-login-microsoftonline-com: ApplicationRule from 10.42.0.0/22 to-hosts login.microsoftonline.com by Https:443 # ["Line 6: Sign-in to Microsoft Entra."]
rc-aks-shop-prod-application/core-packages-microsoft-com: ApplicationRule from 10.42.0.0/22 to-hosts packages.microsoft.com by Https:443 # ["Line 7: Microsoft's package source for nodes."]
rc-aks-shop-prod-application/core-packages-aks-azure-com: ApplicationRule from 10.42.0.0/22 to-hosts packages.aks.azure.com by Https:443 # ["Line 9: Kubernetes and Azure CNI binaries."]
rc-aks-shop-prod-application/core-security-ubuntu-com: ApplicationRule from 10.42.0.0/22 to-hosts security.ubuntu.com by Http:80 # ["Line 10: Security patches for Linux nodes."]
rc-aks-shop-prod-application/core-azure-archive-ubuntu-com: ApplicationRule from 10.42.0.0/22 to-hosts azure.archive.ubuntu.com by Http:80 # ["Line 11: Ubuntu packages from Azure's mirror."]
rc-aks-shop-prod-application/core-changelogs-ubuntu-com: ApplicationRule from 10.42.0.0/22 to-hosts changelogs.ubuntu.com by Http:80 # ["Line 12: Release notes of Ubuntu updates."]
rc-aks-shop-prod-application/core-snapshot-ubuntu-com: ApplicationRule from 10.42.0.0/22 to-hosts snapshot.ubuntu.com by Https:443 # ["Line 13: Dated snapshots of Ubuntu packages."]
rc-aks-shop-prod-application/windows-onegetcdn-azureedge-net: ApplicationRule from 10.42.0.0/22 to-hosts onegetcdn.azureedge.net by Https:443 # ["Line 14: Binaries for Windows nodes."]
rc-aks-shop-prod-application/windows-go-microsoft-com: ApplicationRule from 10.42.0.0/22 to-hosts go.microsoft.com by Https:443 # ["Line 15: Redirects to those binaries."]
rc-aks-shop-prod-application/windows-mp-microsoft-com: ApplicationRule from 10.42.0.0/22 to-hosts *.mp.microsoft.com by Http:80 # ["Line 16: Windows components and updates."]
rc-aks-shop-prod-application/windows-www-msftconnecttest-com: ApplicationRule from 10.42.0.0/22 to-hosts www.msftconnecttest.com by Http:80 # ["Line 17: Windows tests whether it is online."]
rc-aks-shop-prod-application/windows-ctldl-windowsupdate-com: ApplicationRule from 10.42.0.0/22 to-hosts ctldl.windowsupdate.com by Http:80 # ["Line 18: List of trusted certificates."]
rc-aks-shop-prod-application/gpu-nvidia-github-io: ApplicationRule from 10.42.0.0/22 to-hosts nvidia.github.io by Https:443 # ["Line 19: NVIDIA's package index for GPU nodes."]
rc-aks-shop-prod-application/gpu-us-download-nvidia-com: ApplicationRule from 10.42.0.0/22 to-hosts us.download.nvidia.com by Https:443 # ["Line 20: NVIDIA's driver packages for GPU nodes."]
rc-aks-shop-prod-application/gpu-download-docker-com: ApplicationRule from 10.42.0.0/22 to-hosts download.docker.com by Https:443 # ["Line 21: Container tools that the driver needs."]
rc-aks-shop-prod-application/azure-monitor-dc-services-visualstudio-com: ApplicationRule from 10.42.0.0/22 to-hosts dc.services.visualstudio.com by Https:443 # ["Line 22: Telemetry of the monitoring agent."]
rc-aks-shop-prod-application/azure-monitor-ods-opinsights-azure-com: ApplicationRule from 10.42.0.0/22 to-hosts *.ods.opinsights.azure.com by Https:443 # ["Line 23: Logs travel to the workspace."]
rc-aks-shop-prod-application/azure-monitor-oms-opinsights-azure-com: ApplicationRule from 10.42.0.0/22 to-hosts *.oms.opinsights.azure.com by Https:443 # ["Line 24: The agent signs on to the workspace."]
rc-aks-shop-prod-application/azure-monitor-monitoring-azure-com: ApplicationRule from 10.42.0.0/22 to-hosts *.monitoring.azure.com by Https:443 # ["Line 25: Metrics travel to Azure Monitor."]
rc-aks-shop-prod-application/azure-monitor-ingest-monitor-azure-com: ApplicationRule from 10.42.0.0/22 to-hosts *.ingest.monitor.azure.com by Https:443 # ["Line 26: Prometheus metrics are sent in."]
rc-aks-shop-prod-application/azure-monitor-westeurope-handler-control-monitor-azure-com: ApplicationRule from 10.42.0.0/22 to-hosts westeurope.handler.control.monitor.azure.com by Https:443 # ["Line 27: Collection rules are fetched."]
rc-aks-shop-prod-application/azure-policy-data-policy-core-windows-net: ApplicationRule from 10.42.0.0/22 to-hosts data.policy.core.windows.net by Https:443 # ["Line 28: Policies are fetched, compliance is reported."]
rc-aks-shop-prod-application/azure-policy-store-policy-core-windows-net: ApplicationRule from 10.42.0.0/22 to-hosts store.policy.core.windows.net by Https:443 # ["Line 29: Built-in policy definitions."]
rc-aks-shop-prod-application/azure-policy-dc-services-visualstudio-cn: ApplicationRule from 10.42.0.0/22 to-hosts dc.services.visualstudio.cn by Https:443 # ["Line 30: Telemetry of the policy add-on."]
END_OF_ROWS
}

required_rows() {
    cat <<'END_OF_ROWS'
NatRule from * to 203.0.113.10 by TCP ports 80 translated-to 10.42.0.200 translated-port 80
NetworkRule from 10.42.0.0/22 to 198.51.100.24 by TCP ports 443
NetworkRule from 10.42.0.0/22 to AzureMonitor by TCP ports 443
ApplicationRule from 10.42.0.0/22 to-hosts *.hcp.westeurope.azmk8s.io by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts mcr.microsoft.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts *.data.mcr.microsoft.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts mcr-0001.mcr-msedge.net by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts management.azure.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts login.microsoftonline.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts packages.microsoft.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts packages.aks.azure.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts onegetcdn.azureedge.net by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts go.microsoft.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts *.mp.microsoft.com by Http:80
ApplicationRule from 10.42.0.0/22 to-hosts www.msftconnecttest.com by Http:80
ApplicationRule from 10.42.0.0/22 to-hosts ctldl.windowsupdate.com by Http:80
ApplicationRule from 10.42.0.0/22 to-hosts nvidia.github.io by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts us.download.nvidia.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts download.docker.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts dc.services.visualstudio.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts *.ods.opinsights.azure.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts *.oms.opinsights.azure.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts *.monitoring.azure.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts *.ingest.monitor.azure.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts westeurope.handler.control.monitor.azure.com by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts data.policy.core.windows.net by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts store.policy.core.windows.net by Https:443
ApplicationRule from 10.42.0.0/22 to-hosts dc.services.visualstudio.cn by Https:443
END_OF_ROWS
}

node_subnets() {
    cat <<'END_OF_ROWS'
10.42.0.0/22
END_OF_ROWS
}

# Name, prefix, type and address of the next hop; the default route is the last.
wanted_routes() {
    cat <<'END_OF_ROWS'
default-via-firewall|0.0.0.0/0|VirtualAppliance|10.0.1.4
END_OF_ROWS
}

tests_to_run() {
    cat <<'END_OF_TESTS'
From outside, must connect: 203.0.113.10:80 (TCP).
Must answer: curl -sS -o /dev/null -m 10 https://mcr.microsoft.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://mcr-0001.mcr-msedge.net:443/
Must answer: curl -sS -o /dev/null -m 10 https://management.azure.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://login.microsoftonline.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://packages.microsoft.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://packages.aks.azure.com:443/
Must answer: curl -sS -o /dev/null -m 10 http://security.ubuntu.com:80/
Must answer: curl -sS -o /dev/null -m 10 http://azure.archive.ubuntu.com:80/
Must answer: curl -sS -o /dev/null -m 10 http://changelogs.ubuntu.com:80/
Must answer: curl -sS -o /dev/null -m 10 https://snapshot.ubuntu.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://onegetcdn.azureedge.net:443/
Must answer: curl -sS -o /dev/null -m 10 https://go.microsoft.com:443/
Must answer: curl -sS -o /dev/null -m 10 http://www.msftconnecttest.com:80/
Must answer: curl -sS -o /dev/null -m 10 http://ctldl.windowsupdate.com:80/
Must answer: curl -sS -o /dev/null -m 10 https://nvidia.github.io:443/
Must answer: curl -sS -o /dev/null -m 10 https://us.download.nvidia.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://download.docker.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://dc.services.visualstudio.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://westeurope.handler.control.monitor.azure.com:443/
Must answer: curl -sS -o /dev/null -m 10 https://data.policy.core.windows.net:443/
Must answer: curl -sS -o /dev/null -m 10 https://store.policy.core.windows.net:443/
Must answer: curl -sS -o /dev/null -m 10 https://dc.services.visualstudio.cn:443/
Must be refused: curl -sS -o /dev/null -m 10 https://example.com (a host that is on no line of this file).
Not provable by a request: core-api-server (no host name, or not HTTP).
Not provable by a request: azure-monitor-tag (no host name, or not HTTP).
Not provable by a request: *.hcp.westeurope.azmk8s.io (a wildcard).
Not provable by a request: *.data.mcr.microsoft.com (a wildcard).
Not provable by a request: *.mp.microsoft.com (a wildcard).
Not provable by a request: *.ods.opinsights.azure.com (a wildcard).
Not provable by a request: *.oms.opinsights.azure.com (a wildcard).
Not provable by a request: *.monitoring.azure.com (a wildcard).
Not provable by a request: *.ingest.monitor.azure.com (a wildcard).
END_OF_TESTS
}

# --- from here on, every script of this version is the same ---

verb=check as_json=no parts=all preview=no named_file=
lines='' clashes='' notes='' changes=0 blocked=no saved_file=''
subscription='' subscription_name='' policy_url='' table_url='' tier='' group_name=$own_group
errors=$(mktemp)
writing=no undoing=no partly=no default_stays=no state=''

say() {
    local form=$1
    shift
    # shellcheck disable=SC2059  # every form is one of this script's own
    printf -v said "$form" "$@"
    if [[ $as_json == no ]]; then printf '%s\n' "$said"; fi
}

# line SIGN TEXT: + comes, - goes, ~ changes, = stays
line() {
    lines+="$1 $2"$'\n'
    if [[ $1 != '=' ]]; then changes=$((changes + 1)); fi
    if [[ $as_json == no ]]; then printf '%s\n' "$1 $2"; fi
}

# what stands in the way
clash() {
    say "! $1" "${@:2}"
    clashes+="${said#! }"$'\n'
    blocked=yes
}

# what has to be known
note() {
    say "* $1" "${@:2}"
    notes+="${said#\* }"$'\n'
}

json_text() {
    local text=${1//\\/\\\\}
    text=${text//\"/\\\"}
    text=${text//$'\t'/\\t}
    printf '"%s"' "${text//$'\n'/\\n}"
}

json_list() {
    local text comma=''
    printf '['
    while IFS= read -r text; do
        if [[ -n $text ]]; then
            printf '%s' "$comma"
            "$1" "$text"
            comma=','
        fi
    done
    printf ']'
}

json_line() {
    printf '{"sign":"%s","text":%s}' "${1:0:1}" "$(json_text "${1:2}")"
}

# finish CODE [ERROR]: the end of every run
finish() {
    if [[ $as_json == yes ]]; then
        printf '{"verb":"%s","exit":%s,"error":%s' "$verb" "$1" "$(json_text "${2:-}")"
        printf ',"cloud":%s,"subscription":%s' "$(json_text "$cloud")" "$(json_text "$subscription")"
        printf ',"policy":%s,"tier":%s' "$(json_text "$policy_url")" "$(json_text "$tier")"
        printf ',"group":%s,"table":%s' "$(json_text "$group_name")" "$(json_text "$table_url")"
        printf ',"saved":%s,"lines":' "$(json_text "$saved_file")"
        json_list json_line <<<"$lines"
        printf ',"blocked":'
        json_list json_text <<<"$clashes"
        printf ',"notes":'
        json_list json_text <<<"$notes"
        printf '}\n'
    fi
    writing=no
    exit "$1"
}

# wrong cloud, subscription, name or call
refuse() {
    say_error "$@"
    finish 2 "$said"
}

# Azure, the network or the disk did not do what was asked
fail() {
    say_error "$@"
    finish 1 "$said"
}

say_error() {
    local form=$1
    shift
    # shellcheck disable=SC2059
    printf -v said "$form" "$@"
    printf '%s\n' "$said" >&2
}

leave() {
    rm -f "$errors"
    if [[ $writing == yes ]]; then printf '%s\n' 'Interrupted while writing. Run this script with check, then with restore.' >&2; fi
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

why() {
    head -c 2000 "$errors" | tr -d '\r'
}

# az answers with a carriage return on every line under WSL and Git Bash. An answer may have megabytes, on which
# bash's own replacing takes minutes.
ask() {
    answer=$(az "$@" --only-show-errors 2>"$errors" </dev/null | tr -d '\r')
}

# get URL QUERY: 0 and the answer, 44 if Azure has no such thing, 1 if it could not be read
get() {
    local tries=1
    until ask rest --method get --url "$1" --query "$2" --output tsv; do
        if grep -q -e 'NotFound"' "$errors"; then return 44; fi
        if grep -q -e AuthorizationFailed -e 'az login' -e AADSTS "$errors" || ((tries >= 5)); then return 1; fi
        tries=$((tries + 1))
        sleep 5
    done
}

must_get() {
    get "$1" "$2" || fail 'Could not be read: %s %s' "$1" "$(why)"
}

# settle URL GOAL: waits until Azure has ended what it does there; GOAL is Succeeded or Gone
settle() {
    local attempt code
    for ((attempt = 0; attempt < 360; attempt++)); do
        code=0
        get "$1" properties.provisioningState || code=$?
        state=$answer
        if ((code == 44)); then state=Gone; elif ((code != 0)); then state=unknown; return 1; fi
        case $state in
            "$2") return 0 ;;
            Failed | Canceled | Gone) return 1 ;;
        esac
        sleep 5
    done
    return 1
}

# send METHOD URL GOAL [BODY]: writes and waits for the real end; a busy neighbour is waited for
send() {
    local tries=1
    while ! send_once "$@"; do
        if ((tries >= 60)) || ! grep -q -e AnotherOperation -e Retryable -e TooManyRequests "$errors"; then
            why >&2
            return 1
        fi
        tries=$((tries + 1))
        sleep 10
    done
    settle "$2" "$3"
}

send_once() {
    if [[ $1 == put ]]; then
        printf '%s\n' "$4" |
            az rest --method put --url "$2" --body @- --output none --only-show-errors >/dev/null 2>"$errors"
    else
        az rest --method delete --url "$2" --output none --only-show-errors </dev/null >/dev/null 2>"$errors" ||
            grep -q -e 'NotFound"' "$errors"
    fi
}

route_url() {
    printf '%s/routes/%s?api-version=%s' "$table_url" "$1" "$api_version"
}

group_url() {
    printf '%s/ruleCollectionGroups/%s?api-version=%s' "$policy_url" "$1" "$api_version"
}

# pick VARIABLE GIVEN [DEFAULT]: the approved name goes first, and no variable may say otherwise
pick() {
    local variable=${!1:-}
    if [[ -n $2 && -n $variable && $variable != "$2" ]]; then
        refuse '%s is %s, but %s was approved. Unset it, or export again.' "$1" "$variable" "$2"
    fi
    picked=${2:-${variable:-${3:-}}}
    [[ $picked =~ ^[[:alnum:]_][[:alnum:]_.()-]*$ ]] || refuse '%s is not set, or not a name of Azure: letters, digits, and . _ - ( ) alone.' "$1"
}

# pick_subscription VARIABLE [DEFAULT]: an id or a name, read as id
pick_subscription() {
    local variable=${!1:-}
    case $variable in -* | @* | *[[:cntrl:]]*) refuse '%s is not set, or not a name of Azure: letters, digits, and . _ - ( ) alone.' "$1" ;; esac
    variable=${variable:-${2:-}}
    local query="join('|', [environmentName, id, name])"
    if [[ -n $variable ]]; then
        ask account show --subscription "$variable" --query "$query" --output tsv ||
            refuse 'No such subscription (%s). %s' "$1" "$(why)"
    else
        ask account show --query "$query" --output tsv || refuse 'No such subscription (%s). %s' "$1" "$(why)"
    fi
    [[ ${answer%%|*} == "$cloud" ]] || refuse 'The Azure CLI is set to another cloud. Run: az cloud set --name %s' "$cloud"
    picked=${answer#*|}
    picked_name=${picked#*|}
    picked=${picked%%|*}
    [[ $picked =~ ^[[:alnum:]-]+$ ]] || refuse '%s is not set, or not a name of Azure: letters, digits, and . _ - ( ) alone.' "$1"
}

# The names of everything; the policy only where rules count, the table only where routes do or it is known.
name_everything() {
    local network=providers/Microsoft.Network group
    command -v az >/dev/null || fail 'The Azure CLI (az) is not installed.'
    ask cloud show --query name --output tsv || fail 'Could not be read: %s %s' 'az cloud show' "$(why)"
    [[ $answer == "$cloud" ]] || refuse 'The Azure CLI is set to another cloud. Run: az cloud set --name %s' "$cloud"
    pick_subscription AKS_EGRESS_SUBSCRIPTION
    subscription=$picked subscription_name=$picked_name
    pick AKS_EGRESS_RESOURCE_GROUP "$given_resource_group"
    group=$picked
    if [[ $1 == yes ]]; then
        pick AKS_EGRESS_FIREWALL_POLICY "$given_firewall_policy"
        policy_url="/subscriptions/$subscription/resourceGroups/$group/$network/firewallPolicies/$picked"
    fi
    if [[ $2 == yes || -n $given_route_table || -n ${AKS_EGRESS_ROUTE_TABLE:-} ]]; then
        pick AKS_EGRESS_ROUTE_TABLE "$given_route_table"
        local table=$picked
        pick AKS_EGRESS_ROUTE_TABLE_RESOURCE_GROUP '' "$group"
        group=$picked picked=$subscription
        if [[ -n ${AKS_EGRESS_ROUTE_TABLE_SUBSCRIPTION:-} ]]; then
            pick_subscription AKS_EGRESS_ROUTE_TABLE_SUBSCRIPTION
        fi
        table_url="/subscriptions/$picked/resourceGroups/$group/$network/routeTables/$table"
    fi
}

readonly rows_query='properties.ruleCollections[].[join('\'' '\'', ['\''collection'\'', join('\'''\'', [name, '\'':'\'']), '\''priority'\'', to_string(priority), to_string(action.type), to_string(ruleCollectionType)]), rules[].join('\'' '\'', ['\''rule'\'', join('\'''\'', [name, '\'':'\'']), ruleType, (sourceAddresses && join('\'' '\'', ['\''from'\'', join('\'','\'', sort(sourceAddresses))]) || '\'''\''), (sourceIpGroups && join('\'' '\'', ['\''from-groups'\'', join('\'','\'', sort(sourceIpGroups))]) || '\'''\''), (targetFqdns && join('\'' '\'', ['\''to-hosts'\'', join('\'','\'', sort(targetFqdns))]) || '\'''\''), (fqdnTags && join('\'' '\'', ['\''to-tags'\'', join('\'','\'', sort(fqdnTags))]) || '\'''\''), (destinationAddresses && join('\'' '\'', ['\''to'\'', join('\'','\'', sort(destinationAddresses))]) || '\'''\''), (destinationFqdns && join('\'' '\'', ['\''to-names'\'', join('\'','\'', sort(destinationFqdns))]) || '\'''\''), (destinationIpGroups && join('\'' '\'', ['\''to-groups'\'', join('\'','\'', sort(destinationIpGroups))]) || '\'''\''), (targetUrls && join('\'' '\'', ['\''to-urls'\'', join('\'','\'', sort(targetUrls))]) || '\'''\''), (webCategories && join('\'' '\'', ['\''to-categories'\'', join('\'','\'', sort(webCategories))]) || '\'''\''), (ipProtocols && join('\'' '\'', ['\''by'\'', join('\'','\'', sort(ipProtocols))]) || '\'''\''), (destinationPorts && join('\'' '\'', ['\''ports'\'', join('\'','\'', sort(destinationPorts))]) || '\'''\''), (protocols && join('\'' '\'', ['\''by'\'', join('\'','\'', sort(protocols[].join('\'':'\'', [protocolType, to_string(port)])))]) || '\'''\''), (translatedAddress && join('\'' '\'', ['\''translated-to'\'', translatedAddress]) || '\'''\''), (translatedFqdn && join('\'' '\'', ['\''translated-to-host'\'', translatedFqdn]) || '\'''\''), (translatedPort && join('\'' '\'', ['\''translated-port'\'', translatedPort]) || '\'''\''), (terminateTLS && '\''tls-inspected'\'' || '\'''\''), (httpHeadersToInsert && join('\'' '\'', ['\''headers'\'', to_string(httpHeadersToInsert)]) || '\'''\''), '\''#'\'', to_string([description || '\'''\''])][?@ != '\'''\''])] | [] | [] | [?@]'
group_before=null rows_now='' priority_now='' routes_now='' groups_now='' default_hop='?'

# From az's lines: "collection X: ..." and "rule Y: ..." become "X: ..." and "X/Y: ..."
flat() {
    awk '/^collection / { sub(/^collection /, ""); name = $0; sub(/: .*/, "", name); print; next }
         /^rule / { sub(/^rule /, ""); print name "/" $0 }'
}

# compare: lines that are there, ---, lines that are wanted
compare() {
    awk '$0 == "---" { second = 1; next }
         $0 == "" { next }
         { at = index($0, ": "); key = substr($0, 1, at - 1); rest = substr($0, at + 2) }
         !second { there[key] = rest; order[++n] = key; next }
         { wanted[key] = 1; said = rest; sub(/ # .*/, "", said)
           if (!(key in there)) { print "+ " key ": " said; next }
           old = there[key]
           if (old == rest) { print "= " key ": " said }
           else { sub(/ # .*/, "", old)
                  print "~ " key ": " said (old == said ? " (description)" : " (was: " old ")") } }
         END { for (i = 1; i <= n; i++) if (!(order[i] in wanted)) {
                   old = there[order[i]]; sub(/ # .*/, "", old); print "- " order[i] ": " old } }'
}

# lacking CONTENTS, lines on standard input: which contents no rule of the lines has
lacking() {
    { cat; printf '%s\n' ---; printf '%s\n' "$1"; } | awk '
        $0 == "---" { second = 1; next }
        $0 == "" { next }
        !second { key = $0; sub(/: .*/, "", key)
                  if (key !~ /\//) next
                  sub(/^[^:]*: /, ""); sub(/ # .*/, ""); there[$0] = 1; next }
        !($0 in there) { print }'
}

# contents of lines on standard input, without names and descriptions
contents() {
    awk '{ key = $0; sub(/: .*/, "", key) } key ~ /\// { sub(/^[^:]*: /, ""); sub(/ # .*/, ""); print }'
}

# share_an_address: prefixes, ---, prefixes; says yes, no, or nothing where one side has none
share_an_address() {
    awk 'function number(text, part) { split(text, part, ".")
             return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] }
         $0 == "---" { second = 1; next }
         $0 == "*" { any[second + 0] = 1; next }
         !/^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+/ { next }
         { sub(/-.*/, ""); split($0, half, "/"); bits = half[2] == "" ? 32 : half[2]
           side = second + 0; i = ++n[side]; at[side, i] = number(half[1]); wide[side, i] = 2 ^ (32 - bits) }
         END { if (any[0]) { print "yes"; exit }
               if (!n[0] || !n[1]) exit
               for (i = 1; i <= n[0]; i++) for (j = 1; j <= n[1]; j++) {
                   size = wide[0, i] > wide[1, j] ? wide[0, i] : wide[1, j]
                   if (int(at[0, i] / size) == int(at[1, j] / size)) { print "yes"; exit } }
               print "no" }'
}

# whose GROUP: yes if its sources are those of this cluster's nodes, no if they are others, empty if it has none
whose() {
    must_get "$(group_url "$1")" "properties.ruleCollections[].rules[] | [?ruleType != 'NatRule'].sourceAddresses[]"
    owner=$({ printf '%s\n' "$answer" ---; node_subnets; } | share_an_address)
}

look_at_policy() {
    local query code=0 proxy servers state_now base firewalls
    query="join('|', [to_string(properties.sku.tier), to_string(properties.dnsSettings.enableProxy),"
    query+=" to_string(properties.dnsSettings.servers), to_string(properties.provisioningState),"
    query+=" to_string(properties.basePolicy.id), to_string(properties.firewalls[0].id)])"
    get "$policy_url?api-version=$api_version" "$query" || code=$?
    if ((code == 44)); then
        clash 'The firewall policy does not exist: %s' "$policy_url"
        return 1
    elif ((code != 0)); then
        fail 'Could not be read: %s %s' "$policy_url" "$(why)"
    fi
    IFS='|' read -r tier proxy servers state_now base firewalls <<<"$answer"
    say 'Policy %s, tier %s, state %s' "$policy_url" "$tier" "$state_now"
    say 'DNS proxy of the policy: %s, DNS servers: %s' "$proxy" "$servers"
    if [[ $firewalls == null ]]; then note 'No firewall uses this policy.'; fi
    if [[ $base != null ]]; then
        note 'The policy inherits from %s: its rules come first and may refuse what these lines open.' "$base"
        if [[ $proxy == null ]]; then
            if get "$base?api-version=$api_version" "to_string(properties.dnsSettings.enableProxy)"; then
                proxy=$answer
            else
                proxy=unknown
            fi
        fi
    fi
    if [[ -n $dns_lines ]]; then
        if [[ $tier == Basic ]]; then
            clash 'Network rules name hosts (%s), which the Basic tier does not know.' "$dns_lines"
        elif [[ $proxy == unknown ]]; then
            note 'Network rules name hosts (%s); whether the base policy'\''s DNS proxy is on could not be read.' "$dns_lines"
        elif [[ $proxy != true ]]; then
            clash 'Network rules name hosts (%s), and the DNS proxy of the policy is off.' "$dns_lines"
        else
            note 'Network rules name hosts (%s): the nodes'\'' network has to use the firewall as its DNS server. Not read here.' "$dns_lines"
        fi
    fi
}

# All groups of the policy, page by page: name, priority, state
list_groups() {
    local next="$policy_url/ruleCollectionGroups?api-version=$api_version" first
    groups_now=
    while [[ -n $next ]]; do
        must_get "$next" "[[join('', ['next ', to_string(nextLink)])], value[].join('|', [name, to_string(properties.priority), to_string(properties.provisioningState)])][]"
        first=${answer%%$'\n'*}
        groups_now+=$(tail -n +2 <<<"$answer")$'\n'
        next=${first#next }
        if [[ $next == null ]]; then next=; fi
    done
}

# row_of NAME: the line of a group, whatever the case of its name
row_of() {
    awk -F'|' -v name="$1" 'tolower($1) == tolower(name) { print; exit }' <<<"$groups_now"
}

choose_group() {
    local former own
    own=$(row_of "$own_group")
    former=$(row_of "$former_group")
    if [[ -n $former && $former_group != "$own_group" ]]; then
        whose "$former_group"
        if [[ $owner == no ]]; then
            note 'The group %s belongs to another cluster of this name; this one'\''s is %s.' "$former_group" "$own_group"
        elif [[ -n $own ]]; then
            clash 'Two groups hold rules of this cluster'\''s nodes: %s and %s. Leave one of them.' "$former_group" "$own_group"
        else
            group_name=${former%%|*}
            note 'The group keeps the name of an earlier version: %s' "$group_name"
            own=$former
        fi
    fi
    if [[ -n $own ]]; then
        group_name=${own%%|*}
        whose "$group_name"
        if [[ $owner == no ]]; then clash 'The group %s holds sources of another cluster: %s' "$group_name" "$(tr '\n' ' ' <<<"$answer")"; fi
    fi
}

# read_group: what our group holds now
read_group() {
    group_before=null rows_now='' priority_now=
    if [[ -z $(row_of "$group_name") ]]; then return 0; fi
    must_get "$(group_url "$group_name")" "[[to_string({properties: {priority: properties.priority, ruleCollections: properties.ruleCollections}}), to_string(properties.priority)], $rows_query][] | [?@]"
    group_before=$(head -n 1 <<<"$answer")
    priority_now=$(sed -n 2p <<<"$answer")
    rows_now=$(tail -n +3 <<<"$answer" | flat)
}

look_at_groups() {
    local name number state_now own taken free
    say '%s' 'Rule collection groups of the policy:'
    while IFS='|' read -r name number state_now; do
        if [[ -z $name ]]; then continue; fi
        own=
        if [[ $name == "$group_name" ]]; then own='  <- this cluster'\''s'; fi
        say '  %s  %s  %s%s' "$number" "$name" "$state_now" "$own"
        if [[ $name != "$group_name" && $number == "$priority" ]]; then
            free=$priority
            while grep -q "|$free|" <<<"$groups_now"; do free=$((free + 1)); done
            taken=$name
            clash 'Priority %s is taken by the group %s; the next free one is %s. Export again with it.' "$priority" "$taken" "$free"
        fi
        if [[ $name == "$group_name" && $state_now == Failed ]]; then line '~' "$name: Failed"; fi
    done <<<"$groups_now"
}

compare_group() {
    local found sign_and_text gone
    if [[ -z $(row_of "$group_name") ]]; then
        line '+' "$group_name: priority $priority"
    elif [[ $priority_now != "$priority" ]]; then
        line '~' "$group_name: priority $priority (was: $priority_now)"
    else
        line '=' "$group_name: priority $priority"
    fi
    found=$({ printf '%s\n' "$rows_now" ---; wanted_rows; } | compare)
    while IFS= read -r sign_and_text; do
        if [[ -n $sign_and_text ]]; then line "${sign_and_text:0:1}" "${sign_and_text:2}"; fi
    done <<<"$found"
    if ((held_back)) && [[ $default_hop != '' && $default_hop != '?' ]]; then
        gone=$(wanted_rows | lacking "$(contents <<<"$rows_now")")
        if [[ -n $gone ]]; then clash 'The default route leads to a firewall already, this file lacks required lines, and the group would lose: %s' "$(head -n 1 <<<"$gone")"; fi
    fi
}

# read_table: 0, 44 if it is missing, 1 if it cannot be read; the appliance that the default route leads to
read_table() {
    get "$table_url?api-version=$api_version" "properties.routes[].join('|', [name, properties.addressPrefix, properties.nextHopType, to_string(properties.nextHopIpAddress || '')])" || return $?
    routes_now=$answer
    default_hop=$(awk -F'|' '$2 == "0.0.0.0/0" && $3 == "VirtualAppliance" { print $4; exit }' <<<"$routes_now")
}

look_at_table() {
    local code=0
    if [[ -z $table_url ]]; then return 0; fi
    read_table || code=$?
    if ((code == 0)); then
        say 'Route table %s' "$table_url"
    elif [[ $do_routes == no ]]; then
        note 'The route table could not be read: %s' "$table_url"
    elif ((code == 44)); then
        clash 'The route table does not exist: %s' "$table_url"
    else
        fail 'Could not be read: %s %s' "$table_url" "$(why)"
    fi
}

new_routes=
compare_routes() {
    local name prefix type hop there other
    new_routes=
    while IFS='|' read -r name prefix type hop; do
        if [[ -z $name ]]; then continue; fi
        there=$(awk -F'|' -v prefix="$prefix" '$2 == prefix { print; exit }' <<<"$routes_now")
        other=$(awk -F'|' -v name="$name" 'tolower($1) == tolower(name) { print; exit }' <<<"$routes_now")
        if [[ -n $there && ${there#*|} == "$prefix|$type|$hop" ]]; then
            line '=' "route $name: $prefix $type $hop"
            if [[ ${there%%|*} != "$name" ]]; then note 'The route to %s is there under the name %s.' "$prefix" "${there%%|*}"; fi
        elif [[ -n $there ]]; then
            clash 'The route to %s is there as %s and leads elsewhere: %s. Wanted: %s' "$prefix" "${there%%|*}" "${there#*|*|}" "$type|$hop"
        elif [[ -n $other ]]; then
            clash 'The route %s is there for something else: %s' "$name" "${other#*|}"
        else
            line '+' "route $name: $prefix $type $hop"
            new_routes+="$name|$prefix|$type|$hop"$'\n'
        fi
    done < <(wanted_routes)
}

do_rules=no do_routes=no

# required_in_place: whether every required line is among the rules of our group
required_in_place() {
    missing=$(lacking "$(required_rows)" <<<"$rows_now")
    [[ -z $missing ]]
}

look() {
    if [[ $parts != routes ]] && ((has_rules)); then do_rules=yes; fi
    if [[ $parts != rules ]] && ((has_routes)); then do_routes=yes; fi
    local policy=$do_rules
    if [[ $do_routes == yes ]] && ((has_default)); then policy=yes; fi
    name_everything "$policy" "$do_routes"
    say 'Cloud %s, subscription %s (%s)' "$cloud" "$subscription_name" "$subscription"
    look_at_table
    if [[ $policy == yes ]] && look_at_policy; then
        list_groups
        choose_group
        read_group
        if [[ $do_rules == yes ]]; then
            look_at_groups
            compare_group
        fi
    fi
    if [[ $do_routes == yes ]]; then compare_routes; fi
    if [[ $do_rules == no && $new_routes == *'|0.0.0.0/0|'* ]] && ! required_in_place; then
        clash 'The default route waits: a required line is not in the group: %s' "$(head -n 1 <<<"$missing")"
    fi
}

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly folder

# saved_files: the saved states that nobody has gone back to, the newest first
saved_files() {
    local file
    for file in "$folder/$file_stem".saved.*.json; do
        if [[ -f $file ]]; then printf '%s\n' "$file"; fi
    done | LC_ALL=C sort -r
}

json_lines() {
    local text comma=''
    while IFS= read -r text; do
        if [[ -n $text ]]; then
            printf '%s%s' "$comma" "$(json_text "$text")"
            comma=$',\n'
        fi
    done
    if [[ -n $comma ]]; then printf '\n'; fi
}

# The file is JSON with one member a line, so that bash can read it back; it is never written over.
save() {
    local stamp newest
    newest=$(saved_files | sed -n 1p)
    stamp=$(date -u +%Y%m%dT%H%M%SZ)
    saved_file="$folder/$file_stem.saved.$stamp.json"
    while [[ -e $saved_file || $saved_file == "$newest" ]]; do
        sleep 1
        stamp=$(date -u +%Y%m%dT%H%M%SZ)
        saved_file="$folder/$file_stem.saved.$stamp.json"
    done
    if [[ -n $newest && ! $saved_file > $newest ]]; then fail 'The clock of this machine is behind the newest saved state: %s' "$newest"; fi
    (
        set -o noclobber
        saved_state "$stamp" >"$saved_file"
    ) 2>"$errors" || fail 'Could not be saved, so nothing was written: %s %s' "$saved_file" "$(why)"
    if [[ $(tail -n 1 "$saved_file") != '"end":true}' ]]; then fail 'Could not be saved, so nothing was written: %s %s' "$saved_file" ''; fi
    say 'Saved: %s' "$saved_file"
}

saved_state() {
    local keep=null keep_rows=
    if [[ $do_rules == yes ]] && ((has_default)); then
        keep=$(required_body | tr -d '\n')
        keep_rows=$(required_rows)
    fi
    printf '{"form":"aks-egress-saved-1",\n"time":"%s",\n"cloud":"%s",\n' "$1" "$cloud"
    printf '"policy":"%s",\n"group":"%s",\n"table":"%s",\n' "$policy_url" "$group_name" "$table_url"
    printf '"rules":"%s",\n"routes":"%s",\n"only_way_out":"%s",\n' "$do_rules" "$do_routes" "$only_way_out"
    printf '"has_default":"%s",\n"default_hop":"%s",\n' "$has_default" "$default_hop"
    printf '"group_before":%s,\n"rows_before":[\n' "$group_before"
    json_lines <<<"$rows_now"
    printf '],\n"routes_before":[\n'
    json_lines <<<"$routes_now"
    printf '],\n"routes_made":[\n'
    json_lines <<<"$new_routes"
    printf '],\n"required":%s,\n"required_rows":[\n' "$keep"
    json_lines <<<"$keep_rows"
    printf '],\n"end":true}\n'
}

# saved NAME: one member; saved_list NAME: the lines of one
saved() {
    sed -n "s/^{\{0,1\}\"$1\":\(.*\),\$/\1/p" "$saved_file" | sed 's/^"\(.*\)"$/\1/'
}

saved_list() {
    awk -v start="\"$1\":[" '$0 == start { on = 1; next } on && /^\]/ { exit } on { print }' "$saved_file" |
        sed -e 's/,$//' -e 's/^"//' -e 's/"$//' -e 's/\\\(["\\]\)/\1/g'
}

open_saved() {
    saved_file=$1
    [[ -r $saved_file && $(saved form) == aks-egress-saved-1 && $(tail -n 1 "$saved_file") == '"end":true}' ]] ||
        refuse 'Not a saved state of this script: %s' "$saved_file"
}

# still_used ADDRESS: whether a group of the policy still publishes a service under the address; ours counts where
# it keeps its required lines
still_used() {
    local name rest
    if [[ -z $policy_url ]]; then return 1; fi
    while IFS='|' read -r name rest; do
        if [[ -z $name || ($name == "$group_name" && $default_stays == no) ]]; then continue; fi
        must_get "$(group_url "$name")" "properties.ruleCollections[].rules[] | [?ruleType == 'NatRule'].destinationAddresses[]"
        if grep -q -x -F -e "$1" <<<"$answer"; then
            user=$name
            return 0
        fi
    done <<<"$groups_now"
    return 1
}

# plan_routes_back: which of the routes that were made go again, the default route first
plan_routes_back() {
    local name prefix type hop there keeps
    routes_back='' default_stays=no
    keeps=$(saved only_way_out)
    while IFS='|' read -r name prefix type hop; do
        if [[ -z $name ]]; then continue; fi
        there=$(awk -F'|' -v name="$name" 'tolower($1) == tolower(name) { print; exit }' <<<"$routes_now")
        if [[ -z $there ]]; then
            line '=' "route $name: "'is gone already'
        elif [[ ${there#*|} != "$prefix|$type|$hop" ]]; then
            note 'The route %s was changed by somebody else since and is left: %s' "$name" "${there#*|}"
        elif [[ $prefix == 0.0.0.0/0 && $keeps == 1 ]]; then
            line '=' "route $name: $prefix $type $hop"
            note 'The default route %s stays, and its required lines: it is the cluster'\''s only way out.' "$name"
            default_stays=yes partly=yes
        elif [[ $type == Internet ]] && still_used "${prefix%/32}"; then
            line '=' "route $name: $prefix $type $hop"
            note 'The route %s stays: the group %s still publishes a service under its address.' "$name" "$user"
        else
            line '-' "route $name: $prefix $type $hop"
            routes_back+="$name"$'\n'
            if [[ $prefix == 0.0.0.0/0 ]]; then default_hop=''; fi
        fi
    done < <(saved_list routes_made | awk '{ all[NR] = $0 } END { for (i = NR; i > 0; i--) print all[i] }')
}

# plan_group_back: what the group is to hold again; it keeps the required lines where the default route stays
plan_group_back() {
    local kept before_rows rows_wanted sign_and_text
    group_wanted=$(saved group_before)
    before_rows=$(saved_list rows_before)
    rows_wanted=$before_rows
    kept=$(saved_list required_rows)
    if [[ $default_hop == '?' && $(saved has_default) == 1 && $undoing == no ]]; then
        clash 'Set AKS_EGRESS_ROUTE_TABLE: whether the default route needs these rules cannot be seen without it.'
    elif [[ -n $kept && -n $default_hop && $default_hop != '?' && $default_hop != "$(saved default_hop)" ]] &&
        [[ -n $(lacking "$kept" <<<"$before_rows") ]]; then
        if [[ $group_wanted == null ]]; then
            group_wanted=$(saved required)
            rows_wanted=$(required_of_now "$kept")
            note 'The group %s keeps its required lines: the default route leads to the firewall.' "$group_name"
            partly=yes
        else
            group_wanted=$group_before
            rows_wanted=$rows_now
            note 'The group %s stays as it is: what was there before lacks required lines, and the default route leads to the firewall.' "$group_name"
            partly=yes
        fi
    fi
    if [[ $group_wanted == "$group_before" ]]; then
        line '=' "$group_name"
        return 0
    fi
    if [[ $group_wanted == null ]]; then line '-' "$group_name"; else line '~' "$group_name"; fi
    while IFS= read -r sign_and_text; do
        if [[ -n $sign_and_text ]]; then line "${sign_and_text:0:1}" "${sign_and_text:2}"; fi
    done < <({ printf '%s\n' "$rows_now" ---; printf '%s\n' "$rows_wanted"; } | compare)
}

# required_of_now CONTENTS: the lines of our group that are required, as they are
required_of_now() {
    { printf '%s\n' "$1" ---; printf '%s\n' "$rows_now"; } | awk '
        $0 == "---" { second = 1; next }
        !second { required[$0] = 1; next }
        { key = $0; sub(/: .*/, "", key); bare = $0; sub(/^[^:]*: /, "", bare); sub(/ # .*/, "", bare) }
        key !~ /\// || (bare in required) { print }'
}

# go_back FILE: puts one saved state back, routes before rules; 1 if Azure did not do it
go_back() {
    local name code=0
    open_saved "$1"
    [[ $(saved cloud) == "$cloud" ]] || refuse 'The Azure CLI is set to another cloud. Run: az cloud set --name %s' "$(saved cloud)"
    if [[ $(saved rules) == yes && $(saved policy) != "$policy_url" ]]; then
        refuse '%s was saved for something else: %s' "$1" "$(saved policy)"
    fi
    if [[ $(saved routes) == yes && $(saved table) != "$table_url" ]]; then
        refuse '%s was saved for something else: %s' "$1" "$(saved table)"
    fi
    default_hop='?' routes_now='' groups_now='' changes=0
    if [[ -n $table_url ]]; then
        read_table || code=$?
        if ((code != 0)) && [[ $(saved routes) == yes ]]; then
            fail 'Could not be read: %s %s' "$table_url" "$(why)"
        fi
    fi
    if [[ -n $policy_url ]]; then list_groups; fi
    group_name=$(saved group)
    routes_back='' group_wanted=''
    say 'Going back to %s' "$1"
    if [[ $(saved routes) == yes ]]; then plan_routes_back; fi
    if [[ $(saved rules) == yes ]]; then
        read_group
        plan_group_back
    fi
    if [[ $blocked == yes || $preview == yes ]]; then return 0; fi
    writing=yes
    while IFS= read -r name; do
        if [[ -z $name ]]; then continue; fi
        send delete "$(route_url "$name")" Gone || return 1
        say 'Route deleted: %s' "$name"
    done <<<"$routes_back"
    if [[ $(saved rules) == yes && $group_wanted != "$group_before" ]]; then
        if [[ $group_wanted == null ]]; then
            send delete "$(group_url "$group_name")" Gone || return 1
        else
            send put "$(group_url "$group_name")" Succeeded "$group_wanted" || return 1
        fi
        say 'Rule collection group put back: %s' "$group_name"
    fi
    name=$(basename "$1")
    mv "$1" "$(dirname "$1")/${name/.saved./.restored.}" || return 1
    writing=no
}

undo() {
    say_error "$@"
    local reason=$said
    say_error 'Putting back what was there.'
    undoing=yes
    if go_back "$saved_file" && [[ $blocked == no ]]; then
        if [[ $partly == yes ]]; then fail '%s What was there before is back, but for the default route and its required lines, which stay.' "$reason"; fi
        fail '%s What was there before is back.' "$reason"
    fi
    fail '%s Not everything could be put back. Run restore with %s' "$reason" "$saved_file"
}

code_of_look() {
    if [[ $blocked == yes ]]; then return 4; fi
    if ((changes > 0)); then return 3; fi
    return 0
}

verb_check() {
    local code=0
    look
    code_of_look || code=$?
    case $code in
        0) say '%s' 'Nothing to do.' ;;
        3) say '%s lines to change. Nothing was written.' "$changes" ;;
        4) say '%s' 'Blocked. Nothing was written.' ;;
    esac
    finish "$code"
}

write_routes() {
    local name prefix type hop members
    while IFS='|' read -r name prefix type hop; do
        if [[ -z $name ]]; then continue; fi
        if [[ $prefix == 0.0.0.0/0 ]]; then
            list_groups
            read_group
            required_in_place || undo 'The default route waits: a required line is not in the group: %s' "$(head -n 1 <<<"$missing")"
        fi
        members="\"addressPrefix\":\"$prefix\",\"nextHopType\":\"$type\""
        if [[ -n $hop ]]; then members+=",\"nextHopIpAddress\":\"$hop\""; fi
        send put "$(route_url "$name")" Succeeded "{\"properties\":{$members}}" ||
            undo 'Azure did not finish the route %s. Its state: %s' "$name" "$state"
        say 'Route written: %s' "$name"
    done <<<"$new_routes"
}

verb_apply() {
    local rule_changes
    look
    if [[ $blocked == yes ]]; then
        say '%s' 'Blocked. Nothing was written.'
        finish 4
    elif ((changes == 0)); then
        say '%s' 'Nothing to do.'
        finish 0
    fi
    save
    writing=yes
    rule_changes=$(grep -v -e '^= ' -e '^+ route ' <<<"$lines" || true)
    if [[ $do_rules == yes && -n $rule_changes ]]; then
        send put "$(group_url "$group_name")" Succeeded "$(group_body)" ||
            undo 'Azure did not finish the rule collection group %s. Its state: %s' "$group_name" "$state"
        settle "$policy_url?api-version=$api_version" Succeeded ||
            undo 'Azure did not finish the rule collection group %s. Its state: %s' "$policy_url" "$state"
        say 'Rule collection group written: %s' "$group_name"
    fi
    write_routes
    say 'Done. To go back: restore %s' "$saved_file"
    finish 0
}

# next_saved: the newest saved state that holds the parts that were asked for
next_saved() {
    local file
    while IFS= read -r file; do
        if [[ -z $file ]]; then continue; fi
        open_saved "$file"
        if [[ $parts == all || $(saved "$parts") == yes ]]; then
            found=$file
            return 0
        fi
    done < <(saved_files)
    return 1
}

verb_restore() {
    local file policy=no table=no last=''
    if [[ -n $named_file ]]; then
        [[ -f $named_file ]] || refuse 'Not a saved state of this script: %s' "$named_file"
        found=$(cd "$(dirname "$named_file")" && pwd)/$(basename "$named_file")
    else
        next_saved || fail 'No saved state: %s' "$folder/$file_stem.saved.*.json"
    fi
    last=$found
    open_saved "$last"
    if [[ $parts != all && $(saved rules) == yes && $(saved routes) == yes ]]; then
        refuse '%s holds rules and routes: restore it without --rules-only or --routes-only.' "$last"
    fi
    if [[ -n $(saved policy) ]]; then policy=yes; fi
    if [[ $(saved routes) == yes ]]; then table=yes; fi
    name_everything "$policy" "$table"
    say 'Cloud %s, subscription %s (%s)' "$cloud" "$subscription_name" "$subscription"
    while IFS= read -r file; do
        if [[ -n $file && $file > $last && $preview == no && -n $named_file ]]; then go_back_or_stop "$file"; fi
    done < <(if [[ $last == "$folder/$file_stem".saved.*.json ]]; then saved_files; fi)
    go_back_or_stop "$last"
    if [[ $preview == yes ]]; then
        local code=0
        code_of_look || code=$?
        finish "$code"
    fi
    finish 0
}

go_back_or_stop() {
    go_back "$1" || fail 'Could not go back to %s. %s' "$1" "$(why)"
    if [[ $blocked == yes ]]; then finish 4; fi
    if [[ $preview == no ]]; then say 'Restored: %s' "$1"; fi
}

verb_verify() {
    local code=0 test_line
    look
    code_of_look || code=$?
    if ((code == 0)); then say '%s' 'Everything is in place.'; else say '%s' 'Not everything is in place.'; fi
    say '%s' 'To be run in a pod of the cluster, not here:'
    while IFS= read -r test_line; do
        if [[ -n $test_line ]]; then note '%s' "$test_line"; fi
    done < <(tests_to_run)
    finish "$code"
}

usage() {
    printf '%s\n' 'bash shop-prod.azure-cli.sh [check|apply|restore [FILE]|verify] [--json] [--rules-only|--routes-only] [--what-if]' >&2
    exit 2
}

first=yes
while (($# > 0)); do
    case $1 in
        check | apply | restore | verify)
            if [[ $first == no ]]; then usage; fi
            verb=$1
            ;;
        --json) as_json=yes ;;
        --rules-only)
            if [[ $parts == routes ]]; then usage; fi
            parts=rules
            ;;
        --routes-only)
            if [[ $parts == rules ]]; then usage; fi
            parts=routes
            ;;
        --what-if) preview=yes ;;
        -* | '') usage ;;
        *)
            if [[ $verb != restore || -n $named_file ]]; then usage; fi
            named_file=$1
            ;;
    esac
    case $1 in -*) ;; *) first=no ;; esac
    shift
done

case $verb in
    check) verb_check ;;
    apply) if [[ $preview == yes ]]; then verb_check; else verb_apply; fi ;;
    restore) verb_restore ;;
    verify) verb_verify ;;
esac
