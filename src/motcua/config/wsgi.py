"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from motcua.foundation.database import connect_as

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
connect_as("application")
application = get_wsgi_application()
