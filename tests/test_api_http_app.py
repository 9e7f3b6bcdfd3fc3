"""The service over an embedded store: routes, the one error shape, read-only by construction."""
