"""What `make bench` measures and prints. Needs the material beside the checkout."""
