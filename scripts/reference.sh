#!/bin/sh
# Writes the pages of docs/reference that are made from the code: rules, states of concerns, cases, transfers, referrals and of a
# hub, schema of a package. Guards compare them.
set -eu
cd "$(dirname "$0")/.."
DJANGO_SETTINGS_MODULE=fairward.config.settings PYTHONPATH=src exec .venv/bin/python -c '
import django
django.setup()
from fairward.rules import reference
from fairward.school.concerns import workflow_page
from fairward.cases import workflow_page as cases_page
from fairward.school.transfers import workflow_page as transfers_page
from fairward.hub import workflow_page as hub_page
from fairward.exchange.package import published
from fairward.school.referrals import workflow_page as referrals_page
reference.write()
workflow_page.write()
cases_page.write()
transfers_page.write()
hub_page.write()
published.write()
referrals_page.write()
'
