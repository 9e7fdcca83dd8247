"""A model behind an address: start `transformers serve` on this machine, and a practice server for checks.

Hugging Face's clients send nothing while `HF_HUB_OFFLINE` is set. `open_loopback` lets them reach this
machine, and addresses that are no machine at all, such as `PRACTICE`. A practice server needs no port, so
a check that uses it passes or fails for the answer's sake alone.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

from hfbasics.errors import CourseError

__all__ = ["PRACTICE", "Server", "open_loopback", "serve"]

PRACTICE = "http://practice.invalid"  # RFC 2606: no machine ever has a name ending in .invalid
NOBODY = "http://127.0.0.1:9"  # the port "discard", where nothing answers
LOCAL = ("127.0.0.1", "localhost", "::1")


def open_loopback() -> None:
    """Let Hugging Face's clients send requests to this machine and to `PRACTICE`, and nowhere else."""
    import httpx2
    from huggingface_hub import set_client_factory
    from huggingface_hub.errors import OfflineModeIsEnabled

    class NothingIsSent(CourseError, OfflineModeIsEnabled):
        """For a reader one sentence; for Hugging Face's libraries the sign to look in the local hub."""

    class Loopback(httpx2.BaseTransport):
        """Hands a request to this machine or to the practice server."""

        def __init__(self) -> None:
            self._network = httpx2.HTTPTransport()

        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            if request.url.host.endswith(".invalid"):
                return _practise(request)
            if request.url.host in LOCAL:
                return self._network.handle_request(request)
            raise NothingIsSent(
                f"This course sends nothing over the network, so not to {request.url.host}: "
                "use an address on this machine."
            )

    set_client_factory(lambda: httpx2.Client(transport=Loopback()))


def _practise(request):
    """Answer a chat request with a sentence that says what was asked for; no model is involved."""
    import httpx2

    if request.method != "POST" or request.url.path != "/v1/chat/completions":
        return httpx2.Response(404, request=request)
    asked = json.loads(request.content)
    last = asked["messages"][-1]
    number = len(asked["messages"])
    content = (
        f"{asked['model']} was asked by the {last['role']}: {last['content']} "
        f"({number} message{'s' * (number != 1)}, at most {asked.get('max_tokens')} tokens)"
    )
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    answer = {"id": "practice", "object": "chat.completion", "created": 0, "model": asked["model"]}
    return httpx2.Response(200, json={**answer, "choices": [choice], "usage": usage}, request=request)


@dataclass
class Server:
    """A running server, or none: then nothing answers at `address`."""

    address: str = NOBODY
    _process: subprocess.Popen | None = field(default=None, repr=False)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server; a second time does nothing."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self.address = NOBODY


def serve(model: str, limit: float = 60) -> Server:
    """Start `transformers serve` for one model on this machine, and wait for it at most `limit` seconds.

    Prints one sentence where no server can be started, and where a notebook is being graded: a grade must not
    wait for one. As a context manager it is stopped in the end; without, at the kernel's regular end.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        print("No server is started while a notebook is graded or validated.")
        return Server()
    try:
        port = _free_port()
    except OSError as error:
        print(f"No server: this machine gives no port ({error.strerror or error}). Go on without it.")
        return Server()
    command = [sys.executable, "-c", "from transformers.cli.transformers import main; main()", "serve", model]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        server = Server(f"http://127.0.0.1:{port}", process)
        atexit.register(server.stop)
        try:
            ready = _wait(server, process, limit)
        except KeyboardInterrupt:
            server.stop()
            raise
        if ready:
            return server
        trouble = f"it was not ready after {limit:.0f} seconds"
        if process.poll() is not None:
            log.seek(0)
            lines = log.read().decode(errors="replace").split("\n")
            trouble = (
                f"it ended at once ({next(filter(str.strip, reversed(lines)), 'it said nothing').strip()})"
            )
    server.stop()
    print(f"No server: {trouble}. Run the cell again, or go on without it.")
    return server


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server: Server, process: subprocess.Popen, limit: float) -> bool:
    import httpx2
    from tqdm import tqdm

    end = time.monotonic() + limit
    with (
        httpx2.Client(trust_env=False, timeout=2) as client,
        tqdm(total=int(limit), file=sys.stdout, bar_format="starting the server {bar:30} {elapsed}") as bar,
    ):
        while time.monotonic() < end and process.poll() is None:
            try:
                if client.get(f"{server.address}/health").status_code == 200:
                    return True
            except httpx2.TransportError:
                time.sleep(0.5)
            bar.n = min(bar.total, int(limit - (end - time.monotonic())))
            bar.refresh()
    return False
