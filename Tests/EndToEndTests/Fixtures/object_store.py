"""A stand-in for an S3-compatible store in one folder: object_store.py FOLDER; prints its port, then serves for good.

Knows what GDAL asks of one: GET with ranges, HEAD, PUT, DELETE, and listings with prefix and delimiter. Signatures are not
checked.
"""

import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

root = Path(sys.argv[1])


class Store(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def parts(self):
        address = urllib.parse.urlsplit(self.path)
        return urllib.parse.unquote(address.path).strip("/"), dict(urllib.parse.parse_qsl(address.query, True))

    def do_GET(self):
        name, query = self.parts()
        if "/" not in name or "prefix" in query or "delimiter" in query:
            return self.listing(name, query)
        file = root / name
        if not file.is_file():
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>", Content_Type="application/xml")
        body = file.read_bytes()
        asked = self.headers.get("Range", "")
        if asked.startswith("bytes=") and self.command == "GET":
            first, _, last = asked[6:].partition("-")
            first, last = int(first or 0), min(int(last or len(body) - 1), len(body) - 1)
            if first >= len(body):
                return self.answer(416)
            return self.answer(206, body[first : last + 1], Content_Range=f"bytes {first}-{last}/{len(body)}")
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def listing(self, bucket, query):
        prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
        base = root / bucket.split("/")[0]
        keys = sorted(str(file.relative_to(base)) for file in base.rglob("*") if file.is_file())
        entries, folders = [], []
        for key in (key for key in keys if key.startswith(prefix)):
            rest = key[len(prefix) :]
            if delimiter and delimiter in rest:
                folder = prefix + rest.split(delimiter)[0] + delimiter
                if folder not in folders:
                    folders.append(folder)
            else:
                entries.append(
                    f"<Contents><Key>{escape(key)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
                    f"<Size>{(base / key).stat().st_size}</Size><StorageClass>STANDARD</StorageClass></Contents>")
        body = (
            '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>b</Name>'
            f"<Prefix>{escape(prefix)}</Prefix><MaxKeys>100000</MaxKeys><IsTruncated>false</IsTruncated>{''.join(entries)}"
            + "".join(f"<CommonPrefixes><Prefix>{escape(f)}</Prefix></CommonPrefixes>" for f in folders)
            + "</ListBucketResult>")
        self.answer(200, body.encode(), Content_Type="application/xml")

    def do_PUT(self):
        name, _ = self.parts()
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().strip() or b"0", 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_name(file.name + "~")
        whole.write_bytes(body)
        whole.rename(file)
        self.answer(200)

    def do_DELETE(self):
        name, _ = self.parts()
        (root / name).unlink(missing_ok=True)
        self.answer(204)


server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
print(server.server_address[1], flush=True)
server.serve_forever()
