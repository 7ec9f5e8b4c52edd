"""How names are taken apart, put together and ordered, Dutch particles among them."""

import re
import unicodedata

_PARTICLES = (
    "van von vom zu zum zur de der den des het te ten ter tot la le les du di da do dos das del"
    " della el al op in uit aan bij onder over voor uijt 't 's t s d"
)
PARTICLES = frozenset(_PARTICLES.split())
# Letters that NFKD leaves whole.
WHOLE = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
# In Belgium a capital belongs to the name, and the name stands under its V.
PARTICLE_IN_NAME = frozenset({"BE"})


def split_family_name(family_name: str) -> tuple[str, str]:
    """Particle and name: "van der Berg" → ("van der", "Berg"); the last word is always the name."""
    apostrophes = family_name.replace("’", "'").replace("`", "'").replace("‘", "'")
    glued = re.match(r"^((?:[dDlL]|[dD]ell)')(\w.*)$", apostrophes)
    if glued:
        return family_name[: glued.end(1)], family_name[glued.end(1) :]
    words, plain = family_name.split(" "), apostrophes.casefold().split(" ")
    count = 0
    while count < len(words) - 1 and plain[count] in PARTICLES:
        count += 1
    rest = " ".join(words[count:])
    inner = re.match(r"^([dD]['’`])(\w.*)$", rest) if count else None
    if inner:
        return " ".join([*words[:count], inner.group(1)]), inner.group(2)
    return " ".join(words[:count]), rest


def joined_family_name(particle: str, name: str) -> str:
    """Particle and name together: ("d'", "Hondt") → "d'Hondt", others with a space."""
    if not particle or not name:
        return particle or name
    own, _ = split_family_name(name)
    if own and own.casefold() == particle.casefold():
        return name
    glue = "" if re.search(r"(^|\s)([dDlL]|[dD]ell)['’`]$", particle) else " "
    return f"{particle}{glue}{name}"


def split_full_name(full_name: str) -> tuple[str, str]:
    """Given and family name: "Jan van der Berg" and "Berg, Jan van der" alike."""
    if "," in full_name:
        family, _, given = (part.strip() for part in full_name.partition(","))
        words = given.split(" ")
        particle: list[str] = []
        while len(words) > 1 and words[-1].casefold().replace("’", "'") in PARTICLES:
            particle.insert(0, words.pop())
        return " ".join(words), joined_family_name(" ".join(particle), family)
    given, _, family = full_name.partition(" ")
    return given, family


def sort_key(given_name: str, family_name: str, *, country: str = "") -> str:
    """What a person is ordered by: name without accents, then given name, then particle.

    Two spaces part the pieces, so that Berg stands before Berg-Jansen and Bergman.
    """
    particle, name = ("", family_name)
    if country not in PARTICLE_IN_NAME:
        particle, name = split_family_name(family_name)
    pieces = [_plain(name) or _plain(given_name), _plain(given_name), _plain(particle)]
    return "  ".join(pieces).rstrip()


def same_word(one: str, other: str) -> bool:
    """Whether two names are the same but for accents, capitals and signs."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().translate(WHOLE))
    return re.sub(r"[\W_]+", " ", re.sub(r"[\u0300-\u036f'’‘`]", "", letters)).strip()
