"""The HTTP service: thin handlers over a store; read-only, offline, one error shape."""
