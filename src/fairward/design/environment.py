"""The Jinja environment of all pages: escapes everything, stops at every undefined name. It may not know a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from markupsafe import Markup

from fairward.design import body_map, pieces, words
from fairward.design.addresses import url
from fairward.design.bridge import drawn, mistakes
from fairward.design.queues import queue
from fairward.design.shapes import shape
from fairward.design.statements import attached, mark_list, statement

COMPONENTS = ("record", "lists", "notes", "body_map", "layout")


class Kit:
    """GOV.UK's own macros, `kit.govukDetails({...})`, in the lenient environment they expect. Slow: not in rows."""

    def __init__(self) -> None:
        loader = jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")})
        self._environment = jinja2.Environment(
            autoescape=True, undefined=jinja2.ChainableUndefined, loader=loader
        )
        self._macros: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("govuk"):
            raise AttributeError(name)
        if name not in self._macros:
            folder = "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in name[len("govuk") :])[
                1:
            ]
            page = self._environment.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html")
            self._macros[name] = getattr(page.module, name)
        return self._macros[name]


class Components:
    """Fairward's own macros, `ui.statement(...)`, found by name in `templates/design/components/`."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._macros: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if not self._macros:
            # Put in place at once: another thread must never see half of them.
            found: dict[str, Any] = {
                "statement": statement,
                "annotations": attached,
                "mark_list": mark_list,
                "queue": queue,
            }
            for page in COMPONENTS:
                module = self._environment.get_template(f"design/components/{page}.html").module
                found.update({key: value for key, value in vars(module).items() if key[0] != "_"})
            self._macros = found
            self.__dict__.update(found)  # found without this function from now on
        try:
            return self._macros[name]
        except KeyError:
            raise AttributeError(f"there is no component {name}") from None


def _field(environment: jinja2.Environment) -> Callable[..., Markup]:
    def field(bound: BoundField, **options: Any) -> Markup:
        macros: Any = environment.get_template("design/fields.html").module
        return Markup(macros.draw(drawn(bound, **options)))  # noqa: S704 - the macro escaped it

    return field


def _error_summary(environment: jinja2.Environment) -> Callable[..., Markup]:
    def error_summary(*forms: Any, title: str = "There is a problem") -> Markup:
        found = mistakes(*forms)
        if not found:
            return Markup("")
        macros: Any = environment.get_template("design/fields.html").module
        return Markup(macros.summary(found, title))  # noqa: S704 - the macro escaped it

    return error_summary


def environment(**options: Any) -> jinja2.Environment:
    """Make the environment for Django's Jinja2 backend (`OPTIONS["environment"]`)."""
    made = jinja2.Environment(  # noqa: S701 - escapes always: the option stands below, over all others
        **{
            **options,
            "autoescape": True,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "cache_size": -1,
        }
    )
    made.globals.update(
        url=url,
        static=static,
        shape=shape,
        ui=Components(made),
        kit=Kit(),
        field=_field(made),
        error_summary=_error_summary(made),
        Chip=pieces.Chip,
        Cell=pieces.Cell,
        Fact=pieces.Fact,
        Link=pieces.Link,
        Row=pieces.Row,
        figures=body_map.FIGURES,
        body_marks=body_map.placed,
    )
    for say in (
        words.date_words,
        words.moment_words,
        words.time_words,
        words.machine_date,
        words.plural,
        words.listed,
    ):
        made.filters[say.__name__] = say
        made.globals[say.__name__] = say
    return made
