"""The built-in wordings in English. They say what is there to choose, never what is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

# By kind: the subject of the mail and its first sentences, which a chat shows as well.
ENGLISH: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "neutral": (
        (
            "A story for when you have a minute",
            (
                "“{story}” is there for you. Copy it, make it your own or skip it: all three "
                "are fine."
            ),
        ),
        (
            "This one is ready for {network}",
            "“{story}” is written out. Read it, and see whether it is something for you.",
        ),
        (
            "What would you do with “{story}”?",
            "Share it as it is, put it in your own words, or leave it. You know your people best.",
        ),
    ),
    "social_proof": (
        (
            "{Colleagues} colleagues shared this story",
            (
                "“{story}” is going round: {colleagues} colleagues put it on a network of "
                "theirs. Would it suit yours?"
            ),
        ),
        (
            "What {colleagues} colleagues picked",
            (
                "{Colleagues} colleagues have shared “{story}” so far. See whether it sounds "
                "like you."
            ),
        ),
        (
            "A story that is going round",
            "{Colleagues} colleagues shared “{story}”. Would the people you know like it too?",
        ),
    ),
    "streak": (
        (
            "One share before Sunday night makes it {next}",
            "Your chain counts {weeks} now. With “{story}” this week can join it.",
        ),
        (
            "This week of your chain is still open",
            (
                "You are at {weeks}. One share before Sunday night makes it {next}; “{story}” "
                "is ready if you like it."
            ),
        ),
        (
            "There is room for this week in your chain",
            "It counts {weeks} so far. If “{story}” appeals to you, this week has its place too.",
        ),
    ),
    "personal_benefit": (
        (
            "Let people see what you work on",
            (
                "A post now and then tells the people you know what keeps you busy. “{story}” "
                "is one you can make entirely your own."
            ),
        ),
        (
            "A reason to say hello again",
            (
                "A post is an easy way to greet people you have not spoken to for a while. "
                "“{story}” could be one."
            ),
        ),
        (
            "Your field, in your words",
            (
                "Tell people something they can use. “{story}” gives you a start; the words may "
                "all be yours."
            ),
        ),
    ),
    "success_story": (
        (
            "Something that worked out",
            (
                "“{example}” is about something that went well here. Read it, and see whether "
                "you have something to tell as well."
            ),
        ),
        (
            "Good news from the people you work with",
            (
                "“{example}” tells how it was done. If you would like to be heard this week "
                "too, “{story}” is ready."
            ),
        ),
        (
            "This is how it can go",
            "“{example}” shows what came of it. What would you like to tell?",
        ),
    ),
    "expert_example": (
        (
            "See how an expert does it",
            (
                "“{example}” is an example. Take from it what you like, and turn this story "
                "into a post of your own."
            ),
        ),
        (
            "Start from an example",
            (
                "You need not begin with an empty page: “{example}” shows how it can be done. "
                "Change a sentence here until it is yours."
            ),
        ),
        (
            "An expert first, then you",
            "In “{example}” an expert goes first. Adapt “{story}” until it sounds like you.",
        ),
    ),
    "recognition": (
        (
            "Somebody read what you shared",
            "{Expert} wrote you a word about it. If you feel like another, “{story}” is ready.",
        ),
        (
            "What you shared was noticed",
            (
                "{Expert} took the time to write to you about it. “{story}” is there if you "
                "want to go on."
            ),
        ),
        (
            "Read with attention",
            (
                "You got a word from {expert} about a post of yours. This could be a next one, "
                "if you like: “{story}”."
            ),
        ),
    ),
    "fresh_story": (
        (
            "New: {story}",
            "It is just out and ready to share. Have a look, and see whether it is for you.",
        ),
        (
            "Just in, and ready for {network}",
            "“{story}” is new. Copy it, make it your own or leave it.",
        ),
        (
            "Something new to tell",
            "“{story}” came out only lately. Would the people you know like to hear it?",
        ),
    ),
    "fresh_start": (
        (
            "A good moment to begin again",
            "There is nothing to catch up on. “{story}” is ready, and one post is plenty.",
        ),
        (
            "Welcome back, whenever you like",
            (
                "You shared nothing for a while, and that is fine. “{story}” is there if you "
                "feel like it."
            ),
        ),
        (
            "Start as small as you like",
            "“{story}” is written out. Reading it is enough to know whether you want to share it.",
        ),
    ),
}
