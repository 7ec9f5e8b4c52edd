"""Which column of a staff file means what, in Dutch and English."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

# Field → the headings people give it, as `heading_key` spells them, the surest first.
_SPELLINGS: dict[str, str] = {
    "external_id": (
        "personeelsnummer personnelnumber personeelsnr persnr personeelsid medewerkernummer"
        " medewerkernr medewerkerid medewerkercode employeenumber employeeid employeeno"
        " staffnumber staffid staffno personnelno personnelid werknemersnummer werknemernummer"
        " werknemerid stamnummer badgenumber externalid nummer"
    ),
    "email": (
        "email emailadres emailaddress werkemail workemail mail mailadres mailaddress zakelijkemail"
        " emailwerk emailwork emailzakelijk zakelijkemailadres zakelijkeemail"
        " zakelijkeemailadres werkemailadres businessemail username"
        " userprincipalname upn"
    ),
    "given_name": (
        "voornaam givenname firstname roepnaam voornamen forename preferredname callname"
    ),
    "particle": (
        "tussenvoegsel particle tussenvoegsels voorvoegsel voorvoegsels tussenv prefix"
        " nameprefix infix vv tv"
    ),
    "family_name": (
        "achternaam familyname lastname surname familienaam geslachtsnaam naamachternaam secondname"
    ),
    "full_name": (
        "naam fullname volledigenaam name medewerker employee displayname weergavenaam"
        " naammedewerker employeename"
    ),
    "team": (
        "team afdeling department teamnaam teamname afdelingsnaam unit organisatieonderdeel"
        " organisatieeenheid bedrijfsonderdeel departmentname businessunit orgunit groep group"
    ),
    "job_title": (
        "functie jobtitle functienaam functietitel title position beroep job functieomschrijving"
    ),
    "language": "taal language voorkeurstaal preferredlanguage taalcode languagecode lang locale",
    "time_zone": "tijdzone timezone tz zone",
    "working_days": (
        "werkdagen workingdays workdays rooster werkrooster dagen days schedule aantaldagen"
        " dagenperweek daysperweek fte werktijdfactor"
    ),
    "country": "land country werkland landcode countrycode workcountry countryregion",
    "region": (
        "regio region provincie province state deelstaat vakantieregio holidayregion"
        " feestdagenregio"
    ),
    "started_on": (
        "indienst startdate startdatum datumindienst indienstdatum indienstsinds indiensttreding"
        " datumindiensttreding hiredate hired joiningdate startedon employedsince begindatum"
    ),
    "left_on": (
        "uitdienst enddate einddatum datumuitdienst uitdienstdatum uitdiensttreding"
        " datumuitdiensttreding lefton leavedate terminationdate lastday laatstedag"
    ),
    "leave_from": "verlofvan leavefrom verlofvanaf beginverlof startverlof leavestart afwezigvan",
    "leave_until": (
        "verloftot leaveuntil verloftotenmet verloftm eindeverlof leaveend leaveto afwezigtot"
    ),
    "roles": "rollen roles rol role zetjerol zetjerollen zetjerole zetjeroles",
    "manager": (
        "leidinggevende manager linemanager chef direkteleidinggevende directeleidinggevende"
        " supervisor reportsto naamleidinggevende managername manageremail teamleider teamleidster"
    ),
}
HEADINGS = {field: tuple(spellings.split()) for field, spellings in _SPELLINGS.items()}
# Known, and left in the file on purpose: nothing shows who somebody's manager is.
NOT_KEPT = frozenset({"manager"})
EXPORTED = tuple(field for field in HEADINGS if field not in NOT_KEPT | {"full_name"})
DISPLAYED: dict[str, tuple[str, str]] = {
    "external_id": ("Personeelsnummer", "Personnel number"),
    "email": ("E-mail", "E-mail"),
    "given_name": ("Voornaam", "Given name"),
    "particle": ("Tussenvoegsel", "Particle"),
    "family_name": ("Achternaam", "Family name"),
    "full_name": ("Naam", "Name"),
    "team": ("Team", "Team"),
    "job_title": ("Functie", "Job title"),
    "language": ("Taal", "Language"),
    "time_zone": ("Tijdzone", "Time zone"),
    "working_days": ("Werkdagen", "Working days"),
    "country": ("Land", "Country"),
    "region": ("Regio", "Region"),
    "started_on": ("In dienst", "Start date"),
    "left_on": ("Uit dienst", "End date"),
    "leave_from": ("Verlof van", "Leave from"),
    "leave_until": ("Verlof tot", "Leave until"),
    "roles": ("Rollen", "Roles"),
    "manager": ("Leidinggevende", "Manager"),
}
_FIELD_OF = {key: field for field, keys in HEADINGS.items() for key in keys}


def heading_key(heading: str) -> str:
    """A heading without capitals, accents, spaces and signs: "E-mail adres" → "emailadres"."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


def matched_columns(
    header: Sequence[str], *, by_hand: Mapping[str, str] | None = None
) -> dict[int, str]:
    """Column → field; a heading matched by hand wins, and "" by hand leaves a column out.

    Where two columns mean the same field, the one whose heading stands earlier in `HEADINGS` wins.
    """
    chosen = dict(by_hand or {})
    claims: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(header):
        if heading in chosen:
            field, rank = chosen[heading], -1
        else:
            field = _FIELD_OF.get(heading_key(heading), "")
            rank = HEADINGS[field].index(heading_key(heading)) if field else 0
        if field and (field not in claims or rank < claims[field][0]):
            claims[field] = (rank, place)
    return {
        place: field for field, (_, place) in sorted(claims.items(), key=lambda claim: claim[1])
    }


def missing_fields(fields: set[str]) -> list[str]:
    """The fields without which no row can be read."""
    missing = [] if "email" in fields else ["email"]
    if not fields & {"given_name", "family_name", "full_name"}:
        missing.append("full_name")
    return missing


def displayed(field: str, *, language: str) -> str:
    """The heading of a field in a language."""
    dutch, english = DISPLAYED[field]
    return dutch if language.startswith("nl") else english
