"""The shape of every key in the clear: it lives for one request. It may not be shown, copied or pickled."""

from __future__ import annotations

from typing import NoReturn


class Opened:
    """Base of objects that hold a key in the clear. What they hold never reaches a log, a cache or a session."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("an opened key is not copied or pickled")
