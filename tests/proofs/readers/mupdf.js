// Notes as MuPDF writes them: mutool run mupdf.js IN OUT OPTIONS WORDS
var document = typeof PDFDocument === "function" ? new PDFDocument(scriptArgs[0]) : Document.openDocument(scriptArgs[0]);
var page = document.loadPage(0);
var quads = page.search(scriptArgs[3])[0];
if (typeof quads[0] === "number") quads = [quads];
// Upper left, upper right, lower left, lower right; as high as the face could need.
var quad = quads[0], left = quad[0], top = quad[1], right = quad[6], foot = quad[7];
var middle = (top + foot) / 2, tight = [left, middle - 4, right, middle + 4];

function add(kind, words, author, place) {
  var note = page.createAnnotation(kind);
  if (words) note.setContents(words);
  if (author) note.setAuthor(author);
  place(note);
  note.update();
}
["Highlight", "StrikeOut", "Underline", "Squiggly"].forEach(function (kind) {
  add(kind, kind === "StrikeOut" ? "" : "批注", "林晓", function (note) { note.setQuadPoints(quads); });
});
add("Caret", "并且", "校对", function (note) { note.setRect([right - 3, middle, right + 3, middle + 7]); });
["FreeText", "Square", "Circle"].forEach(function (kind) {
  add(kind, "批注", "", function (note) { note.setRect(tight); });
});
add("Text", "便条", "", function (note) { note.setRect([left, middle - 10, left + 20, middle + 10]); });
add("Ink", "手写", "", function (note) { note.setInkList([[[left, middle], [right, middle + 1]]]); });
document.save(scriptArgs[1], scriptArgs[2]);
