"""Notes as pdfium, which is in Chrome, writes them: pdfium.py IN OUT WORDS"""
import ctypes
import sys

import pypdfium2
import pypdfium2.raw as raw

source, target, words = sys.argv[1:4]
document = pypdfium2.PdfDocument(source)
page = document[0]
text = page.get_textpage()
index, count = text.search(words, match_case=True).get_next()
boxes = [text.get_rect(number) for number in range(text.count_rects(index, count))]
left, bottom, right, top = boxes[0]


def wide(words):
    encoded = (words + "\0").encode("utf-16-le")
    return ctypes.cast(ctypes.create_string_buffer(encoded, len(encoded)), ctypes.POINTER(ctypes.c_ushort))


def add(kind, contents, rect, has_quads):
    note = raw.FPDFPage_CreateAnnot(page.raw, kind)
    l, b, r, t = rect
    raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(l, t, r, b))
    if has_quads:
        raw.FPDFAnnot_AppendAttachmentPoints(note, raw.FS_QUADPOINTSF(l, t, r, t, l, b, r, b))
    raw.FPDFAnnot_SetStringValue(note, b"Contents", wide(contents))
    raw.FPDFAnnot_SetStringValue(note, b"T", wide("林晓"))
    raw.FPDFPage_CloseAnnot(note)


for kind in (raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY):
    add(kind, "批注", boxes[0], True)
add(raw.FPDF_ANNOT_TEXT, "便条", (left, top - 20, left + 20, top), False)
add(raw.FPDF_ANNOT_SQUARE, "方框", boxes[0], False)
# A stroke of the pen through the words.
middle = (top + bottom) / 2
add(raw.FPDF_ANNOT_INK, "手写", (left, middle - 0.5, right, middle + 0.5), False)
document.save(target)
