"""The pure behaviour core: arrays in, values out."""
