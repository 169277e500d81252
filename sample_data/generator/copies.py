"""A partnership some times the size: each case stands so many times, each with references of its own."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

ALPHABET = np.array(list("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"))
PERSON_CHARACTERS = 7
SCATTER = 2_269_547_719


def copy_cases(cases: pl.DataFrame, times: int) -> pl.DataFrame:
    """Repeat the rows, with a column `copy` that counts from 0."""
    return pl.DataFrame({"copy": np.arange(times)}).join(cases, how="cross", maintain_order="left_right")


def reference(prefix: str, number: str, count: int) -> pl.Expr:
    """Write the reference of a case, such as C0000017: the copies follow one another in steps of `count`."""
    return pl.format(prefix + "{}", (pl.col("copy") * count + pl.col(number) + 1).cast(pl.String).str.zfill(7))


def pseudonyms(cases: pl.DataFrame, people: int) -> NDArray[np.str_]:
    """Write the references of the adults: P and 7 characters that follow no order, one for each adult and copy."""
    number = cases["copy"].to_numpy() * people + cases["person"].to_numpy() + 1
    return np.char.add("P", scattered(number))


def scattered(number: NDArray[np.int64]) -> NDArray[np.str_]:
    """Write numbers in 7 of 32 characters; different numbers below 2**35 stay different, since SCATTER is odd."""
    size = len(ALPHABET) ** PERSON_CHARACTERS
    product = (number.astype(np.uint64) * np.uint64(SCATTER)) % np.uint64(size)
    powers = len(ALPHABET) ** np.arange(PERSON_CHARACTERS - 1, -1, -1, dtype=np.uint64)
    digits = (product[:, None] // powers) % np.uint64(len(ALPHABET))
    return ALPHABET[digits.astype(np.int64)].view(f"<U{PERSON_CHARACTERS}").ravel()
