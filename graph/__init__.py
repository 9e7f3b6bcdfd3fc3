"""What is asserted and where it is kept: the statement model, its two projections, stores, questions, exports."""
