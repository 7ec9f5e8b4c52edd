"""The forms of the hub."""

from zetje.content.forms.hub import (
    CampaignChoiceForm,
    CampaignForm,
    ManyForm,
    ReviewForm,
    StepsForm,
)
from zetje.content.forms.lawfulness import BlockedWordsForm
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
    "BlockedWordsForm",
    "CampaignChoiceForm",
    "CampaignForm",
    "ManyForm",
    "NoteForm",
    "PictureForm",
    "ReviewForm",
    "StepsForm",
    "VariantForm",
    "WordsForm",
]
