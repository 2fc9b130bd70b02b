import ipaddress

# Addresses that a crawler must never ask.
LINK_LOCAL = ipaddress.ip_network("169.254.0.0/16")


def is_allowed(address):
    return ipaddress.ip_address(address) not in LINK_LOCAL
