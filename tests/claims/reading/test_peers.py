from __future__ import annotations

import pytest

from claims.errors import ReadingError
from claims.reading.peers import check, is_public


@pytest.mark.parametrize(
    "peer",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1",
    ],
)  # fmt: skip
def test_private(peer: str) -> None:
    assert not is_public(peer)
    with pytest.raises(ReadingError, match=r"^news\.example .*--allow-private"):
        check("news.example", peer)


@pytest.mark.parametrize(
    "peer", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public(peer: str) -> None:
    assert is_public(peer)
    check("news.example", peer)
