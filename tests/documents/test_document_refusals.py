"""What cannot be read is named in one clear line, in bounded time, and never with a traceback."""

from __future__ import annotations

import io
import zipfile

import pypdf
import pytest

from dragoman import documents, errors, records
from dragoman.documents import english
from dragoman.settings import Limits

TEXT = b"The ministers of the two states met in Vienna, and they agreed on the text of a treaty."
FRENCH = "Les ministres des deux pays se sont rencontrés à Vienne mardi. Ils ont signé un accord sur le gaz avec la Russie."
RUSSIAN = "Министры двух стран встретились в Вене во вторник. Они подписали соглашение о поставках газа."
CHINESE = "两国外长星期二在维也纳举行会谈。双方签署了关于天然气供应的协议。"


def refused(folder, name: str, data: bytes, limits: Limits | None = None) -> str:
    path = folder / name
    path.write_bytes(data)
    (skipped,) = documents.load(path, limits=limits) if limits else documents.load(path)
    assert isinstance(skipped, errors.SkipDocument), skipped
    assert skipped.name == str(path) and "\n" not in str(skipped)
    return skipped.reason


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


@pytest.mark.parametrize("name, data, reason", [
    ("a.txt", b"", "is empty"),
    ("a.txt", b" \n\t\n", "is empty"),
    ("a.html", b"<html><body><script>x</script></body></html>", "is empty"),
    ("a.txt", bytes(range(256)) * 20, "is not text"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Word"),
    ("a.rtf", rb"{\rtf1 The text}", "is an RTF file"),
    ("a.pdf", b"not a pdf at all", "is a damaged PDF"),
    ("a.pdf", b"%PDF-1.7\ngarbage " * 50, "is a damaged PDF"),
    ("a.docx", b"not a word file", "is a damaged Word file"),
    ("a.docx", b"PK\x03\x04" + bytes(400), "is a damaged Word file"),
    ("a.docx", zipped(word__document_xml=b"<broken"), "is a damaged Word file"),
    ("a.zip", zipped(a_txt=TEXT), "is a zip archive but no Word document"),
    ("a.docx", zipped(word__document_xml=b"<a>" + b" " * 30_000_000), "is refused as a zip bomb"),
    ("a.txt", FRENCH.encode(), "is not English (by its words French)"),
    ("a.txt", RUSSIAN.encode(), "is not English (in Cyrillic script)"),
    ("a.txt", CHINESE.encode(), "is not English (in Chinese"),
    ("a.txt", b"12 34 56", "has no words"),
])
def test_refusals(tmp_path, name, data, reason):
    assert refused(tmp_path, name, data).startswith(reason)


def test_too_large(tmp_path):
    assert refused(tmp_path, "a.txt", TEXT * 10, Limits(file_bytes=500)).startswith("is too large")
    assert refused(tmp_path, "a.txt", TEXT * 10, Limits(text_characters=500)).startswith("is too large")


def test_pdf_refusals(tmp_path, pdf, lines):
    data = pdf([lines("The ministers met in Vienna on Tuesday.")] * 3)
    assert refused(tmp_path, "a.pdf", data, Limits(pdf_pages=2)).startswith("is too large: 3 pages")
    assert refused(tmp_path, "b.pdf", pdf([[], []])).startswith("is a PDF of scans")
    writer = pypdf.PdfWriter(io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert refused(tmp_path, "c.pdf", locked.getvalue()) == "is protected by a password"
    for cut in range(20, len(data), 61):  # a damaged file is read or refused, never more
        path = tmp_path / "cut.pdf"
        path.write_bytes(data[:cut])
        assert len(list(documents.load(path))) == 1


def test_what_is_not_there(tmp_path):
    reasons = [next(iter(documents.load(source))).reason for source in (
        tmp_path / "none.txt", tmp_path, "http://example.org/a", "bad\0name", "/dev/null")]
    assert reasons[0] == "does not exist" and reasons[1].startswith("has no files to read")
    assert reasons[2].startswith("is an address") and reasons[4] == "is no file"


def test_a_hostile_name_stays_on_one_line(tmp_path):
    path = tmp_path / "a\n\x1b[31m\u202eb.txt"
    path.write_bytes(b"")
    (skipped,) = documents.load(path)
    assert "\n" not in str(skipped) and "\x1b" not in str(skipped) and "\u202e" not in str(skipped)


def test_deep_and_strange_pages_are_read(tmp_path):
    for page in ("<div>" * 50_000 + TEXT.decode(), "<p>" * 20_000 + TEXT.decode(), "<b><i>" * 3_000 + TEXT.decode() + "</i>" * 9,
                 "<table><tr><td>" * 900 + TEXT.decode(), "<?xml version='1.0' encoding='utf-16'?><p>" + TEXT.decode()):
        path = tmp_path / "a.html"
        path.write_text(page)
        (document,) = documents.load(path)
        assert isinstance(document, records.Document) and TEXT.decode() in document.text, (page[:20], document)


@pytest.mark.parametrize("text", [
    "Xi Jinping, Vladimir Putin, Luiz Inácio Lula da Silva, Andrés Manuel López Obrador de la Madrid",
    "President Luiz Inácio Lula da Silva met Rio de Janeiro governor Cláudio Bomfim de Castro e Silva in São Paulo.",
    "The minister said: \u201cНет, это невозможно, мы не согласны с этим предложением\u201d, and left the talks at once.",
    "Putin visits Beijing",
    RUSSIAN + "\n\nThe ministers of the two states met in Vienna on Tuesday, and they signed an agreement on the supply of gas.",
    FRENCH + "\n\nThe ministers of the two states met in Vienna on Tuesday, and they signed an agreement on the supply of gas.",
    "U.S., RUSSIA SIGN TREATY ON THE REDUCTION OF STRATEGIC ARMS",
])
def test_english_and_mixed_texts_are_read(text):
    assert english.refusal(text) is None


@pytest.mark.parametrize("text", [
    FRENCH,
    "Die Minister der beiden Länder haben sich am Dienstag in Wien getroffen. Sie haben ein Abkommen über Gas unterzeichnet.",
    "Los ministros de los dos países se reunieron el martes en Viena. Firmaron un acuerdo sobre el gas con Rusia.",
    "I ministri dei due paesi si sono incontrati martedì a Vienna. Hanno firmato un accordo sul gas con la Russia.",
    "De ministers van de twee landen hebben elkaar dinsdag in Wenen ontmoet. Zij hebben een akkoord over gas ondertekend.",
    "Os ministros dos dois países encontraram-se na terça-feira em Viena. Assinaram um acordo sobre o gás com a Rússia.",
    "Menteri kedua negara bertemu di Wina pada hari Selasa. Mereka menandatangani perjanjian dengan Rusia untuk gas yang akan dikirim.",
])
def test_other_languages_are_not(text):
    assert (english.refusal(text) or "").startswith("is not English")


def test_gold_and_open_texts_are_all_read(shared):
    for part in ("diplomatic", "plover-gsr", "plover-relations"):
        assert not [d for d in documents.load(shared / "gold" / part) if isinstance(d, errors.SkipDocument)]
