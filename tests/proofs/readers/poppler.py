"""Notes as poppler, which is in Okular and Evince, writes them: poppler.py IN OUT WORDS"""
import sys

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import GLib, Poppler

source, target, words = sys.argv[1:4]
document = Poppler.Document.new_from_file(GLib.filename_to_uri(source), None)
page = document.get_page(0)
# Measured from the lower left corner of the page.
found = page.find_text(words)[0]


def point(x, y):
    point = Poppler.Point.new()
    point.x, point.y = x, y
    return point


def quads():
    quad = Poppler.Quadrilateral.new()
    quad.p1, quad.p2 = point(found.x1, found.y2), point(found.x2, found.y2)
    quad.p3, quad.p4 = point(found.x1, found.y1), point(found.x2, found.y1)
    return [quad]


def add(note, contents, author):
    note.set_contents(contents)
    note.set_label(author)
    page.add_annot(note)


kinds = Poppler.AnnotTextMarkup
for make in (kinds.new_highlight, kinds.new_underline, kinds.new_squiggly):
    add(make(document, found, quads()), "批注", "林晓")
add(kinds.new_strikeout(document, found, quads()), "", "林晓")
add(Poppler.AnnotText.new(document, found), "便条", "值班")
add(Poppler.AnnotSquare.new(document, found), "方框", "值班")
document.save(GLib.filename_to_uri(target))
