"""The text of a PDF, read in a process of its own (kb/importers/website/pdf.py): from stdin, to stdout as JSON.

A hostile file may take minutes or all memory: here that ends this process, and not the import.
"""

import io
import json
import logging
import resource
import sys
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_MEMORY = 1_500_000_000
"""Bytes of address space."""
MOST_CHARACTERS = 20_000
"""Of one page."""


def read(data: bytes, most_pages: int) -> dict[str, Any]:
    """Pages, title, date and language of a PDF; or `error`: why it is refused."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        return {"error": "it is protected (encrypted)"}
    count = len(reader.pages)
    if count > most_pages:
        return {"error": f"it has {count} pages; {most_pages} are read at most"}
    pages = [page.extract_text()[:MOST_CHARACTERS] for page in reader.pages]
    return {"pages": pages, **_told_of_itself(reader)}


def _told_of_itself(reader: PdfReader) -> dict[str, str]:
    """A date that is none, or a title that is no text, must not keep the pages out."""
    found = {"title": "", "dated": "", "language": ""}
    try:
        found["language"] = str(reader.root_object.get("/Lang") or "")
        metadata = reader.metadata
        found["title"] = str((metadata and metadata.title) or "")
        dated = metadata and (metadata.modification_date or metadata.creation_date)
        found["dated"] = dated.date().isoformat() if dated else ""
    except (PyPdfError, ValueError, TypeError, AttributeError):
        logging.getLogger(__name__).debug("what a PDF tells of itself cannot be read", exc_info=True)
    return found


def main() -> None:
    """Read one PDF. Arguments: pages at most, seconds of processor time."""
    most_pages, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a bad file is said by us
    try:
        found = read(sys.stdin.buffer.read(), most_pages)
    except MemoryError:
        found = {"error": "it takes too much memory"}
    except RecursionError:
        found = {"error": "it is damaged (its parts lead into themselves)"}
    except Exception as error:  # whatever one strange file does to the library must not keep the others out
        found = {"error": f"it is damaged ({' '.join(str(error).split())[:120] or type(error).__name__})"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
