"""What can be set from the environment or a `.env` file, each name with the prefix SCORECARD_."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from scorecard.errors import ScorecardError
from scorecard.months import parse_month

PROJECT = Path(__file__).resolve().parent.parent
Month = Annotated[date, BeforeValidator(lambda value: parse_month(value) if isinstance(value, str) else value)]

# The environment holds text, and a literal is not converted from it.
Run = Annotated[Literal[6, 7], BeforeValidator(lambda value: {"6": 6, "7": 7}.get(str(value), value))]


class Settings(BaseSettings):
    """Where the partnership's files stand and how the scorecard judges them."""

    model_config = SettingsConfigDict(env_prefix="SCORECARD_", env_file=".env", extra="ignore")

    home: Path = Field(
        PROJECT / "sample_data", description="Folder of the partnership: reference data, warehouse, published figures."
    )
    queries: Path = Field(PROJECT / "queries", description="Folder of the indicators' SQL files.")
    reporting_month: Month | None = Field(None, description="Month to report, such as 2024-03; the newest if not set.")
    audience: Literal["council"] = Field("council", description="Whose figures are shown while there is no sign-in.")
    spc_preset: Literal["mdc", "ptd"] = Field("mdc", description="Rule set that decides what is a real change.")
    spc_run: Run | None = Field(None, description="Months in a row that make a shift or a trend: 6 or 7.")
    largest_return: int = Field(200, ge=1, description="Largest return that is read, in megabytes.")
    kept_generations: int = Field(
        36, ge=2, description="How many published generations are kept, so that past figures can be compared."
    )
    may_send: bool = Field(True, description="Whether returns can be sent from the dashboard without sign-in.")
    port: int = Field(8501, ge=1, le=65535, description="Port of the dashboard.")

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
    def published(self) -> Path:
        """Folder of the published generations."""
        return self.home / "published"


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the settings once for this process; raises ScorecardError naming every setting that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (f"SCORECARD_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        raise ScorecardError(f"Settings need mending. {'; '.join(faults)}. See docs/settings.md.") from error
