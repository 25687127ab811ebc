# Egress rules for AKS cluster shop-prod: PowerShell script that takes them back
# Cluster: shop-prod, West Europe, Azure (public cloud)
# Edition: 2026-07-02, Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters,
#   https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
# Catalog: digest 7f3a91c2d5e6f708
# Plan: fingerprint 103ee381deb0e22b
# Ticket: CHG0041872
# Made: 2026-08-24 14:05 +02:00, AKS Egress Planner 0.1.0
#
# How to run it:
#   ./shop-prod.powershell.rollback.ps1 -ResourceGroupName … -FirewallPolicyName … -RouteTableName …
#   Deletes the rule collection group and the host routes. The default route stays, so egress stays
#     closed; with -RemoveDefaultRoute it goes too, after which the nodes' egress bypasses the
#     firewall, or ends where the subnet has no other way out.
#requires -Modules Az.Network
param(
    [string]$ResourceGroupName = 'rg-hub',
    [string]$FirewallPolicyName = 'afwp-hub',
    [string]$RouteTableName = 'rt-aks-nodes',
    [string]$RouteTableResourceGroupName = $ResourceGroupName,
    [switch]$RemoveDefaultRoute
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
if ($existing) {
    Remove-AzFirewallPolicyRuleCollectionGroup -Name $name -FirewallPolicyObject $policy -Force
}

$table = Get-AzRouteTable -ResourceGroupName $RouteTableResourceGroupName -Name $RouteTableName
$names = @()
if ($RemoveDefaultRoute) {
    $names += 'default-via-firewall'
}
foreach ($route in $names) {
    if ($table.Routes | Where-Object { $_.Name -eq $route }) {
        Remove-AzRouteConfig -RouteTable $table -Name $route | Out-Null
    }
}
if ($names) {
    Set-AzRouteTable -RouteTable $table | Out-Null
}
