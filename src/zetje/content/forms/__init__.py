"""The forms of the hub."""

from zetje.content.forms.stories import (
    AddressForm,
    AudienceForm,
    NoteForm,
    PictureForm,
    VariantForm,
    WordsForm,
)

__all__ = [
    "AddressForm",
    "AudienceForm",
    "NoteForm",
    "PictureForm",
    "VariantForm",
    "WordsForm",
]
