"""What people are thanked for: the chain first."""
