"""What is at an address: fetched, its form told by its server, its name or its first bytes, and read."""

from __future__ import annotations

import io
from functools import partial
from urllib.parse import urlsplit

from claims.errors import ReadingError
from claims.reading import forms
from claims.reading.failure import ReadFailure, named
from claims.reading.fetching import Fetched, Web
from claims.reading.input import Follow, Found, Input
from claims.reading.streams import opened


def read(address: str, max_size: int, web: Web) -> Found:
    """Yield the articles at ``address``: of a page one, of a feed those that it links to as well.

    What can't be fetched or read is yielded as a failure that names its address.
    """
    return _read(address, max_size, web, partial(page_at, max_size=max_size, web=web))


def page_at(address: str, max_size: int, web: Web) -> Found:
    """Yield the article of the page at ``address``; nothing that it links to is fetched."""
    return _read(address, max_size, web, None)


def _read(address: str, max_size: int, web: Web, follow: Follow | None) -> Found:
    try:
        form, given = prepared(web.fetch(address, max_size), address, max_size, follow)
    except ReadingError as problem:
        yield ReadFailure(address, named(problem, address))
    else:
        yield from forms.read(form, given)


def prepared(fetched: Fetched, source: str, max_size: int, follow: Follow | None) -> tuple[forms.Form, Input]:
    """Return what was fetched as an input, and its form; failures call it ``source``."""
    stream, head = opened(io.BytesIO(fetched.data))
    form = (
        forms.by_media(fetched.media) or forms.by_name(urlsplit(fetched.address).path) or forms.by_head(head)
    )
    given = Input(stream, head, fetched.address, source, max_size, fetched.address, fetched.charset, follow)
    return form, given
