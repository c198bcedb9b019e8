"""The gateway: HTTP in, RPC out. It names no service: everything that it knows of them stands in their manifests."""
