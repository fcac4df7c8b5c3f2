"""Small drawings that stand beside a word: one shape for each basis, and signs. They may never stand alone.

Drawn for Fairward; each has its own outline, so that it is told apart without colour, in print and by touch of eye.
"""

from __future__ import annotations

from markupsafe import Markup

_FACE = (
    '<circle cx="12" cy="12" r="11" fill="#fdf3d0" stroke="#000" stroke-width="1.600"/>'
    '<circle cx="8.500" cy="10" r="1.500" fill="#000"/><circle cx="15.500" cy="10" r="1.500" fill="#000"/>'
)
_DRAWINGS = {
    # an eye: somebody saw or heard it
    "observed": (
        '<path fill="#14555a" d="M12 4C6 4 2 9 1 12c1 3 5 8 11 8s10-5 11-8c-1-3-5-8-11-8z"/>'
        '<circle cx="12" cy="12" r="5" fill="#fff"/><circle cx="12" cy="12" r="2.6" fill="#14555a"/>'
    ),
    # a speech bubble with quotation marks: the child's own words
    "child_said": (
        '<path fill="#5a3d7a" d="M3 3h18v13H11l-5 5v-5H3z"/>'
        '<path fill="#fff" d="M7 6h4v3l-2 4H7l1-3H7zM13 6h4v3l-2 4h-2l1-3h-1z"/>'
    ),
    # an arrow from one dot to another: passed on by somebody
    "told_by": (
        '<circle cx="4" cy="12" r="3.5" fill="#7a4a00"/>'
        '<path fill="#7a4a00" d="M8.500 10.500H15V5.500l8 6.500-8 6.500v-5H8.500z"/>'
    ),
    # a sheet with a folded corner: read in a document
    "document": (
        '<path fill="#454e54" d="M4 1h11l5 5v17H4z"/><path fill="#fff" d="M15 1v5h5z"/>'
        '<path stroke="#fff" stroke-width="1.8" d="M7 10.500h10M7 14h10M7 17.500h7"/>'
    ),
    # a diamond with a question mark: what somebody thinks
    "opinion": (
        '<path fill="#9a3412" d="M12 0l12 12-12 12L0 12z"/>'
        '<path fill="none" stroke="#fff" stroke-width="2.200" '
        'd="M9 9.500a3 3 0 1 1 4.500 2.600c-1.200.7-1.500 1.200-1.500 2.700"/>'
        '<circle cx="12" cy="17.800" r="1.400" fill="#fff"/>'
    ),
    "danger": '<path d="M12 1l11.500 21H.5z"/><path fill="#fff" d="M11 9h2v7h-2zM11 17.500h2v2.200h-2z"/>',
    "due": '<circle cx="12" cy="12" r="11"/>'
    '<path fill="none" stroke="#fff" stroke-width="2.400" d="M12 5v7.500l4.500 3"/>',
    "done": '<path d="M1 12.500l3.200-3.200 5 5L19.800 3.700 23 6.900 9.200 20.700z"/>',
    # six faces that somebody can choose before they write; each also differs in what stands around the face
    "feeling_happy": _FACE
    + '<path fill="none" stroke="#000" stroke-width="2" d="M6.500 13.500c2 5 9 5 11 0"/>',
    "feeling_okay": _FACE + '<path fill="none" stroke="#000" stroke-width="2" d="M7 16h10"/>',
    "feeling_sad": _FACE + '<path fill="none" stroke="#000" stroke-width="2" d="M6.500 18c2-4 9-4 11 0"/>'
    '<path fill="#14555a" d="M18 11c1.600 2.400 2 3 2 4a2 2 0 0 1-4 0c0-1 .4-1.600 2-4z"/>',
    "feeling_angry": _FACE
    + '<path fill="none" stroke="#000" stroke-width="2" d="M7 17.500c2-2 8-2 10 0M5.500 6l4.500 2.500'
    'M18.500 6L14 8.500"/>',
    "feeling_scared": _FACE + '<ellipse cx="12" cy="16.500" rx="3" ry="3.500" fill="#000"/>'
    '<path fill="none" stroke="#000" stroke-width="1.500" d="M6 6.500c1-1.500 3-1.500 4 0M14 6.500c1-1.500 3-1.500 4 0"/>',
    "feeling_confused": _FACE
    + '<path fill="none" stroke="#000" stroke-width="2" d="M6.500 17c1.500-3 3 1 5-1s3.500 1 6-1.500"/>'
    '<path fill="none" stroke="#000" stroke-width="1.500" d="M5.500 7.500h5M14 5.500l4.500 1.500"/>',
    "locked": '<path d="M4 10h2V7a6 6 0 0 1 12 0v3h2v13H4zm4.500 0h7V7a3.500 3.500 0 0 0-7 0z"/>',
    "unlocked": '<path d="M4 10h2V7a6 6 0 0 1 11.700-1.800l-2.400.8A3.500 3.500 0 0 0 8.500 7v3H20v13H4z"/>',
}

# The word beside each face. Codes are stored with what somebody said; words are what people read.
FEELINGS = {
    "happy": "Happy", "okay": "Okay", "sad": "Sad", "angry": "Angry", "scared": "Scared", "confused": "Confused",
}  # fmt: skip

_OPEN = '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" class="fw-shape-{}">'
# Markup is safe here: the drawings are our own, nothing from outside is in them.
SHAPES = {name: Markup(_OPEN.format(name) + lines + "</svg>") for name, lines in _DRAWINGS.items()}  # noqa: S704


def shape(name: str) -> Markup:
    """The drawing of this name. The word must stand beside it: to a screen reader the drawing is silent."""
    return SHAPES[name]
