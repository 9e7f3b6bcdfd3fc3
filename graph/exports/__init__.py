"""The graph as files and objects of other programs: Turtle, GraphML, networkx."""
