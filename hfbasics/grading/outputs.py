"""Record what a cell shows as notebook outputs, without a kernel's messages between two processes."""

import base64
import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

__all__ = ["Recorder", "Shell"]

MOST_TEXT = 2 << 20  # characters of printed text and of one error, per cell
MOST_OUTPUTS = 1000  # per cell
MOST_DATA = 20 << 20  # characters of pictures and other data, per cell


class Recorder:
    """The outputs of the cell that runs, up to a size; what is beyond it is left out, and said."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all outputs."""
        self.outputs: list[dict[str, Any]] = []
        self._text, self._data, self._clear_next = MOST_TEXT, MOST_DATA, False

    def take(self) -> list[dict[str, Any]]:
        """Return the outputs since the last call."""
        outputs = self.outputs
        for output in outputs:
            if "text" in output:
                output["text"] = "".join(output["text"])
        self.clear()
        return outputs

    def clear_later(self, wait: bool) -> None:
        """Do what `clear_output` asks: at once, or when the next output comes."""
        self._clear_next = wait
        if not wait:
            self.clear()

    def text(self, stream: str, text: str) -> None:
        """Add printed text; text that follows on text of the same stream joins it."""
        if self._clear_next:
            self.clear()
        if self._text <= 0 or not text:
            return
        kept = text[: self._text]
        self._text -= len(kept)
        if self._text <= 0:
            kept += "\n… the rest was left out: it is too long.\n"
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == stream or (len(self.outputs) >= MOST_OUTPUTS and "text" in last):
            last["text"].append(kept)
        else:
            self.outputs.append({"output_type": "stream", "name": stream, "text": [kept]})

    def data(self, output: dict[str, Any]) -> None:
        """Add a picture, a result or an error."""
        if self._clear_next:
            self.clear()
        if len(self.outputs) >= MOST_OUTPUTS:
            self.text("stdout", "… there are too many outputs: one was left out.\n")
            return
        if "data" in output:
            output["data"] = {kind: _as_json(value) for kind, value in output["data"].items()}
        size = len(repr(output))
        if size > self._data:
            self.text("stdout", "… an output was left out: it is too large.\n")
            return
        self._data -= size
        self.outputs.append(output)


def _as_json(value: object) -> object:
    """Return data as a notebook holds it: bytes, such as a picture's, as base64."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self._name = recorder, name

    def write(self, text: str) -> int:
        self._recorder.text(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **_) -> None:
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        self.shell.recorder.data(output)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.recorder.clear_later(wait)


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict, md_dict=None) -> None:
        output = {"output_type": "execute_result", "execution_count": self.prompt_count}
        self.shell.recorder.data({**output, "data": format_dict, "metadata": md_dict or {}})

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """IPython as in a kernel, with its outputs in `recorder`."""

    system = InteractiveShell.system_piped  # so that what a `!` command prints is recorded

    def __init__(self, **settings: Any) -> None:
        self.recorder = Recorder()
        # A history would be a file that all submissions share.
        config = Config({"HistoryManager": {"enabled": False}})
        super().__init__(display_pub_class=_Publisher, displayhook_class=_Hook, config=config, **settings)
        self.colors = "NoColor"

    def streams(self) -> tuple[io.TextIOBase, io.TextIOBase]:
        """Return what takes the place of `sys.stdout` and `sys.stderr`."""
        return _Stream(self.recorder, "stdout"), _Stream(self.recorder, "stderr")

    def enable_gui(self, gui=None) -> None:
        """Do nothing: there is no screen."""

    def _showtraceback(self, etype, evalue, stb) -> None:
        trace = [str(line)[:MOST_TEXT] for line in stb]
        name = str(getattr(etype, "__name__", etype))
        self.recorder.data(
            {"output_type": "error", "ename": name, "evalue": _text(evalue), "traceback": trace}
        )


def _text(error: object) -> str:
    try:
        return str(error)[:MOST_TEXT]
    except Exception:
        return ""
