from __future__ import annotations

import pytest

from claims.cli.serving import address
from claims.errors import ClaimsError


@pytest.mark.parametrize(
    ("given", "host", "expected"),
    [
        ("", None, ("127.0.0.1", 8000)),
        ("8080", None, ("127.0.0.1", 8080)),
        ("localhost:8080", None, ("localhost", 8080)),
        ("[::1]:8080", None, ("::1", 8080)),
        ("8080", "0.0.0.0", ("0.0.0.0", 8080)),
        ("", "192.0.2.7", ("192.0.2.7", 8000)),
    ],
)
def test_it_is_this_machine_unless_another_host_is_said(
    given: str, host: str | None, expected: tuple[str, int]
) -> None:
    assert address(given, host) == expected


@pytest.mark.parametrize("given", ["0.0.0.0:8000", "example.org:8000", "[::]:8000"])
def test_a_host_that_others_reach_is_refused_without_the_option_for_it(given: str) -> None:
    with pytest.raises(ClaimsError, match="--host"):
        address(given, None)


@pytest.mark.parametrize("given", ["0", "65536", "http", "127.0.0.1:x"])
def test_what_is_no_port_is_refused(given: str) -> None:
    with pytest.raises(ClaimsError, match="port"):
        address(given, None)
