"""The SPARQL-endpoint store: any server that speaks the SPARQL 1.1 Protocol, behind the Store port."""
