"""Extraction of many files into a folder of shards, on one machine or on a cluster, and back into a store."""
