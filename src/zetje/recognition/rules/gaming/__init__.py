"""Rules against gaming that a person can read: what points wait for, and never what somebody is."""
