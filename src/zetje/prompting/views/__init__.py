"""The pages of the week, entered by signing in or by the mail's own link."""
