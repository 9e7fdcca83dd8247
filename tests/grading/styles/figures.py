# Figures and axes that the check makes, or looks for.


# %% axes_that_are_returned
# %% answer
def plot34(x, y):
    fig, ax = plt.subplots()
    ax.plot(x, y, color="red", label="data")
    ax.set_title("T")
    ax.set_xlabel("x")
    ax.legend()
    return ax


# %% check
ax = plot34([1, 2], [3, 4])
assert isinstance(ax, plt.Axes) and ax.get_title() == "T" and len(ax.lines) == 1
assert ax.lines[0].get_xdata().tolist() == [1, 2] and ax.get_legend().get_texts()[0].get_text() == "data"
np.testing.assert_array_equal(ax.lines[0].get_ydata(), [3, 4])
import matplotlib.colors as mc

assert mc.to_rgb(ax.lines[0].get_color()) == (1, 0, 0)
plt.close(ax.figure)


# %% axes_that_are_handed_over
# %% answer
def plot35(ax, x, y):
    ax.scatter(x, y)
    ax.set_ylabel("y")


# %% wrong
def plot35(ax, x, y):
    ax.scatter(x, y)


# %% check
fig, ax = plt.subplots()
plot35(ax, [1, 2], [3, 4])
assert ax.get_ylabel() == "y" and len(ax.collections) == 1
assert ax.collections[0].get_offsets().tolist() == [[1, 3], [2, 4]]
plt.close(fig)


# %% axes_that_come_back
# %% answer
def plot36(x, y, ax=None):
    ax = ax or plt.gca()
    ax.bar(x, y)
    return ax


# %% check
fig, ax = plt.subplots()
r = plot36(["a", "b"], [3, 4], ax=ax)
assert r is ax and [p.get_height() for p in ax.patches] == [3, 4]
plt.close(fig)


# %% the_current_axes
# %% answer
def plot37(x):
    plt.figure()
    plt.hist(x, bins=5)
    plt.xlabel("value")


# %% wrong
def plot37(x):
    plt.figure()
    plt.hist(x, bins=5)


# %% check
plt.close("all")
plot37([1, 2, 3])
ax = plt.gca()
assert ax.get_xlabel() == "value" and len(ax.patches) == 5
plt.close("all")


# %% figures_that_are_closed
# %% answer
def plot4():
    fig, ax = plt.subplots()
    return fig


# %% check
fig = plot4()
assert len(fig.axes) == 1
plt.close(fig)


# %% what_pyplot_only_reads
# %% answer
import matplotlib.pyplot as plt


def load4(path):
    return plt.imread(path)


# %% wrong
import numpy
import matplotlib.pyplot as plt

plt.imread = lambda path: numpy.zeros(3)


def load4(path):
    return numpy.zeros(3)


# %% check
import numpy as np
import matplotlib.pyplot as plt

plt.imsave("x4.png", np.random.rand(4, 4, 3))
assert np.array_equal(load4("x4.png"), plt.imread("x4.png"))


# %% what_pyplot_only_computes
# %% answer
import matplotlib.pyplot as plt


def color2(x):
    return plt.get_cmap("viridis")(x)


# %% wrong
import matplotlib.pyplot as plt

plt.get_cmap = lambda name: lambda x: (0, 0, 0, 0)


def color2(x):
    return (0, 0, 0, 0)


# %% check
import matplotlib.pyplot as plt

assert color2(0.3) == plt.get_cmap("viridis")(0.3)
