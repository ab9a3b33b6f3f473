"""Documents as programs write them, and some that no program should."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40 + b"\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 24
TEXT = "Referat af mødet d. 3. november.\r\nTil stede: ærøboen Åse.\r\n".encode()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def archive(parts, *, stored=("mimetype",), before=b""):
    """An archive of those parts, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name), content, how)  # the same bytes each time
    return before + out.getvalue()


def types(kind, more=""):
    main = f'<Override PartName="/x.xml" ContentType="{kind}.main+xml"/>'
    return f"<Types>{main}{more}</Types>"


def docx(**more):
    parts = {"[Content_Types].xml": types(WORD), "word/document.xml": "<w/>", "_rels/.rels": "<r/>"}
    return archive(parts | more)


def xlsx(**more):
    parts = {"[Content_Types].xml": types(SHEET), "xl/workbook.xml": "<w/>"}
    return archive(parts | more)


def opendocument(kind, **more):
    kind = f"application/vnd.oasis.opendocument.{kind}"
    return archive(
        {"mimetype": kind, "content.xml": "<c/>", "META-INF/manifest.xml": "<m/>"} | more
    )
