"""Repairing files: what can be undone without loss."""
