"""What an installation may set, read from the environment; docs/self-hosting.md lists it."""

from __future__ import annotations

import secrets
from functools import cached_property
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[3]


def _alias(*names: str) -> AliasChoices:
    return AliasChoices(*names)


class Configuration(BaseSettings):
    """The settings of one installation. Lists are written with commas as JSON: `["a","b"]`."""

    model_config = SettingsConfigDict(env_prefix="ZETJE_", extra="ignore")

    data: Path = Field(
        default=PROJECT / "var", description="Folder for the database, pictures and spool."
    )
    database_url: str = Field(
        default="",
        validation_alias=_alias("DATABASE_URL", "ZETJE_DATABASE_URL"),
        description="A PostgreSQL server: postgresql://user:password@host/name; empty: embedded.",
    )
    database_owner: bool = Field(
        default=False, description="Work as the owner of the tables; only migrations need it."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on; 0.0.0.0: every one.")
    port: int = Field(
        default=8000,
        validation_alias=_alias("PORT", "ZETJE_PORT"),
        description="Port of the pages.",
    )
    site_url: str = Field(default="", description="Public address of the pages, https://….")
    links_url: str = Field(
        default="",
        validation_alias=_alias("LINKS_URL", "ZETJE_LINKS_URL"),
        description="Public address of the short links; empty: the pages answer them, and in the "
        "demo the link door does, on the next port.",
    )
    secret_keys: list[str] = Field(
        default=[],
        description="Keys that sign; the first signs, all are accepted. Empty: made and kept.",
    )
    seal_keys: list[str] = Field(
        default=[], description="Keys that encrypt secrets in the database; the first encrypts."
    )
    push_keys: list[str] = Field(
        default=[],
        description="Key from which our identity for web push is made; another one ends every "
        "subscription. Empty: made and kept.",
    )
    demo: bool = Field(default=False, description="Show the demo organisation and the mailbox.")
    debug: bool = Field(
        default=False, description="Show Django's pages for developers. Never in public."
    )
    trusted_proxies: list[str] = Field(
        default=[], description="Addresses of proxies whose X-Forwarded-For is believed."
    )
    fetch_allowed_hosts: list[str] = Field(
        default=[], description="host:port pairs inside the own network that may be fetched."
    )
    mail_host: str = Field(default="127.0.0.1", description="SMTP server.")
    mail_port: int = Field(default=1025, description="Port of the SMTP server.")
    mail_user: str = Field(default="", description="SMTP user; empty: no authentication.")
    mail_password: str = Field(default="", description="SMTP password.")
    mail_security: str = Field(default="none", description="none, starttls or tls.")
    mail_backend: str = Field(
        default="", description="Another e-mail backend of Django, as one of anymail; empty: SMTP."
    )
    mail_from: str = Field(
        default="zetje@localhost", description="Sender where an organisation has set none."
    )
    tips_mail_address: str = Field(
        default="",
        description="Where tips are mailed to, tips@…; each organisation's is tips+name@….",
    )
    tips_mail_listen: str = Field(
        default="",
        description="Where mailed tips are taken in: lmtp:127.0.0.1:8024, or smtp:….",
    )
    tips_mail_server: str = Field(
        default="",
        description="The mail server whose word on senders is believed, by the name that it "
        "writes into Authentication-Results; empty: each sender is asked.",
    )
    tips_mail_peers: list[str] = Field(
        default=["127.0.0.1", "::1"],
        description="Addresses from which that mail server hands mail over.",
    )
    slack_api: str = Field(
        default="https://slack.com/api/",
        description="Where Slack's methods are found; the demo has a Slack of its own.",
    )
    teams_login: str = Field(
        default="https://login.microsoftonline.com",
        description="Where a bot of Teams gets its token; only a test or the demo has another.",
    )
    teams_keys: str = Field(
        default="https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the keys are told by which Teams signs; only a test or the demo has "
        "another.",
    )
    model_url: str = Field(
        default="",
        description="A language model that organisations may switch on: the OpenAI-compatible "
        "address, such as `http://127.0.0.1:11434/v1`. Empty: none is offered.",
    )
    model_name: str = Field(default="", description="The name of that model.")
    model_key: str = Field(default="", description="Its key; empty: it asks for none.")
    model_hosts: list[str] = Field(
        default=[],
        description="host:port pairs inside the own network where an organisation may have a "
        "language model of its own.",
    )
    model_seconds: float = Field(
        default=8.0, gt=0, le=60, description="How long somebody waits for a language model."
    )
    log_json: bool = Field(default=False, description="Write logs as JSON lines.")

    @cached_property
    def https(self) -> bool:
        """Whether people reach the pages over TLS; cookies are then bound to the host."""
        return self.address.startswith("https://")

    @cached_property
    def address(self) -> str:
        """The public address of the pages, without a slash at the end."""
        return (self.site_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    @cached_property
    def links_address(self) -> str:
        """The public address of the short links, without a slash at the end."""
        if self.demo and not self.links_url and not self.site_url:
            # Here the door has an address that a browser finds: the port after that of the pages.
            return f"http://127.0.0.1:{self.port + 1}"
        return (self.links_url or self.address).rstrip("/")

    def keys(self, name: str, given: list[str]) -> list[str]:
        """The keys given, or one made on the first start and kept in the data folder.

        Args:
            name: which keys, the name of their file.
            given: the keys of the environment.
        """
        if given:
            return given
        path = self.data / "keys" / name
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48) + "\n")
        return path.read_text().split()
