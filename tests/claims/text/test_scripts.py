from __future__ import annotations

import pytest

from claims.text.scripts import mixture


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ada Brook", ()),
        ("Zoë Müller-Ørsted", ()),
        ("Ада Брук", ()),
        ("新华社 Xinhua", ()),
        ("", ()),
        ("Ad\u0430 Brook", ("Latin", "Cyrillic")),
        ("Ada Br\u03bfok", ("Latin", "Greek")),
        ("Ada \u0412\u0440\u043e\u043e\u043a", ("Latin", "Cyrillic")),
    ],
)
def test_letters_of_two_alphabets(name: str, found: tuple[str, ...]) -> None:
    assert mixture(name) == found
