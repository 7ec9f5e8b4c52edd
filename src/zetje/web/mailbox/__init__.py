"""The mailbox of the demo: it catches every mail of this machine and shows it, and sends none."""
