"""PDF files as a test wants them: real ones, written by pypdf."""

import io
from collections.abc import Callable, Sequence

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from tests.kb.website.server import Answer

HEADERS = {"Content-Type": "application/pdf"}
Change = Callable[[PdfWriter], object]


def pdf(
    *pages: Sequence[str], title: str = "", dated: str = "", language: str = "", change: Change | None = None
) -> bytes:
    """Lines of each page, one below the other; `dated` as PDF writes it (D:20260301120000)."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        sheet = writer.add_blank_page(595, 842)
        stream = DecodedStreamObject()
        stream.set_data(_drawn(lines))
        sheet[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        sheet[NameObject("/Contents")] = writer._add_object(stream)
    told = {"/Title": title, "/ModDate": dated}
    writer.add_metadata({name: value for name, value in told.items() if value})
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def served(*pages: Sequence[str], title: str = "", dated: str = "", language: str = "") -> Answer:
    """The same, as a server sends it."""
    return Answer(pdf(*pages, title=title, dated=dated, language=language), 200, HEADERS)


def _drawn(lines: Sequence[str]) -> bytes:
    shown = []
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"({escaped}) Tj 0 -16 Td".encode("cp1252"))
    return b"BT /F1 12 Tf 60 780 Td " + b"\n".join(shown) + b" ET"
