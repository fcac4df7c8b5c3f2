"""Why a file cannot be taken, as sentences that say what to do instead. It may not name the file or its content."""

from __future__ import annotations

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 10
MAX_PIXELS = 50_000_000
MAX_PAGES = 500

_SENTENCES = {
    "empty": "The file is empty. Choose it again.",
    "too_big": "The file is larger than 10 MB. Send a smaller picture, or only the pages that matter.",
    "too_many": f"A report can have up to {MAX_FILES} files. Send the others in an addition to your report.",
    "too_many_pixels": "The picture has more than 50 million pixels. Send a smaller one.",
    "too_many_pages": f"The PDF has more than {MAX_PAGES} pages. Send only the pages that matter.",
    "moving_picture": "The file is a moving picture. Send a screenshot of the moment that matters.",
    "heic": "The picture is in Apple's HEIC format, which we cannot make safe. On the phone choose Settings, "
    "Camera, Formats, Most Compatible and take it again, or send a screenshot of it.",
    "office": "Word, Excel and PowerPoint files can carry hidden content, so we do not take them. "
    "Save it as a PDF and send that.",
    "video": "We do not take films or sound recordings. Write down what is seen or heard, and keep the original "
    "where your school keeps evidence.",
    "svg": "Drawings in SVG or web pages can carry programs, so we do not take them. Send a screenshot.",
    "archive": "Archives such as ZIP are not taken. Send the files one by one.",
    "unknown": "We cannot take this kind of file. Send a JPEG, PNG, GIF or WebP picture, a PDF or a plain text file.",
    "unreadable": "The file is damaged or not what it says it is. Open it, save it again and send the new one, "
    "or send a screenshot.",
    "password": "The PDF is locked with a password. Save it without a password and send that.",
    "infected": "A virus was found in the file, so it was not taken. Do not open it again, and tell whoever looks "
    "after your computers. Your report itself is not affected.",
    "waiting": "The file waits to be checked for viruses, because the scanner does not answer. It is kept; try again "
    "later.",
    "infected_later": "A virus was found in this file after it was sent. It stays sealed and cannot be opened here.",
}


class RefusedFile(Exception):
    """A file that is not taken or not handed out; `sentence` tells the person what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = _SENTENCES[code]
