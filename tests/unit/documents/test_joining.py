"""Tagged PDFs put behind one another stay tagged: tags, links' owners, bookmarks and enclosed files come along."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest

from fairward.documents import joining, pdf
from fairward.documents.joining import Enclosed, Piece

TABLE = (
    "<table><caption>Entries {}</caption><thead><tr><th scope='col'>Date</th></tr></thead>"
    "<tbody><tr><td>12 May 2026</td></tr></tbody></table>"
)


def a_paper(title: str, body: str, first_page: int = 1) -> bytes:
    return pdf.render(f"<h1>{title}</h1>{body}", title=title, part=pdf.Part(first_page, "A document"))


@pytest.fixture(scope="module")
def joined() -> bytes:
    papers = [a_paper(f"Part {number}", TABLE.format(number), number) for number in (1, 2, 3)]
    return joining.join([Piece(papers[0]), Piece(papers[1], 2), Piece(papers[2], 2)])


def test_pages_come_in_order_with_their_numbers(joined: bytes) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(joined)).pages]
    assert joining.pages_of(joined) == 3
    for number, text in enumerate(pages, start=1):
        assert f"Entries {number}" in text and f"Page {number}" in text and "A document" in text


def test_it_is_sound(joined: bytes) -> None:
    with pikepdf.open(io.BytesIO(joined)) as paper:
        assert paper.check_pdf_syntax() == []


def test_there_is_one_tree_of_tags(joined: bytes) -> None:
    with pikepdf.open(io.BytesIO(joined)) as paper:
        (document,) = paper.Root.StructTreeRoot.K
        assert document.S == "/Document" and [str(child.S) for child in document.K] == ["/H1", "/Table"] * 3
        numbers = paper.Root.StructTreeRoot.ParentTree.Nums
        keys = [int(numbers[place]) for place in range(0, len(numbers), 2)]
        assert keys == sorted(set(keys)) and [int(page.obj.StructParents) for page in paper.pages] == [
            0,
            1,
            2,
        ]
        assert int(paper.Root.StructTreeRoot.ParentTreeNextKey) == 3
        for page, child in zip(paper.pages, [document.K[0], document.K[2], document.K[4]], strict=True):
            assert child.Pg.objgen == page.obj.objgen


def test_headers_of_tables_are_not_mixed_up(joined: bytes) -> None:
    """Each cell names its header by an id, and ids are made anew in each part."""
    with pikepdf.open(io.BytesIO(joined)) as paper:
        tables = [child for child in paper.Root.StructTreeRoot.K[0].K if child.S == "/Table"]
        names = []
        for table in tables:
            header, cell = table.K[1].K[0].K[0], table.K[2].K[0].K[0]
            assert [str(one) for one in cell.A.Headers] == [str(header.ID)]
            names.append(str(header.ID))
        assert len(set(names)) == 3


def test_bookmarks_are_one_tree_folded_below_the_first_level(joined: bytes) -> None:
    with pikepdf.open(io.BytesIO(joined)) as paper:
        root = paper.Root.Outlines
        assert int(root.Count) == 1 and int(root.First.Count) == -2
        assert [str(root.First.First.Title), str(root.First.Last.Title)] == ["Part 2", "Part 3"]
        assert root.First.Last.Prev.objgen == root.First.First.objgen
        assert root.First.Last.Dest[0].objgen == paper.pages[2].obj.objgen


def test_files_are_enclosed_with_a_type_and_words_and_without_dates() -> None:
    files = [
        Enclosed("b.json", "application/json", "A file", b"{}"),
        Enclosed("a.txt", "text/plain", "Another", b"x"),
    ]
    made = joining.join([Piece(a_paper("One", "<p>x</p>"))], enclosed=files)
    with pikepdf.open(io.BytesIO(made)) as paper:
        assert {name: bytes(one.get_file().read_bytes()) for name, one in paper.attachments.items()} == {
            "a.txt": b"x", "b.json": b"{}",
        }  # fmt: skip
        names = paper.Root.Names.EmbeddedFiles.Names
        assert [str(names[place]) for place in (0, 2)] == ["a.txt", "b.json"]  # a name tree is in order
        for spec in paper.Root.AF:
            assert spec.Desc and spec.AFRelationship == "/Data" and set(spec.EF.F.Params.keys()) == {"/Size"}
        assert paper.pages[0] and b"pikepdf" not in bytes(paper.Root.Metadata.read_bytes())


def test_links_inside_a_part_are_refused() -> None:
    with pytest.raises(ValueError, match="links"):
        joining.join([Piece(a_paper("One", "<p id='x'><a href='#x'>here</a></p>"))])
    with pytest.raises(ValueError, match="links"):
        joining.join(
            [
                Piece(a_paper("One", "")),
                Piece(a_paper("Two", "<p><a href='https://example.org'>here</a></p>")),
            ]
        )


def test_the_foot_of_a_page_is_plain() -> None:
    with pytest.raises(ValueError, match="foot"):
        pdf.render("<p>x</p>", title="x", part=pdf.Part(1, '"; } body { display: none'))
    roman = pdf.render("<p>x</p>", title="x", part=pdf.Part(3, "In front", is_roman=True))
    assert "Page iii" in pypdf.PdfReader(io.BytesIO(roman)).pages[0].extract_text()
