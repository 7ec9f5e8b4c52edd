"""What letters a staff file holds: finds the encoding and sets twice-encoded letters right."""

import re
from dataclasses import dataclass

BYTES_LIMIT = 20_000_000
SINGLE_BYTE = ("cp1252", "mac_roman", "latin-1")
NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "latin-1": "Latin-1",
}
USUAL = frozenset("áàâäãåæçéèêëíìîïñóòôöõøœßúùûüýÿšžğşıćčłńśźżřůőű€’‘–“”")
LOST = re.compile(r"\ufffd|(?<=\w)\?(?=\w)|(?<=\w)\?$")
# UTF-8 read as Windows-1252 starts with one of these letters, read as Mac Roman with √, ¬ or ‚.
TWICE = re.compile(r"[ÃÂÅÄÆâ√¬‚][^\x00-\x7f]+|[ÃÂÅÄ]\xad|Ã ")


class UnreadableFileError(Exception):
    """A file that cannot be read at all; `code` says why, `params` the figures."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, kw_only=True)
class FileText:
    """The text of a file, the encoding it was read with, and the lines read otherwise."""

    text: str
    encoding: str
    other_lines: tuple[int, ...] = ()


def read_text(content: bytes) -> FileText:
    """Decode a file in the encoding its bytes speak for.

    Raises UnreadableFileError when it is empty, too large, or no text.
    """
    if len(content) > BYTES_LIMIT:
        raise UnreadableFileError("file_too_large", megabytes=BYTES_LIMIT // 1_000_000)
    if not content.strip(b"\x00\r\n\t ;,"):
        raise UnreadableFileError("file_empty")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise UnreadableFileError("file_not_csv")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(content):
        return FileText(text=_wide(content), encoding="utf-16")
    try:
        return FileText(text=_lines(content.decode("utf-8-sig")), encoding="utf-8")
    except UnicodeDecodeError:
        return _narrow(content.removeprefix(b"\xef\xbb\xbf"))


def repaired(cell: str) -> str:
    """The cell with letters that were encoded twice ("JosÃ©") set right ("José")."""
    if cell.isascii():
        return cell
    return TWICE.sub(lambda match: _once(match.group()), cell)


def lost_letters(cell: str) -> bool:
    """Whether a letter was lost before the file came to us ("Jos\\ufffd", "Jos?")."""
    return LOST.search(cell) is not None


def _looks_wide(content: bytes) -> bool:
    head = content[:2_000]
    return max(head[::2].count(0), head[1::2].count(0)) * 3 > len(head)


def _wide(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    else:
        codec = "utf-16-be" if content[:2_000][::2].count(0) * 3 > len(content[:2_000]) else ""
        codec = codec or "utf-16-le"
    try:
        return _lines(content.decode(codec))
    except UnicodeDecodeError as error:
        raise UnreadableFileError("file_damaged") from error


def _narrow(content: bytes) -> FileText:
    """A single-byte file, or a UTF-8 file into which lines of another were pasted."""
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = content.split(b"\n")
    accented = [line for line in lines if not line.isascii()]
    odd = [line for line in accented if not _is_utf8(line)]
    codec = _best_single_byte(b"\n".join(odd))
    if len(odd) == len(accented):
        return FileText(text=_checked(content.decode(codec, "replace")), encoding=codec)
    numbers: list[int] = []
    texts: list[str] = []
    for number, line in enumerate(lines, start=1):
        if line.isascii() or _is_utf8(line):
            texts.append(line.decode())
        else:
            numbers.append(number)
            texts.append(line.decode(codec, "replace"))
    return FileText(text=_checked("\n".join(texts)), encoding="utf-8", other_lines=tuple(numbers))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _best_single_byte(content: bytes) -> str:
    """The encoding in which the accented letters stand where names have them."""
    return max(SINGLE_BYTE, key=lambda codec: _plausibility(content.decode(codec, "replace")))


def _plausibility(text: str) -> int:
    score = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        letter, place = match.group(), match.start()
        before = text[place - 1] if place else " "
        if letter in USUAL:
            score += 2
        elif letter == "\ufffd" or "\x80" <= letter <= "\x9f":
            score -= 6
        elif letter.isalpha():
            # A capital inside a word ("JosÈ") betrays the wrong table.
            score += -3 if letter.isupper() and before.islower() else 1
        else:
            score -= 3
    return score


def _once(run: str) -> str:
    for codec in ("cp1252", "latin-1", "mac_roman"):
        try:
            right = _bytes_of(run, codec).decode()
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if all(letter.isalpha() or letter in USUAL or letter == "\xa0" for letter in right):
            return right
    return run


def _bytes_of(run: str, codec: str) -> bytes:
    """As `encode`, but bytes without a letter in Windows-1252 pass as themselves."""
    if codec != "cp1252":
        return run.encode(codec)
    return b"".join(
        letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode(codec)
        for letter in run.replace("Ã ", "Ã\xa0")
    )


def _lines(text: str) -> str:
    return _checked(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _checked(text: str) -> str:
    if "\x00" in text:
        raise UnreadableFileError("file_not_csv")
    return text
