"""Django's PostgreSQL engine that sees a dead connection without asking the server. It may not change a statement."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus

PREPARED = 400


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections are kept for ever; each request looks first whether the server is still at the other end."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        # All pages together ask more questions than psycopg keeps prepared by itself (100).
        connection.prepared_max = PREPARED
        return connection

    def is_usable(self) -> bool:
        """True if the socket is open and silent: an idle server says nothing, one that went away left its last word.

        Django would send SELECT 1 on both databases in each request, which costs more than opening a record.
        """
        connection = self.connection
        if connection is None or connection.closed or connection.pgconn.status != ConnStatus.OK:
            return False
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not poll.poll(0)
