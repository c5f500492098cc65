"""The smallest site for tests of `motcua serve`: it tells who it is in the database and which process answers."""

import os
import time

from django.conf import settings

from motcua.foundation import database

if not settings.configured:
    settings.configure(DATABASES={"default": database.database_settings(os.environ)}, USE_TZ=True)

from django.db import connection


def application(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1.5)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            body = f"{cursor.fetchone()[0]} {os.getpid()}"
        start_response("200 OK", [("Content-Type", "text/plain")])
    except Exception as error:
        body = database.sentence_for(error) or repr(error)
        start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
    finally:
        connection.close()
    return [body.encode()]
