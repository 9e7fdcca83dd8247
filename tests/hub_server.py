"""The smallest stand-in for the Hugging Face Hub: the few routes that `snapshot_download` uses, on loopback.

It serves `folder/<owner>/<name>/<file>` as the repository `<owner>/<name>` at one fixed commit.
"""

import contextlib
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

__all__ = ["serve"]


@contextlib.contextmanager
def serve(folder: Path, commit: str) -> Iterator[str]:
    """Serve the repositories below `folder` and yield the address for `HF_ENDPOINT`."""
    handler = type("Handler", (_Handler,), {"folder": folder, "commit": commit})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    folder: Path
    commit: str

    def log_message(self, *args) -> None:
        """Stay quiet."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, body: bool) -> None:
        path = self.path.split("?")[0]
        if info := re.fullmatch(r"/api/models/([^/]+/[^/]+)(/revision/[^/]+)?", path):
            self._send(json.dumps(self._info(info[1])).encode(), "application/json", body)
        elif tree := re.fullmatch(r"/api/models/([^/]+/[^/]+)/tree/[^/]+", path):
            files = [
                {"type": "file", "path": file.name, "size": file.stat().st_size, "oid": _digest(file)}
                for file in self._files(tree[1])
            ]
            self._send(json.dumps(files).encode(), "application/json", body)
        elif (file := re.fullmatch(r"/([^/]+/[^/]+)/resolve/[^/]+/(.+)", path)) and self._path(
            *file.groups()
        ):
            content = self._path(*file.groups())
            self._send(content.read_bytes(), "application/octet-stream", body, etag=_digest(content))
        else:
            self.send_error(404)

    def _info(self, repository: str) -> dict:
        siblings = [{"rfilename": file.name} for file in self._files(repository)]
        return {"id": repository, "sha": self.commit, "siblings": siblings}

    def _files(self, repository: str) -> list[Path]:
        return sorted((self.folder / repository).iterdir())

    def _path(self, repository: str, name: str) -> Path | None:
        path = self.folder / repository / name
        return path if path.is_file() else None

    def _send(self, content: bytes, kind: str, body: bool, etag: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Repo-Commit", self.commit)
        if etag:
            self.send_header("ETag", f'"{etag}"')
        self.end_headers()
        if body:
            self.wfile.write(content)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
