"""What can be set from the environment or a `.env` file, each name with the prefix SCORECARD_."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from scorecard.errors import ScorecardError
from scorecard.months import parse_month

PROJECT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
LOCAL = ("localhost", "127.0.0.1", "::1")
Month = Annotated[date, BeforeValidator(lambda value: parse_month(value) if isinstance(value, str) else value)]

# The environment holds text, and a literal is not converted from it.
Run = Annotated[Literal[6, 7], BeforeValidator(lambda value: {"6": 6, "7": 7}.get(str(value), value))]

SIGN_IN = ("sign_in_issuer", "sign_in_client_id", "sign_in_client_secret", "sign_in_redirect", "cookie_secret")


def _check_address(value: str) -> str:
    """Take a web address without its last slash; only this machine may be reached without encryption."""
    address = urlsplit(value.strip())
    if not address.hostname or address.query or address.fragment:
        raise ValueError("Write a web address, such as https://scorecard.example.org.")
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOCAL):
        raise ValueError("Write an address that begins with https://.")
    return value.strip().rstrip("/")


def _check_length(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError(f"It needs {SHORTEST_SECRET} random characters or more.")
    return value


WebAddress = Annotated[str, AfterValidator(_check_address)]
LongSecret = Annotated[SecretStr, AfterValidator(_check_length)]


class Settings(BaseSettings):
    """Where the partnership's files stand and how the scorecard judges them."""

    model_config = SettingsConfigDict(env_prefix="SCORECARD_", env_file=".env", extra="ignore")

    home: Path = Field(
        PROJECT / "sample_data", description="Folder of the partnership: reference data, warehouse, published figures."
    )
    queries: Path = Field(PROJECT / "queries", description="Folder of the indicators' SQL files.")
    reporting_month: Month | None = Field(None, description="Month to report, such as 2024-03; the newest if not set.")
    audience: Literal["council", "board"] = Field(
        "council", description="Whose figures are shown while there is no sign-in: council or board."
    )
    spc_preset: Literal["mdc", "ptd"] = Field("mdc", description="Rule set that decides what is a real change.")
    spc_run: Run | None = Field(None, description="Months in a row that make a shift or a trend: 6 or 7.")
    largest_return: int = Field(200, ge=1, description="Largest return that is read, in megabytes.")
    kept_generations: int = Field(
        36, ge=2, description="How many published generations are kept, so that past figures can be compared."
    )
    may_send: bool = Field(
        True, description="Whether anything is sent or written in the dashboard, by those whose role allows it."
    )
    port: int = Field(8501, ge=1, le=65535, description="Port of the dashboard.")
    sign_in_issuer: WebAddress | None = Field(
        None, description="Issuer of the sign-in, below which stands `.well-known/openid-configuration`."
    )
    sign_in_client_id: str | None = Field(None, min_length=1, description="Client that the provider knows us by.")
    sign_in_client_secret: SecretStr | None = Field(None, min_length=1, description="Secret of that client.")
    sign_in_redirect: WebAddress | None = Field(
        None, description="Public address of the dashboard, to which the provider sends people back."
    )
    cookie_secret: LongSecret | None = Field(
        None, description="Secret that signs the cookies: 32 random characters or more."
    )
    disclosure_secret: LongSecret | None = Field(
        None,
        description="Secret that decides in which direction counts are rounded: 32 random characters or more, kept.",
    )
    session_hours: int = Field(12, ge=1, le=24, description="Hours after which a sign-in ends.")
    idle_minutes: int = Field(30, ge=1, le=720, description="Minutes without use after which a sign-in ends.")

    @model_validator(mode="after")
    def _has_all_of_sign_in_or_nothing(self) -> Self:
        missing = [name for name in SIGN_IN if getattr(self, name) is None]
        if missing and len(missing) < len(SIGN_IN):
            names = ", ".join(f"SCORECARD_{name.upper()}" for name in missing)
            raise ValueError(f"Sign-in is set up in part only. Set {names} too, or none of the settings for sign-in.")
        return self

    @property
    def has_sign_in(self) -> bool:
        """Say whether people must sign in."""
        return self.sign_in_issuer is not None

    @property
    def access(self) -> Path:
        """The SQLite file of the people who may sign in."""
        return self.home / "access.db"

    @property
    def reference(self) -> Path:
        """Folder of the reference files."""
        return self.home / "reference"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that holds every accepted return."""
        return self.home / "warehouse.duckdb"

    @property
    def originals(self) -> Path:
        """Folder of the returns as they came."""
        return self.home / "originals"

    @property
    def tray(self) -> Path:
        """Folder in which the dashboard lays returns for the loader."""
        return self.home / "tray"

    @property
    def audit_log(self) -> Path:
        """The access log: an append-only SQLite file."""
        return self.home / "audit.db"

    @property
    def published(self) -> Path:
        """Folder of the published generations."""
        return self.home / "published"


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the settings once for this process; raises ScorecardError naming every setting that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(_write_fault(fault["loc"], fault["msg"]) for fault in error.errors()).rstrip(".")
        # The error itself repeats what was given, which may be a secret.
        raise ScorecardError(f"Settings need mending. {faults}. See docs/settings.md.") from None


def _write_fault(place: tuple[int | str, ...], message: str) -> str:
    said = message.removeprefix("Value error, ")
    return f"SCORECARD_{str(place[0]).upper()}: {said}" if place else said
