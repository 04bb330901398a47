"""From the text of a printed page to draft articles.

    read_sheets ─▶ mark_page ─▶ drafts_of ─▶ balance ─▶ plan_filing ─▶ write_files
     the text       every line   articles     nothing     which file     into the
                    labelled                  is lost     is whose       issue's folder
                       ▲
                 read_annotated: the same lines, labelled by an editor

`read_sheets` takes a text as it is (pagetext), the text of a Word document (docx, story, cells,
numbering), and out of a PDF the text (pdf, rows, tables, layout), a picture, and the place of every line.
Lines get their labels from shape alone (shape, features, chain, labels; where no column cuts
them, whole and plain), but the head and the foot of the page (edges, margins), and what the type
of a printed page says better (setting); articles are put together for the whole page at once (parts,
heads, assembly), and what the lines around a headline are is a suggestion (roles). An editor
corrects labels, not text.
"""

from __future__ import annotations

from edition.importer.desk import import_page, report_lines

__all__ = ["import_page", "report_lines"]
