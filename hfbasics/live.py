"""Show a training while it runs: a progress bar, and both losses as a curve that grows."""

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import TrainerCallback

__all__ = ["live_curve"]


def live_curve() -> "TrainerCallback":
    """Return a callback for `Trainer`: a bar of its steps, and its two losses (nats) drawn by epoch.

    `hfbasics.setup()` turns Transformers' own bars off: they write to stderr.
    """
    import matplotlib.pyplot as plt
    from IPython.display import Image, display
    from tqdm import tqdm
    from transformers import TrainerCallback

    class LiveCurve(TrainerCallback):
        def on_train_begin(self, args, state, control, **_):
            # Fixed edges: a layout engine would look for room again at every step that is drawn.
            edges = {"left": 0.1, "right": 0.98, "bottom": 0.15, "top": 0.97}
            self.figure, self.axes = plt.subplots(figsize=(7, 3.5), gridspec_kw=edges)
            self.points = {"training": [], "validation": []}
            self.shown = display(self._picture(), display_id=True)
            self.bar = tqdm(total=state.max_steps, file=sys.stdout, desc="training", ncols=80)

        def on_step_end(self, args, state, control, **_):
            self.bar.update(state.global_step - self.bar.n)

        def on_log(self, args, state, control, logs, **_):
            for name, key in (("training", "loss"), ("validation", "eval_loss")):
                if key in logs:
                    self.points[name].append((state.epoch, float(logs[key])))
            self._draw()

        def on_train_end(self, args, state, control, **_):
            self.bar.close()
            plt.close(self.figure)  # or Jupyter would show it again below the cell

        def _picture(self):
            # Jupyter's own way to show a figure cuts its edges, and draws it twice for that.
            written = io.BytesIO()
            self.figure.savefig(written, format="png")
            return Image(written.getvalue(), alt="training and validation loss by epoch")

        def _draw(self):
            self.axes.clear()
            for (name, points), style in zip(self.points.items(), ("-", "o--"), strict=True):
                if points:
                    self.axes.plot(*zip(*points, strict=True), style, color="black", label=name)
            self.axes.set(xlabel="epoch", ylabel="loss (nats)", ylim=(0, None))
            if self.axes.lines:
                self.axes.legend(loc="lower left")
            if self.shown:
                self.shown.update(self._picture())

    return LiveCurve()
