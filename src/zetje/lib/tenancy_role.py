"""The database role the application works as, named apart so that settings can read it."""

APPLICATION_ROLE = "zetje_app"
