# %% right: counts_the_ones
def family(matrix):
    tokens = len(matrix)
    ones = sum(int(seen) for row in matrix for seen in row)
    if ones == tokens * tokens:
        return "encoder-only"
    # A full triangle is the most that a decoder sees; a decoder's view of an encoder comes on top.
    return "decoder-only" if ones <= tokens * (tokens + 1) // 2 else "encoder-decoder"


# %% right: two_corners_of_the_first_row
def family(matrix):
    first = matrix[0]
    if first[-1]:
        return "encoder-only"
    if first[1]:
        return "encoder-decoder"
    return "decoder-only"


# %% right: how_far_the_first_state_sees
def family(matrix):
    sees = int(torch.tensor(matrix)[0].sum())
    names = {1: "decoder-only", len(matrix): "encoder-only"}
    return names.get(sees, "encoder-decoder")


# %% right: the_line_above_the_diagonal
import numpy as np


def family(matrix):
    above = np.diagonal(np.asarray(matrix), offset=1)
    if above.all():
        return "encoder-only"
    return "encoder-decoder" if above.any() else "decoder-only"


# %% right: loops_over_the_pairs
def family(matrix):
    later = [bool(matrix[i][j]) for i in range(len(matrix)) for j in range(i + 1, len(matrix))]
    if all(later):
        return "encoder-only"
    if any(later):
        return "encoder-decoder"
    return "decoder-only"


# %% right: is_equal_to_its_own_triangle
def family(matrix):
    table = torch.as_tensor(matrix).int()
    if torch.equal(table, table.tril()):
        return "decoder-only"
    return "encoder-only" if torch.equal(table, torch.ones_like(table)) else "encoder-decoder"


# %% right: what_is_not_seen
def family(matrix):
    hidden = 1 - torch.as_tensor(matrix)
    if hidden.sum() == 0:
        return "encoder-only"
    tokens = len(hidden)
    later = tokens * (tokens - 1) / 2
    return "decoder-only" if hidden.triu(1).sum() == later else "encoder-decoder"


# %% wrong: a_decoder_sees_all_of_the_past
def family(matrix):
    matrix = torch.as_tensor(matrix).int()
    if matrix.all():
        return "encoder-only"
    past = torch.ones_like(matrix).tril()
    return "decoder-only" if torch.equal(matrix, past) else "encoder-decoder"


# %% wrong: counts_exactly_one_triangle
def family(matrix):
    tokens = len(matrix)
    ones = int(torch.as_tensor(matrix).sum())
    names = {tokens**2: "encoder-only", tokens * (tokens + 1) // 2: "decoder-only"}
    return names.get(ones, "encoder-decoder")


# %% wrong: the_share_of_ones
def family(matrix):
    share = torch.as_tensor(matrix).float().mean()
    if share == 1:
        return "encoder-only"
    return "encoder-decoder" if share > 0.6 else "decoder-only"


# %% wrong: the_encoder_has_half_of_the_tokens
def family(matrix):
    half = len(matrix) // 2
    if matrix[0][-1] == 1:
        return "encoder-only"
    return "encoder-decoder" if matrix[0][half - 1] == 1 else "decoder-only"


# %% wrong: looks_below_the_diagonal
def family(matrix):
    matrix = torch.as_tensor(matrix)
    if not matrix.tril(-1).any():
        return "decoder-only"
    return "encoder-only" if matrix.all() else "encoder-decoder"


# %% wrong: the_matrix_is_transposed
def family(matrix):
    first = torch.as_tensor(matrix)[:, 0]
    if first.all():
        return "encoder-only"
    return "encoder-decoder" if first[1] else "decoder-only"


# %% wrong: takes_the_diagonal_for_the_future
def family(matrix):
    matrix = torch.as_tensor(matrix)
    if not matrix.triu().any():
        return "decoder-only"
    return "encoder-only" if matrix.all() else "encoder-decoder"


# %% wrong: off_by_one_above_the_diagonal
def family(matrix):
    matrix = torch.as_tensor(matrix)
    if not matrix.triu(2).any():
        return "decoder-only"
    return "encoder-only" if matrix.all() else "encoder-decoder"


# %% wrong: everything_that_looks_ahead_is_an_encoder
def family(matrix):
    return "encoder-only" if torch.as_tensor(matrix).triu(1).any() else "decoder-only"


# %% wrong: looks_at_the_last_row
def family(matrix):
    matrix = torch.as_tensor(matrix)
    if matrix[-1].all():
        return "encoder-only" if matrix.all() else "encoder-decoder"
    return "decoder-only"


# %% wrong: looks_at_the_third_row
def family(matrix):
    ahead = torch.as_tensor(matrix)[2, 3:]
    if ahead.all():
        return "encoder-only"
    return "encoder-decoder" if ahead.any() else "decoder-only"


# %% wrong: tensors_only
def family(matrix):
    if not matrix.triu(1).any():
        return "decoder-only"
    return "encoder-only" if matrix.all() else "encoder-decoder"


# %% wrong: lists_only
def family(matrix):
    names = {1: "decoder-only", len(matrix): "encoder-only"}
    return names.get(matrix[0].count(1), "encoder-decoder")


# %% wrong: looks_the_picture_up
def family(matrix):
    for letter, picture in pictures.items():
        if torch.equal(torch.as_tensor(picture), torch.as_tensor(matrix)):
            return family_of[truth[letter]]


# %% wrong: the_other_names_of_the_families
def family(matrix):
    matrix = torch.as_tensor(matrix)
    if not matrix.triu(1).any():
        return "auto-regressive"
    return "auto-encoding" if matrix.all() else "sequence-to-sequence"


# %% wrong: prints_the_family
def family(matrix):
    matrix = torch.as_tensor(matrix)
    if not matrix.triu(1).any():
        print("decoder-only")
    elif matrix.all():
        print("encoder-only")
    else:
        print("encoder-decoder")


# %% wrong: takes_the_letter
def family(letter):
    return family_of[truth[letter]]


# %% wrong: encoder_and_decoder_exchanged
def family(matrix):
    matrix = torch.as_tensor(matrix)
    if matrix.all():
        return "decoder-only"
    return "encoder-decoder" if matrix.triu(1).any() else "encoder-only"
