"""The command line and the HTTP service: the only places that join ontology, graph and loaders for a user."""
