// Egress rules for AKS cluster shop-prod: Bicep file
// Cluster: shop-prod, West Europe, Azure (public cloud)
// Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
//   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
// Catalog: digest 7f3a91c2d5e6f708
// Plan: fingerprint 103ee381deb0e22b
// Ticket: CHG0041872
// Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
// Writes: rule collection group rcg-aks-shop-prod, priority 1300, 32 rules. The whole group is
//   replaced; no other group of the policy is touched.
// Routes: default-via-firewall (0.0.0.0/0 to 10.0.1.4). Azure refuses a second route to the same
//   prefix under another name; remove such a route first.
//
// How to run it:
//   az deployment group create --resource-group RESOURCE_GROUP --template-file shop-prod.bicep
//     --parameters firewallPolicyName=POLICY routeTableName=TABLE
//   If the route table is in another resource group, deploy twice: with routeTableName='' to the
//     policy's resource group, then with firewallPolicyName='' to the route table's. Deploy in the
//     mode Incremental.
//
// How to roll it back:
//   A template deletes nothing. Delete the group rcg-aks-shop-prod and the host routes by hand, or run
//     the rollback script of the target powershell.
//   Without the default route, the nodes' egress bypasses the firewall, or ends where the subnet has
//     no other way out.
//
// This file holds every line that the plan asks for; what was left out is not among them.
//
// Read first (1):
//   - TLS inspection breaks the tunnel to the API server (line 1). konnectivity negotiates its
//     protocol within TLS (ALPN); a firewall that opens TLS removes it.
//
// Left out of the plan, not written as rules (1):
//   - Line 8: acs-mirror.azureedge.net, HTTPS:443. Required, yet left out: Retired in May 2025.

@description('Firewall policy in the resource group of the deployment; empty to write no rules.')
param firewallPolicyName string = 'afwp-hub'

@description('Route table of the node subnet in the resource group of the deployment; empty to write no routes.')
param routeTableName string = 'rt-aks-nodes'

resource firewallPolicy 'Microsoft.Network/firewallPolicies@2024-05-01' existing = {
  name: empty(firewallPolicyName) ? 'none' : firewallPolicyName
}

resource ruleCollectionGroup 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = if (!empty(firewallPolicyName)) {
  parent: firewallPolicy
  name: 'rcg-aks-shop-prod'
  properties: {
    priority: 1300
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyNatRuleCollection'
        name: 'rc-aks-shop-prod-nat'
        priority: 301
        action: {
          type: 'DNAT'
        }
        rules: [
          {
            ruleType: 'NatRule'
            name: 'inbound-storefront'
            description: 'Line 33: Clients reach storefront through the firewall.'
            sourceAddresses: [
              '*'
            ]
            ipProtocols: [
              'TCP'
            ]
            destinationAddresses: [
              '203.0.113.10'
            ]
            destinationPorts: [
              '80'
            ]
            translatedAddress: '10.42.0.200'
            translatedPort: '80'
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'rc-aks-shop-prod-network'
        priority: 305
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'core-api-server'
            description: 'Line 31: Pods call the API server by its address.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            ipProtocols: [
              'TCP'
            ]
            destinationAddresses: [
              '198.51.100.24'
            ]
            destinationPorts: [
              '443'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'azure-monitor-tag'
            description: 'Line 32: Metrics and logs.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            ipProtocols: [
              'TCP'
            ]
            destinationAddresses: [
              'AzureMonitor'
            ]
            destinationPorts: [
              '443'
            ]
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'rc-aks-shop-prod-application'
        priority: 310
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'core-hcp-westeurope-azmk8s-io'
            description: 'Line 1: Nodes talk to the API server.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.hcp.westeurope.azmk8s.io'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-mcr-microsoft-com'
            description: 'Line 2: Images of the cluster\'s own components.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'mcr.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-data-mcr-microsoft-com'
            description: 'Line 3: Image layers of that registry.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.data.mcr.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-mcr-0001-mcr-msedge-net'
            description: 'Line 4: Edge name of that registry.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'mcr-0001.mcr-msedge.net'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-management-azure-com'
            description: 'Line 5: Kubernetes asks Azure for disks and load balancers.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'management.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-login-microsoftonline-com'
            description: 'Line 6: Sign-in to Microsoft Entra.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'login.microsoftonline.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-packages-microsoft-com'
            description: 'Line 7: Microsoft\'s package source for nodes.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'packages.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-packages-aks-azure-com'
            description: 'Line 9: Kubernetes and Azure CNI binaries.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'packages.aks.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-security-ubuntu-com'
            description: 'Line 10: Security patches for Linux nodes.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              'security.ubuntu.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-azure-archive-ubuntu-com'
            description: 'Line 11: Ubuntu packages from Azure\'s mirror.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              'azure.archive.ubuntu.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-changelogs-ubuntu-com'
            description: 'Line 12: Release notes of Ubuntu updates.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              'changelogs.ubuntu.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'core-snapshot-ubuntu-com'
            description: 'Line 13: Dated snapshots of Ubuntu packages.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'snapshot.ubuntu.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'windows-onegetcdn-azureedge-net'
            description: 'Line 14: Binaries for Windows nodes.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'onegetcdn.azureedge.net'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'windows-go-microsoft-com'
            description: 'Line 15: Redirects to those binaries.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'go.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'windows-mp-microsoft-com'
            description: 'Line 16: Windows components and updates.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              '*.mp.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'windows-www-msftconnecttest-com'
            description: 'Line 17: Windows tests whether it is online.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              'www.msftconnecttest.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'windows-ctldl-windowsupdate-com'
            description: 'Line 18: List of trusted certificates.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              'ctldl.windowsupdate.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'gpu-nvidia-github-io'
            description: 'Line 19: NVIDIA\'s package index for GPU nodes.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'nvidia.github.io'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'gpu-us-download-nvidia-com'
            description: 'Line 20: NVIDIA\'s driver packages for GPU nodes.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'us.download.nvidia.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'gpu-download-docker-com'
            description: 'Line 21: Container tools that the driver needs.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'download.docker.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-monitor-dc-services-visualstudio-com'
            description: 'Line 22: Telemetry of the monitoring agent.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'dc.services.visualstudio.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-monitor-ods-opinsights-azure-com'
            description: 'Line 23: Logs travel to the workspace.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.ods.opinsights.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-monitor-oms-opinsights-azure-com'
            description: 'Line 24: The agent signs on to the workspace.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.oms.opinsights.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-monitor-monitoring-azure-com'
            description: 'Line 25: Metrics travel to Azure Monitor.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.monitoring.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-monitor-ingest-monitor-azure-com'
            description: 'Line 26: Prometheus metrics are sent in.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.ingest.monitor.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-monitor-westeurope-handler-control-monitor-azure-com'
            description: 'Line 27: Collection rules are fetched.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'westeurope.handler.control.monitor.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-policy-data-policy-core-windows-net'
            description: 'Line 28: Policies are fetched, compliance is reported.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'data.policy.core.windows.net'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-policy-store-policy-core-windows-net'
            description: 'Line 29: Built-in policy definitions.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'store.policy.core.windows.net'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'azure-policy-dc-services-visualstudio-cn'
            description: 'Line 30: Telemetry of the policy add-on.'
            sourceAddresses: [
              '10.42.0.0/22'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'dc.services.visualstudio.cn'
            ]
          }
        ]
      }
    ]
  }
}

resource routeTable 'Microsoft.Network/routeTables@2024-05-01' existing = {
  name: empty(routeTableName) ? 'none' : routeTableName
}

resource route1 'Microsoft.Network/routeTables/routes@2024-05-01' = if (!empty(routeTableName)) {
  parent: routeTable
  name: 'default-via-firewall'
  properties: {
    addressPrefix: '0.0.0.0/0'
    nextHopType: 'VirtualAppliance'
    nextHopIpAddress: '10.0.1.4'
  }
  dependsOn: [
    ruleCollectionGroup
  ]
}
