"""Signs as people see them, and the emoji that a voice profile may know."""

from __future__ import annotations

from typing import Final

import regex

_GRAPHEME: Final = regex.compile(r"\X")
# Faces, gestures and things of work. No flags, hearts of a cause, belief, illness, party or food
# of a feast: a profile says how somebody writes, never who they are.
_KNOWN: Final = """
😀 😃 😄 😁 😊 🙂 😉 😍 🤩 😎 🥳 😅 😂 🤣
🤔 🙃 😇 👍 👏 🙌 💪 👋 🤝 👀 🔥 ✨ ⭐ 🌟
💡 🎉 🎊 🚀 📣 📅 📍 📌 🔎 🔍 🛠️ 🔧 🔩 ⚙️
🚲 🚗 🚚 🚆 ☕ 🌱 🌳 🌿 ☀️ 🌍 📚 📖 ✍️ 📷
🎥 🎧 🎵 🏗️ 🏭 🏢 💻 📱 👇 👉 ➡️ ✅ 💬 🏆
🎯 📈 🧡 💙 💚 ❤️ 🫶 🤗 😋
"""
FAVOURITES: Final = frozenset(_KNOWN.split())


def graphemes(text: str) -> int:
    """How long a text is, in signs as people see them."""
    return len(_GRAPHEME.findall(text))
