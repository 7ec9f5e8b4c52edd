"""The pages of rewards: everybody's, and those of whoever runs them."""
