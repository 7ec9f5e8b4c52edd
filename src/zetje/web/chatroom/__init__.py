"""The chatroom of the demo: it plays the chats that a real installation talks to, and shows them.

Each chat is a server of its own on this machine; the product speaks to it as it would to the real
one, and nothing leaves the machine.
"""
