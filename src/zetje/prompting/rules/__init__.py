"""What is decided without a database: the stories of a week, the reasons for them, the moment."""
