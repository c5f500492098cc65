"""What tests of officers' pages share: sign in, set the clock, read what a page says."""

import html
import re
from dataclasses import replace
from datetime import datetime

from django.contrib.auth import get_user_model
from django.test import Client

from motcua.entrypoints.web import second_factor
from motcua.foundation.actor import Actor

BACKEND = "motcua.entrypoints.web.sessions.OfficerBackend"


def signed_in(actor: Actor, **options) -> Client:
    """Return a browser in which the actor is signed in."""
    client = Client(**options)
    sign_in(client, actor.login)
    return client


def sign_in(client: Client, login: str, *, with_second_factor: bool = True) -> None:
    """Sign an officer in, past the pages; the second factor counts as given unless told otherwise."""
    officers = get_user_model().objects
    client.force_login(officers.get(login=login), backend=BACKEND)
    if with_second_factor:
        officers.filter(login=login, second_factor_number=0).update(second_factor_number=1)
        session = client.session
        session[second_factor.GIVEN] = officers.get(login=login).second_factor_number
        session.save()


def set_clock(settings, at: datetime) -> None:
    """Let the pages believe that it is this moment."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clock=at.isoformat())


def text_of(response) -> str:
    """Return the words of a page's main part, single blanks between them."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", main))).strip()
    return re.sub(r" ([,.])", r"\1", words)


def rows_of(response) -> list[tuple[str, list[str]]]:
    """Return the rows of a list with the acts that each allows."""
    return [
        (code, acts.split())
        for code, acts in re.findall(r'<tr data-row="([^"]+)" data-acts="([^"]*)"', response.content.decode())
    ]


def key_of(response) -> str:
    """Return the key that a page's form carries."""
    found = re.search(r'name="key" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]
