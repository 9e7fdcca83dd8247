# The last line of a check is its score.

# %% less_than_nothing, 3 points
# %% answer
faults = 0
# %% wrong
faults = 100
# %% check
3 - faults

# %% the_last_line_is_false
# %% answer
guess = 42
# %% wrong
guess = 41
# %% check
guess == 42

# %% not_a_number, 3 points
# %% answer
near = 42
# %% wrong
near = float("nan")
# %% check
max(3 - abs(near - 42), 0)

# %% a_text_in_place_of_points, 3 points
# %% answer
weight = 1
# %% wrong
weight = "ab"
# %% check
3 * weight

# %% a_fraction_of_the_points, 4 points
# %% answer
share = 1
# %% another: 0.25
from fractions import Fraction

share = Fraction(1, 4)
# %% check
round(4 * min(1, share), 2)


# %% the_last_line_shows_a_list
# %% answer
def counted(n):
    return list(range(n))


# %% check
counted(3)
