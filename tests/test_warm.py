"""The warm kernel: it is there for the course's notebooks, and nobody notices where it cannot be."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from hfbasics import warm
from tests.conftest import ROOT

COURSE = ROOT / "work" / "1-pipeline" / "pipeline.ipynb"
LOOK = """
import json, os, sys
ready = all(name in sys.modules for name in ("torch", "transformers.pipelines", "datasets"))
offline, backend = os.environ.get("HF_HUB_OFFLINE"), os.environ.get("MPLBACKEND")
print(json.dumps([ready, offline, os.getpid(), os.getcwd(), backend, sys.path]))
"""

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="a spare takes an order over a pipe, on POSIX only"
)


@pytest.fixture(autouse=True)
def no_spare_is_left(monkeypatch):
    monkeypatch.setattr(warm, "_spare", None)
    monkeypatch.setattr(warm, "MEMORY", 0)
    monkeypatch.setattr(warm, "PAUSE", 1000)
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", factory.default_provisioner_name)
    yield
    if warm._spare:
        warm._spare.kill()
        warm._spare.communicate()


@contextlib.asynccontextmanager
async def _kernel(notebook, cwd, interrupted=False):
    """Start a kernel for a notebook as JupyterLab does, with the course's provisioner."""
    manager = AsyncKernelManager(kernel_name="python3")
    await manager.start_kernel(cwd=str(cwd), env={**os.environ, "JPY_SESSION_NAME": str(notebook)})
    if interrupted:
        await asyncio.sleep(3)  # Python has started, and imports
        await manager.interrupt_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=120)
        yield manager, client
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


async def _said(client, source: str) -> tuple[str, str]:
    """Run a cell; return its status, and what it printed."""
    printed = []

    def keep(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    reply = await client.execute_interactive(source, timeout=120, output_hook=keep)
    return reply["content"]["status"], "".join(printed)


async def _look(client) -> list:
    return json.loads((await _said(client, LOOK))[1])


def test_the_spare_becomes_the_kernel_of_a_notebook_of_the_course(tmp_path):
    async def run():
        warm.start()
        spare = warm._spare
        async with _kernel(COURSE, tmp_path) as (manager, client):
            ready, offline, pid, folder, *_ = await _look(client)
            assert (ready, offline, pid, folder) == (True, "1", spare.pid, str(tmp_path))
            waiting = asyncio.create_task(_said(client, "import time\ntime.sleep(100)"))
            await asyncio.sleep(1)
            await manager.interrupt_kernel()
            assert (await waiting)[0] == "error"
            status, _ = await _said(client, "import hfbasics\nhfbasics.setup()")
            assert status == "ok"
        assert spare.wait(30) is not None

    asyncio.run(run())


def test_an_interrupt_while_it_still_imports_does_not_end_it(tmp_path):
    async def run():
        warm.start()
        spare = warm._spare
        async with _kernel(COURSE, tmp_path, interrupted=True) as (_, client):
            ready, _, pid, *_ = await _look(client)
            assert (ready, pid) == (True, spare.pid)

    asyncio.run(run())


def test_a_new_spare_takes_its_place(tmp_path, monkeypatch):
    async def run():
        warm.start()
        first = warm._spare
        monkeypatch.setattr(warm, "PAUSE", 0)
        async with _kernel(COURSE, tmp_path) as (_, client):
            await _look(client)
            assert warm._spare.pid != first.pid
            assert warm._spare.poll() is None

    asyncio.run(run())


def test_a_spare_from_before_an_update_of_the_course_is_thrown_away(tmp_path, monkeypatch):
    async def run():
        warm.start()
        old = warm._spare
        monkeypatch.setattr(warm, "_begun", 0.0)
        async with _kernel(COURSE, tmp_path) as (_, client):
            ready, _, pid, *_ = await _look(client)
            assert ready is False
            assert pid != old.pid
        assert old.poll() is not None

    asyncio.run(run())


def test_it_can_be_started_again_with_no_spare_left(tmp_path):
    async def run():
        warm.start()
        async with _kernel(COURSE, tmp_path) as (manager, client):
            warm_one = await _look(client)
            await manager.restart_kernel(now=True)
            await client.wait_for_ready(timeout=120)
            cold = await _look(client)
        assert (warm_one[0], cold[0]) == (True, False)
        assert warm_one[2] != cold[2]
        assert warm_one[3:] == cold[3:]  # folder, how to draw, and where Python looks for modules

    asyncio.run(run())


def test_a_notebook_of_ones_own_gets_a_kernel_as_always(tmp_path):
    async def run():
        warm.start()
        async with _kernel(ROOT / "work" / "mine.ipynb", tmp_path) as (_, client):
            ready, offline, pid, *_ = await _look(client)
        assert (ready, offline) == (False, os.environ.get("HF_HUB_OFFLINE"))
        assert pid != warm._spare.pid and warm._spare.poll() is None

    asyncio.run(run())


def test_where_the_spare_has_died_a_kernel_starts_as_always(tmp_path):
    async def run():
        warm.start()
        warm._spare.kill()
        await asyncio.sleep(1)
        async with _kernel(COURSE, tmp_path) as (_, client):
            assert (await _look(client))[0] is False

    asyncio.run(run())


def test_with_little_memory_there_is_no_spare(monkeypatch):
    monkeypatch.setattr(warm, "MEMORY", 2**60)
    warm.start()
    assert warm._spare is None


def test_a_spare_that_nobody_needs_ends_with_jupyterlab():
    code = "import time\nfrom hfbasics import warm\nwarm.MEMORY = 0\nwarm.start()"
    code += "\nprint(warm._spare.pid, flush=True)"
    lab = subprocess.Popen(
        [sys.executable, "-c", f"{code}\ntime.sleep(100)"], stdout=subprocess.PIPE, text=True
    )
    spare = int(lab.stdout.readline())
    time.sleep(1)
    os.kill(spare, 0)  # it is there
    os.kill(lab.pid, signal.SIGKILL)
    lab.communicate()
    deadline = time.monotonic() + 60
    with pytest.raises(ProcessLookupError):
        while time.monotonic() < deadline:
            os.kill(spare, 0)
            time.sleep(0.2)
