"""Normalising, tokens, sentences, quotation marks, and safe display of untrusted text."""
