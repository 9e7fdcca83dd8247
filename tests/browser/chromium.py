"""Find Chromium, or install Debian's: `python -m tests.browser.chromium`."""

import os
import shutil
import subprocess
import sys

__all__ = ["find", "main"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """Return the path of the browser that `CHROMIUM` names or that is on the PATH, or None."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)


def main() -> None:
    """Install Debian's package where there is no browser and we may; otherwise say what to do."""
    if find():
        return
    if os.environ.get("CHROMIUM"):
        sys.exit(f"CHROMIUM names {os.environ['CHROMIUM']}, which is no program: name another, or unset it.")
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(
            "Neither Chromium nor Chrome was found: install one (on Debian, as root: apt-get install "
            "chromium), or name it in the variable CHROMIUM. Then run the same command again."
        )
    subprocess.run(["apt-get", "update", "--quiet=2"], check=True)
    install = ["apt-get", "install", "--quiet=2", "--yes", "--no-install-recommends", "chromium"]
    subprocess.run(install, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=True)


if __name__ == "__main__":
    main()
