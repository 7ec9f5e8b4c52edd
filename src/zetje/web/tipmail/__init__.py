"""The door for mailed tips: a mail server hands them over, by a pipe or over SMTP or LMTP."""
