"""Gradients that flow back through a graph of the other process."""

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

__all__ = ["Graph", "grow", "leaves", "nodes_to"]


class Graph:
    """What the gradients of a tensor need that stands in a graph over there.

    Args:
        flow: asks the other side for the gradients of its inputs; it is given the gradient of the tensor.
        held: the inputs; one that is let go could not get its gradient.
    """

    def __init__(self, flow: Callable[[Any], list[Any]], held: list[Any]) -> None:
        self.flow, self._held = flow, held


def grow(graph: Graph, numbers: Any, inputs: list[Any]) -> Any:
    """Return a tensor with these numbers whose gradients flow through a graph over there to the inputs."""
    import torch

    with torch.enable_grad():
        # The last one has the result want gradients where all inputs are over there.
        return _across().apply(graph, numbers, *inputs, torch.zeros((), requires_grad=True))


@functools.cache
def _across() -> Any:
    """Return the function of PyTorch that stands for such a graph; PyTorch is imported then."""
    import torch

    class Across(torch.autograd.Function):
        """The part of a graph of gradients that is in the other process."""

        @staticmethod
        def forward(context: Any, graph: Graph, numbers: Any, *inputs: Any) -> Any:
            context.graph = graph
            return numbers.clone()

        @staticmethod
        def backward(context: Any, gradient: Any) -> tuple:
            return None, None, *context.graph.flow(gradient), None

    return Across


def nodes_to(tensor: Any, ends: Iterable[Any] = ()) -> Iterator[Any]:
    """Yield each node of a tensor's graph of gradients once; go no further than those in `ends`."""
    left, seen = [tensor.grad_fn], {None}
    while left:
        node = left.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        if node not in ends:
            left += [part for part, _ in node.next_functions]


def leaves(nodes: Iterable[Any]) -> list[Any]:
    """Return the tensors in which gradients are gathered at these nodes."""
    return [node.variable for node in nodes if hasattr(node, "variable")]
