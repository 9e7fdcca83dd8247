"""Gradients that flow back through a graph of the candidate's."""

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hfbasics.grading.link import Link

__all__ = ["Graph", "across"]


class Graph:
    """What the gradients of a tensor need that stands in a graph over there."""

    def __init__(self, link: "Link", key: int, leaves: list[int], held: list[object]) -> None:
        self.link, self.key, self.leaves = link, key, leaves
        self._held = held  # a leaf that is let go cannot get its gradient


@functools.cache
def across() -> Any:
    """Return the function of PyTorch that stands for such a graph; PyTorch is imported then."""
    import torch

    class Across(torch.autograd.Function):
        """The part of a graph of gradients that is in the candidate."""

        @staticmethod
        def forward(context: Any, needs: Graph, numbers: Any, *leaves: Any) -> Any:
            context.needs = needs
            return numbers.clone()

        @staticmethod
        def backward(context: Any, gradient: Any) -> tuple:
            needs = context.needs
            found = needs.link.ask("backward", needs.key, gradient, needs.leaves)
            return None, None, *found, None

    return Across
