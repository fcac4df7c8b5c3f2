"""The application as the HTTP server calls it. It decides nothing."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairward.config.settings")
application = get_wsgi_application()
