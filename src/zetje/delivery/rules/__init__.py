"""The rules of delivery, one module a subject: no database, no network, no clock."""
