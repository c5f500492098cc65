"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from motcua.foundation import clock
from motcua.foundation.database import connect_as

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
connect_as("application")
application = get_wsgi_application()

from motcua.domain.procedures import api as procedures  # noqa: E402 - after the applications are there

procedures.prepare_search_behind(clock.now())
