# Egress rules for AKS cluster shop-prod: Terraform configuration
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
#   Put the file into a folder of its own; set ARM_SUBSCRIPTION_ID, and ARM_ENVIRONMENT for a cloud
#     other than the public one.
#   terraform init; terraform plan -out change.tfplan; terraform apply change.tfplan
#   What another tool has already made (the group, a route of the same name) is taken over by
#     terraform import first.
#
# How to roll it back:
#   terraform destroy, in the same folder. It deletes the group and all routes of this file, the
#     default route too: the nodes' egress then bypasses the firewall, or ends where the subnet has no
#     other way out.
#   To keep the default route: terraform destroy -target
#     azurerm_firewall_policy_rule_collection_group.aks_egress
#
# This file holds every line that the plan asks for; what was left out is not among them.
#
# Read first (1):
#   - TLS inspection breaks the tunnel to the API server (line 1). konnectivity negotiates its
#     protocol within TLS (ALPN); a firewall that opens TLS removes it.
#
# Left out of the plan, not written as rules (1):
#   - Line 8: acs-mirror.azureedge.net, HTTPS:443. Required, yet left out: Retired in May 2025.

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.0"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "resource_group_name" {
  description = "Resource group of the firewall policy"
  type        = string
  default     = "rg-hub"
}

variable "firewall_policy_name" {
  description = "Firewall policy that the rule collection group belongs to"
  type        = string
  default     = "afwp-hub"
}

data "azurerm_firewall_policy" "policy" {
  name                = var.firewall_policy_name
  resource_group_name = var.resource_group_name
}

resource "azurerm_firewall_policy_rule_collection_group" "aks_egress" {
  name               = "rcg-aks-shop-prod"
  firewall_policy_id = data.azurerm_firewall_policy.policy.id
  priority           = 1300

  nat_rule_collection {
    name     = "rc-aks-shop-prod-nat"
    priority = 301
    action   = "Dnat"

    # Line 33: Clients reach storefront through the firewall.
    rule {
      name                = "inbound-storefront"
      source_addresses    = ["*"]
      protocols           = ["TCP"]
      destination_address = "203.0.113.10"
      destination_ports   = ["80"]
      translated_address  = "10.42.0.200"
      translated_port     = 80
    }
  }

  network_rule_collection {
    name     = "rc-aks-shop-prod-network"
    priority = 305
    action   = "Allow"

    # Line 31: Pods call the API server by its address.
    rule {
      name                  = "core-api-server"
      source_addresses      = ["10.42.0.0/22"]
      protocols             = ["TCP"]
      destination_addresses = ["198.51.100.24"]
      destination_ports     = ["443"]
    }

    # Line 32: Metrics and logs.
    rule {
      name                  = "azure-monitor-tag"
      source_addresses      = ["10.42.0.0/22"]
      protocols             = ["TCP"]
      destination_addresses = ["AzureMonitor"]
      destination_ports     = ["443"]
    }
  }

  application_rule_collection {
    name     = "rc-aks-shop-prod-application"
    priority = 310
    action   = "Allow"

    # Line 1: Nodes talk to the API server.
    rule {
      name              = "core-hcp-westeurope-azmk8s-io"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["*.hcp.westeurope.azmk8s.io"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 2: Images of the cluster's own components.
    rule {
      name              = "core-mcr-microsoft-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["mcr.microsoft.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 3: Image layers of that registry.
    rule {
      name              = "core-data-mcr-microsoft-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["*.data.mcr.microsoft.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 4: Edge name of that registry.
    rule {
      name              = "core-mcr-0001-mcr-msedge-net"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["mcr-0001.mcr-msedge.net"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 5: Kubernetes asks Azure for disks and load balancers.
    rule {
      name              = "core-management-azure-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["management.azure.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 6: Sign-in to Microsoft Entra.
    rule {
      name              = "core-login-microsoftonline-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["login.microsoftonline.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 7: Microsoft's package source for nodes.
    rule {
      name              = "core-packages-microsoft-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["packages.microsoft.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 9: Kubernetes and Azure CNI binaries.
    rule {
      name              = "core-packages-aks-azure-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["packages.aks.azure.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 10: Security patches for Linux nodes.
    rule {
      name              = "core-security-ubuntu-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["security.ubuntu.com"]
      protocols {
        type = "Http"
        port = 80
      }
    }

    # Line 11: Ubuntu packages from Azure's mirror.
    rule {
      name              = "core-azure-archive-ubuntu-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["azure.archive.ubuntu.com"]
      protocols {
        type = "Http"
        port = 80
      }
    }

    # Line 12: Release notes of Ubuntu updates.
    rule {
      name              = "core-changelogs-ubuntu-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["changelogs.ubuntu.com"]
      protocols {
        type = "Http"
        port = 80
      }
    }

    # Line 13: Dated snapshots of Ubuntu packages.
    rule {
      name              = "core-snapshot-ubuntu-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["snapshot.ubuntu.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 14: Binaries for Windows nodes.
    rule {
      name              = "windows-onegetcdn-azureedge-net"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["onegetcdn.azureedge.net"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 15: Redirects to those binaries.
    rule {
      name              = "windows-go-microsoft-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["go.microsoft.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 16: Windows components and updates.
    rule {
      name              = "windows-mp-microsoft-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["*.mp.microsoft.com"]
      protocols {
        type = "Http"
        port = 80
      }
    }

    # Line 17: Windows tests whether it is online.
    rule {
      name              = "windows-www-msftconnecttest-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["www.msftconnecttest.com"]
      protocols {
        type = "Http"
        port = 80
      }
    }

    # Line 18: List of trusted certificates.
    rule {
      name              = "windows-ctldl-windowsupdate-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["ctldl.windowsupdate.com"]
      protocols {
        type = "Http"
        port = 80
      }
    }

    # Line 19: NVIDIA's package index for GPU nodes.
    rule {
      name              = "gpu-nvidia-github-io"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["nvidia.github.io"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 20: NVIDIA's driver packages for GPU nodes.
    rule {
      name              = "gpu-us-download-nvidia-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["us.download.nvidia.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 21: Container tools that the driver needs.
    rule {
      name              = "gpu-download-docker-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["download.docker.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 22: Telemetry of the monitoring agent.
    rule {
      name              = "azure-monitor-dc-services-visualstudio-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["dc.services.visualstudio.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 23: Logs travel to the workspace.
    rule {
      name              = "azure-monitor-ods-opinsights-azure-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["*.ods.opinsights.azure.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 24: The agent signs on to the workspace.
    rule {
      name              = "azure-monitor-oms-opinsights-azure-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["*.oms.opinsights.azure.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 25: Metrics travel to Azure Monitor.
    rule {
      name              = "azure-monitor-monitoring-azure-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["*.monitoring.azure.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 26: Prometheus metrics are sent in.
    rule {
      name              = "azure-monitor-ingest-monitor-azure-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["*.ingest.monitor.azure.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 27: Collection rules are fetched.
    rule {
      name              = "azure-monitor-westeurope-handler-control-monitor-azure-com"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["westeurope.handler.control.monitor.azure.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 28: Policies are fetched, compliance is reported.
    rule {
      name              = "azure-policy-data-policy-core-windows-net"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["data.policy.core.windows.net"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 29: Built-in policy definitions.
    rule {
      name              = "azure-policy-store-policy-core-windows-net"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["store.policy.core.windows.net"]
      protocols {
        type = "Https"
        port = 443
      }
    }

    # Line 30: Telemetry of the policy add-on.
    rule {
      name              = "azure-policy-dc-services-visualstudio-cn"
      source_addresses  = ["10.42.0.0/22"]
      destination_fqdns = ["dc.services.visualstudio.cn"]
      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

variable "route_table_name" {
  description = "Route table of the node subnet"
  type        = string
  default     = "rt-aks-nodes"
}

variable "route_table_resource_group_name" {
  description = "Resource group of the route table"
  type        = string
  default     = "rg-hub"
}

resource "azurerm_route" "route_default-via-firewall" {
  resource_group_name = var.route_table_resource_group_name
  route_table_name    = var.route_table_name

  name                   = "default-via-firewall"
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = "10.0.1.4"

  # Egress turns to the firewall once its rules are there.
  depends_on = [azurerm_firewall_policy_rule_collection_group.aks_egress]
}
