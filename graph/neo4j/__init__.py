"""The Neo4j adapter: the Store port on a server that speaks Bolt, with the property graph of `graph.property_graph` in it."""
