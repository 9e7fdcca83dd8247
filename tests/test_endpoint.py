"""The address of a model: a real server on this machine, a practice server, and nothing beyond."""

import json

import pytest

from hfbasics import endpoint
from tests.conftest import run_python

ASK = """
import json, sys
import hfbasics; hfbasics.setup()
from httpx2 import ConnectError
from huggingface_hub import InferenceClient
from hfbasics.endpoint import PRACTICE, open_loopback, serve
open_loopback()

def ask(address, **options):
    messages = [{"role": "user", "content": "What is a cat?"}]
    client = InferenceClient(base_url=address, timeout=60)
    return client.chat_completion(messages, model="hfbasics/decoder", **options).choices[0].message.content
"""


def _said(code: str, **environment: str) -> list:
    """Run code after `ASK` in a fresh Python and return the JSON of its last line; stderr stays empty."""
    run = run_python("-c", ASK + code, **environment)
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads(run.stdout.splitlines()[-1])


def test_transformers_serve_answers_on_this_machine_and_stops():
    code = """
server = serve("hfbasics/decoder", limit=120)
first = ask(server.address, max_tokens=8)
address = server.address
server.stop()
try:
    ask(address)
    after = "it still answers"
except ConnectError:
    after = "nobody answers"
print(json.dumps([first, after, server.address]))
"""
    answer, after, address = _said(code)
    assert "cat" in answer.lower()
    assert after == "nobody answers"
    assert address == endpoint.NOBODY


def test_the_practice_server_says_what_it_was_asked_and_needs_no_port():
    code = """
import socket
def forbidden(*arguments, **options):
    raise PermissionError(1, "no sockets here")
socket.socket.bind = socket.socket.connect = forbidden
said = [ask(PRACTICE, max_tokens=7), ask(PRACTICE)]
try:
    ask("http://127.0.0.1:9")
except ConnectError:
    said.append("nobody answers")
server = serve("hfbasics/decoder")
print(json.dumps([*said, server.address]))
"""
    assert _said(code) == [
        "hfbasics/decoder was asked by the user: What is a cat? (1 message, at most 7 tokens)",
        "hfbasics/decoder was asked by the user: What is a cat? (1 message, at most None tokens)",
        "nobody answers",
        endpoint.NOBODY,
    ]


def test_nothing_is_sent_to_another_machine_and_the_local_hub_still_loads():
    code = """
from huggingface_hub import ModelCard
from hfbasics.errors import CourseError
try:
    ask("http://example.org")
except CourseError as error:
    said = str(error)
print(json.dumps([said, ModelCard.load("hfbasics/sentiment").data.license]))
"""
    said, licence = _said(code)
    assert said.startswith("This course sends nothing over the network, so not to example.org")
    assert licence == "apache-2.0"


def test_no_server_is_started_while_a_notebook_is_graded(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert endpoint.serve("hfbasics/decoder").address == endpoint.NOBODY
    assert capsys.readouterr().out == "No server is started while a notebook is graded or validated.\n"


@pytest.mark.parametrize(("model", "limit"), [("hfbasics/nope", 60), ("hfbasics/decoder", 0.2)])
def test_a_server_that_does_not_come_is_one_sentence(model, limit, capsys, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    server = endpoint.serve(model, limit=limit)
    assert server.address == endpoint.NOBODY
    assert capsys.readouterr().out.splitlines()[-1].startswith("No server: it ")
