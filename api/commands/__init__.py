"""The commands, one file a group. Each `register` hangs its group on the tree; heavy imports happen inside a command."""
