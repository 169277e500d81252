"""The secret that decides in which direction a count is rounded."""

import hashlib
import hmac

from scorecard.disclosure.model import DisclosureError

SHORTEST_SECRET = 32


class KeyedThresholds:
    """Fixed thresholds between 0 and 1 that only the holder of the secret can work out.

    A series has one threshold for each pair of neighbouring multiples. A count between the two is rounded up where the
    share of the way it has gone reaches the threshold, so either direction is possible, the nearer one is likelier, and
    a count that stays between the same two multiples moves up once at most.
    """

    def __init__(self, secret: bytes, version: str) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise DisclosureError(
                f"The secret of disclosure control has {len(secret)} bytes; it needs at least {SHORTEST_SECRET}. "
                "Make one with: openssl rand -hex 32"
            )
        self._secret = secret
        self._version = version

    def of(self, series: str, lower: int) -> float:
        """Give the threshold of a series between the multiple `lower` and the next."""
        message = "\x1f".join((self._version, series, str(lower))).encode()
        digest = hmac.digest(self._secret, message, hashlib.sha256)
        return int.from_bytes(digest[:7]) / 2**56
