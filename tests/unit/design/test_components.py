"""A statement is never drawn bare; bases differ in shape and word; pages and lists say where they stand."""

from __future__ import annotations

import re
from typing import Any

from django.template import engines

from fairward.design.pieces import Cell, Chip, Contact, Pages, Row
from fairward.design.shapes import SHAPES
from fairward.kernel.vocabulary import Basis
from fairward.web.gallery import STATEMENTS, ShownStatement


def draw(source: str, **context: Any) -> str:
    html: str = engines["jinja2"].env.from_string(source).render(**context)
    return html


def test_every_basis_has_a_shape_of_its_own_beside_its_word() -> None:
    assert len({str(SHAPES[basis.code]) for basis in Basis}) == len(Basis)
    for one in STATEMENTS:
        html = draw("{{ ui.statement(one) }}", one=one)
        assert str(SHAPES[one.basis.code]) in html
        assert one.basis_words[1:] in html


def test_what_is_attached_stands_inside_the_statement() -> None:
    html = draw("{{ ui.statement(one) }}", one=STATEMENTS[0])
    assert html.index("round bruise") < html.index("Fell off her bike") < html.rindex("</div>")
    assert "Explanation" in html
    assert "left forearm, front, 2 cm, yellow and green: round, skin not broken" in html


def test_the_words_of_a_child_stand_in_quotation_marks_and_are_escaped() -> None:
    said = ShownStatement(9, Basis.CHILD_SAID, "the child said", "<b>no</b>")
    assert "“&lt;b&gt;no&lt;/b&gt;”" in draw("{{ ui.statement(one) }}", one=said)


def test_a_queue_carries_the_name_of_the_column_to_each_cell() -> None:
    rows = [Row([Cell("Robin", "/x"), Cell(chips=[Chip("Danger", "danger")])], "danger")]
    html = draw('{{ ui.queue("Reports", ["Child", "State"], rows) }}', rows=rows)
    assert 'data-label="State"' in html
    assert '<th scope="row" role="rowheader"><a class="govuk-link" href="/x">Robin</a>' in html


def test_a_number_is_dialled_without_its_spaces() -> None:
    html = draw("{{ ui.danger_strip(contacts) }}", contacts=[Contact("Lead", "+44 (1632) 960001")])
    assert 'href="tel:+441632960001"' in html
    assert 'href="tel:999"' in html


def test_pages_keep_the_filter_and_leave_numbers_out() -> None:
    pages = Pages.of(number=5, per_page=10, total=99, query={"state": "open", "page": "5", "who": ""})
    assert pages.shown == [1, None, 4, 5, 6, None, 10]
    assert pages.address(6) == "?state=open&page=6"
    assert Pages.of(number=1, per_page=10, total=0, query={}).shown == [1]


def test_every_template_compiles_and_names_only_components_that_exist() -> None:
    environment = engines["jinja2"].env
    names = environment.list_templates(extensions=["html"])
    assert "web/base.html" in names
    for name in names:
        environment.get_template(name)
        source = environment.loader.get_source(environment, name)[0]
        for component in set(re.findall(r"\bui\.([a-z_]+)", source)):
            assert callable(getattr(environment.globals["ui"], component)), (name, component)
