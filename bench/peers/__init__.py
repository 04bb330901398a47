"""The other generators of the benchmark, and the same newspaper for each of them."""
