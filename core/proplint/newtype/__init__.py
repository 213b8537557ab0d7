"""What `proplint new-type` writes: a property type that works, its cases and its tests."""
