# Egress rules for AKS cluster shop-prod: PowerShell script
# Cluster: shop-prod, West Europe, Azure (public cloud)
# Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
#   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
# Catalog: digest 7f3a91c2d5e6f708
# Plan: fingerprint 103ee381deb0e22b
# Ticket: CHG0041872
# Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
# Writes: rule collection group rcg-aks-shop-prod, priority 1300, 32 rules. The whole group is
#   replaced; no other group of the policy is touched.
# Routes: default-via-firewall (0.0.0.0/0 to 10.0.1.4). Azure refuses a second route to the same
#   prefix under another name; remove such a route first.
#
# How to run it:
#   Connect-AzAccount -Environment AzureCloud; Set-AzContext -Subscription SUBSCRIPTION
#   ./shop-prod.powershell.ps1 -ResourceGroupName … -FirewallPolicyName … -RouteTableName …
#   -RouteTableResourceGroupName too, if the route table is in another resource group. A second run
#     ends in the same state.
#
# How to roll it back:
#   ./shop-prod.powershell.rollback.ps1 with the same parameters
#
# This file holds every line that the plan asks for; what was left out is not among them.
#
# Read first (1):
#   - TLS inspection breaks the tunnel to the API server (line 1). konnectivity negotiates its
#     protocol within TLS (ALPN); a firewall that opens TLS removes it.
#
# Left out of the plan, not written as rules (1):
#   - Line 8: acs-mirror.azureedge.net, HTTPS:443. Required, yet left out: Retired in May 2025.
#requires -Modules Az.Network
param(
    [string]$ResourceGroupName = 'rg-hub',
    [string]$FirewallPolicyName = 'afwp-hub',
    [string]$RouteTableName = 'rt-aks-nodes',
    [string]$RouteTableResourceGroupName = $ResourceGroupName
)

$ErrorActionPreference = 'Stop'

$cloud = 'AzureCloud'
if ((Get-AzContext).Environment.Name -ne $cloud) {
    throw ('The session is connected to another cloud. Run: Connect-AzAccount -Environment' + ' ' + $cloud)
}

$policy = Get-AzFirewallPolicy -ResourceGroupName $ResourceGroupName -Name $FirewallPolicyName
$name = 'rcg-aks-shop-prod'
$existing = Get-AzFirewallPolicyRuleCollectionGroup -Name $name -AzureFirewallPolicy $policy -ErrorAction SilentlyContinue -ErrorVariable problem
if ($problem -and [string]$problem -notmatch 'not ?found') {
    throw $problem[0]
}
$collections = @()

$rules = @(
    New-AzFirewallPolicyNatRule -Name 'inbound-storefront' -Description 'Line 33: Clients reach storefront through the firewall.' -SourceAddress '*' -Protocol 'TCP' -DestinationAddress '203.0.113.10' -DestinationPort '80' -TranslatedAddress '10.42.0.200' -TranslatedPort '80'
)
$collections += New-AzFirewallPolicyNatRuleCollection -Name 'rc-aks-shop-prod-nat' -Priority 301 -ActionType 'Dnat' -Rule $rules

$rules = @(
    New-AzFirewallPolicyNetworkRule -Name 'core-api-server' -Description 'Line 31: Pods call the API server by its address.' -SourceAddress '10.42.0.0/22' -Protocol 'TCP' -DestinationAddress '198.51.100.24' -DestinationPort '443'
    New-AzFirewallPolicyNetworkRule -Name 'azure-monitor-tag' -Description 'Line 32: Metrics and logs.' -SourceAddress '10.42.0.0/22' -Protocol 'TCP' -DestinationAddress 'AzureMonitor' -DestinationPort '443'
)
$collections += New-AzFirewallPolicyFilterRuleCollection -Name 'rc-aks-shop-prod-network' -Priority 305 -ActionType 'Allow' -Rule $rules

$rules = @(
    New-AzFirewallPolicyApplicationRule -Name 'core-hcp-westeurope-azmk8s-io' -Description 'Line 1: Nodes talk to the API server.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn '*.hcp.westeurope.azmk8s.io'
    New-AzFirewallPolicyApplicationRule -Name 'core-mcr-microsoft-com' -Description 'Line 2: Images of the cluster''s own components.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'mcr.microsoft.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-data-mcr-microsoft-com' -Description 'Line 3: Image layers of that registry.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn '*.data.mcr.microsoft.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-mcr-0001-mcr-msedge-net' -Description 'Line 4: Edge name of that registry.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'mcr-0001.mcr-msedge.net'
    New-AzFirewallPolicyApplicationRule -Name 'core-management-azure-com' -Description 'Line 5: Kubernetes asks Azure for disks and load balancers.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'management.azure.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-login-microsoftonline-com' -Description 'Line 6: Sign-in to Microsoft Entra.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'login.microsoftonline.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-packages-microsoft-com' -Description 'Line 7: Microsoft''s package source for nodes.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'packages.microsoft.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-packages-aks-azure-com' -Description 'Line 9: Kubernetes and Azure CNI binaries.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'packages.aks.azure.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-security-ubuntu-com' -Description 'Line 10: Security patches for Linux nodes.' -SourceAddress '10.42.0.0/22' -Protocol 'http:80' -TargetFqdn 'security.ubuntu.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-azure-archive-ubuntu-com' -Description 'Line 11: Ubuntu packages from Azure''s mirror.' -SourceAddress '10.42.0.0/22' -Protocol 'http:80' -TargetFqdn 'azure.archive.ubuntu.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-changelogs-ubuntu-com' -Description 'Line 12: Release notes of Ubuntu updates.' -SourceAddress '10.42.0.0/22' -Protocol 'http:80' -TargetFqdn 'changelogs.ubuntu.com'
    New-AzFirewallPolicyApplicationRule -Name 'core-snapshot-ubuntu-com' -Description 'Line 13: Dated snapshots of Ubuntu packages.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'snapshot.ubuntu.com'
    New-AzFirewallPolicyApplicationRule -Name 'windows-onegetcdn-azureedge-net' -Description 'Line 14: Binaries for Windows nodes.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'onegetcdn.azureedge.net'
    New-AzFirewallPolicyApplicationRule -Name 'windows-go-microsoft-com' -Description 'Line 15: Redirects to those binaries.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'go.microsoft.com'
    New-AzFirewallPolicyApplicationRule -Name 'windows-mp-microsoft-com' -Description 'Line 16: Windows components and updates.' -SourceAddress '10.42.0.0/22' -Protocol 'http:80' -TargetFqdn '*.mp.microsoft.com'
    New-AzFirewallPolicyApplicationRule -Name 'windows-www-msftconnecttest-com' -Description 'Line 17: Windows tests whether it is online.' -SourceAddress '10.42.0.0/22' -Protocol 'http:80' -TargetFqdn 'www.msftconnecttest.com'
    New-AzFirewallPolicyApplicationRule -Name 'windows-ctldl-windowsupdate-com' -Description 'Line 18: List of trusted certificates.' -SourceAddress '10.42.0.0/22' -Protocol 'http:80' -TargetFqdn 'ctldl.windowsupdate.com'
    New-AzFirewallPolicyApplicationRule -Name 'gpu-nvidia-github-io' -Description 'Line 19: NVIDIA''s package index for GPU nodes.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'nvidia.github.io'
    New-AzFirewallPolicyApplicationRule -Name 'gpu-us-download-nvidia-com' -Description 'Line 20: NVIDIA''s driver packages for GPU nodes.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'us.download.nvidia.com'
    New-AzFirewallPolicyApplicationRule -Name 'gpu-download-docker-com' -Description 'Line 21: Container tools that the driver needs.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'download.docker.com'
    New-AzFirewallPolicyApplicationRule -Name 'azure-monitor-dc-services-visualstudio-com' -Description 'Line 22: Telemetry of the monitoring agent.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'dc.services.visualstudio.com'
    New-AzFirewallPolicyApplicationRule -Name 'azure-monitor-ods-opinsights-azure-com' -Description 'Line 23: Logs travel to the workspace.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn '*.ods.opinsights.azure.com'
    New-AzFirewallPolicyApplicationRule -Name 'azure-monitor-oms-opinsights-azure-com' -Description 'Line 24: The agent signs on to the workspace.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn '*.oms.opinsights.azure.com'
    New-AzFirewallPolicyApplicationRule -Name 'azure-monitor-monitoring-azure-com' -Description 'Line 25: Metrics travel to Azure Monitor.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn '*.monitoring.azure.com'
    New-AzFirewallPolicyApplicationRule -Name 'azure-monitor-ingest-monitor-azure-com' -Description 'Line 26: Prometheus metrics are sent in.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn '*.ingest.monitor.azure.com'
    New-AzFirewallPolicyApplicationRule -Name 'azure-monitor-westeurope-handler-control-monitor-azure-com' -Description 'Line 27: Collection rules are fetched.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'westeurope.handler.control.monitor.azure.com'
    New-AzFirewallPolicyApplicationRule -Name 'azure-policy-data-policy-core-windows-net' -Description 'Line 28: Policies are fetched, compliance is reported.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'data.policy.core.windows.net'
    New-AzFirewallPolicyApplicationRule -Name 'azure-policy-store-policy-core-windows-net' -Description 'Line 29: Built-in policy definitions.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'store.policy.core.windows.net'
    New-AzFirewallPolicyApplicationRule -Name 'azure-policy-dc-services-visualstudio-cn' -Description 'Line 30: Telemetry of the policy add-on.' -SourceAddress '10.42.0.0/22' -Protocol 'https:443' -TargetFqdn 'dc.services.visualstudio.cn'
)
$collections += New-AzFirewallPolicyFilterRuleCollection -Name 'rc-aks-shop-prod-application' -Priority 310 -ActionType 'Allow' -Rule $rules

$group = @{
    Name                 = $name
    Priority             = 1300
    RuleCollection       = $collections
    FirewallPolicyObject = $policy
}
if ($existing) {
    Set-AzFirewallPolicyRuleCollectionGroup @group | Out-Null
} else {
    New-AzFirewallPolicyRuleCollectionGroup @group | Out-Null
}

$table = Get-AzRouteTable -ResourceGroupName $RouteTableResourceGroupName -Name $RouteTableName
$routes = @(
    @{ Name = 'default-via-firewall'; AddressPrefix = '0.0.0.0/0'; NextHopType = 'VirtualAppliance'; NextHopIpAddress = '10.0.1.4' }
)
foreach ($route in $routes) {
    if ($table.Routes | Where-Object { $_.Name -eq $route.Name }) {
        Set-AzRouteConfig -RouteTable $table @route | Out-Null
    } else {
        Add-AzRouteConfig -RouteTable $table @route | Out-Null
    }
}
Set-AzRouteTable -RouteTable $table | Out-Null
