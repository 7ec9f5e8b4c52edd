"""Points wait where a published rule was met; the person is heard, and somebody decides."""

from zetje.recognition.operations.gaming.hearing import (
    CaseRefusedError,
    answer_case,
    decide_case,
)
from zetje.recognition.operations.gaming.looking import ask_about, look_for_gaming

__all__ = ["CaseRefusedError", "answer_case", "ask_about", "decide_case", "look_for_gaming"]
