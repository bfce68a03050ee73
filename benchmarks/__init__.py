"""Benchmarks: each prints ratios against a floor measured in the same run; absolute times say little on a busy machine."""
