"""Says in plain words why something did not work, for each code there is."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS = {
    # the address itself
    "not_an_address": gettext_lazy("This is not a web address. It starts with https://."),
    "scheme": gettext_lazy("Only addresses that start with https:// or http:// are used here."),
    "user_info": gettext_lazy("An address with a name or password in it is not used."),
    "backslash": gettext_lazy(
        "This address holds a sign that does not belong there: a backslash, a space or an "
        "invisible one. Copy it once more from your browser."
    ),
    "number": gettext_lazy("This address is written as a number. Use its name."),
    "lookalike": gettext_lazy(
        "This name mixes alphabets and could imitate another site. Type it by hand."
    ),
    "port": gettext_lazy("This address uses an unusual port. Only ordinary sites are used."),
    "private": gettext_lazy("This address is not on the public web, so readers could not open it."),
    "not_listed": gettext_lazy(
        "This site is not on your organisation's list. An administrator can add it."
    ),
    # reaching the site
    "host_unknown": gettext_lazy("No site answers to this name. Is it spelled right?"),
    "unreachable": gettext_lazy("The site cannot be reached at the moment."),
    "too_slow": gettext_lazy("The site took too long to answer."),
    "too_big": gettext_lazy("What the site sent was too big to read."),
    "wrong_kind": gettext_lazy("This is not a page or feed, but a file of another kind."),
    "packing": gettext_lazy("The site sent its page in a packing that cannot be opened safely."),
    "garbled": gettext_lazy("What the site sent cannot be understood."),
    "redirects": gettext_lazy("The site keeps passing this address on to another."),
    "not_found": gettext_lazy("The site says there is nothing at this address."),
    "forbidden": gettext_lazy(
        "The site does not let us read this page. You can fill it in by hand."
    ),
    "site_fault": gettext_lazy("The site reports a fault of its own. Try again later."),
    "unexpected": gettext_lazy("The site answered in a way we did not expect."),
    # feeds
    "page": gettext_lazy(
        "This is a page, and it names no feed. Look for a link called RSS or feed."
    ),
    "no_feed": gettext_lazy("There is no feed at this address."),
    "entities": gettext_lazy("This feed defines entities of its own, which is not safe to read."),
    "feed_known": gettext_lazy("This feed is read already."),
    # stories
    "story_known": gettext_lazy("There is a story with this address already."),
    "needs_title": gettext_lazy("A story needs a title."),
    "needs_summary": gettext_lazy(
        "A story without a link is read here, so write what it says under Summary."
    ),
    "ends_before_start": gettext_lazy("The last day lies before the first."),
    "ended_already": gettext_lazy("The last day has passed. Choose a later one, or none."),
    "end_missing": gettext_lazy("Give the last day first."),
    "already_live": gettext_lazy("This story was put live meanwhile. Correct it instead."),
    "not_live": gettext_lazy("This story is not live."),
    "withdrawn": gettext_lazy("This story was withdrawn. It stays as it is."),
    "needs_topic": gettext_lazy("Give the story a topic first, then it can be for that alone."),
    "too_few_for_phases": gettext_lazy(
        "These teams are too small for it: who shares it would show the phase they are in. Choose "
        "larger teams, or every phase."
    ),
    "needs_comment": gettext_lazy("Write what you want to say about it."),
    "needs_reason": gettext_lazy("Say what should change, so that it comes back better."),
    "not_in_review": gettext_lazy("This story is not in review."),
    "needs_second": gettext_lazy("Somebody else has to approve it too before it goes live."),
    "approved_by_you": gettext_lazy("You approved it already. Somebody else gives the second."),
    "archived": gettext_lazy("This story is in the archive. Bring it back first."),
    "steps_unknown": gettext_lazy("One person or two approve a story, no other number."),
    "none_ticked": gettext_lazy("Tick the stories first that you mean."),
    "draft": gettext_lazy("It is a draft still; throw it away if nobody needs it."),
    "act_unknown": gettext_lazy("Choose what to do with them."),
    "pins_full": gettext_lazy("Two stories are pinned already. Take one of those off first."),
    "campaign_known": gettext_lazy("There is a campaign with this name already."),
    "needs_name": gettext_lazy("A campaign needs a name."),
    "no_address": gettext_lazy("This story leads to no page of its own."),
    "nothing_read": gettext_lazy("The page was reached, but it holds no words to read."),
    "needs_words": gettext_lazy("Write the words that should stay out."),
    "too_many_words": gettext_lazy("That is more than anybody can keep in mind. Take some off."),
    "passed": gettext_lazy("Somebody passed this one meanwhile."),
    "variant_unusable": gettext_lazy("This wording is longer than any network takes."),
    # tips
    "needs_tip": gettext_lazy("Say in a few words what it is about, or give its web address."),
    "too_many_tips": gettext_lazy(
        "Ten of your tips wait already. Take one back, or wait until an editor has looked."
    ),
    "bad_address": gettext_lazy("This address leads nowhere that colleagues could read."),
    # colleagues who are named
    "needs_consent": gettext_lazy("Whoever is named has to say yes first."),
    "declined": gettext_lazy("Whoever is named would rather not. Choose somebody else."),
    "other_words": gettext_lazy("The words changed meanwhile. Read them again before you say yes."),
    "agreed_words": gettext_lazy(
        "Your colleague said yes to these very words. Withdraw the story, and tell it anew."
    ),
    "needs_colleague": gettext_lazy("Give a work address or a name."),
    "needs_post": gettext_lazy("An example shows a post, word by word."),
    "names_nobody": gettext_lazy(
        "Only success stories and expert examples are about somebody. Change its kind first."
    ),
    # pictures
    "needs_alt": gettext_lazy("Say what the picture shows, for who cannot see it."),
    "needs_picture": gettext_lazy("Choose a picture first."),
    "picture_in_use": gettext_lazy("A story shows this picture. Give it another one first."),
    "picture_too_big": gettext_lazy("This file is larger than 10 MB."),
    "picture_too_large": gettext_lazy("This picture has too many pixels. Make it smaller first."),
    "picture_unknown": gettext_lazy("This is not a JPEG, PNG, WebP or GIF picture."),
    "picture_broken": gettext_lazy("This picture is damaged. Save it anew and try again."),
}


class Coded(Protocol):
    """A refusal or fault with a code."""

    @property
    def code(self) -> str: ...


def words_of(code: str) -> str:
    """The sentence for a code."""
    return str(WORDS[code]) if code in WORDS else _("That did not work. Try again later.")


def words_for(fault: Coded) -> str:
    """The sentence for a refusal or fault."""
    return words_of(fault.code)
