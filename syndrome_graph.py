"""The public names for notebooks: `import syndrome_graph as sg`."""
