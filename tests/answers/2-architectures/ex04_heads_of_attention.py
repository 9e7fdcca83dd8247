# %% right: one_head_after_another
def heads_of_attention(x, query, key, value, output, heads):
    size = x.shape[1] // heads
    q, k, v = x @ query.T, x @ key.T, x @ value.T
    mixed = []
    for start in range(0, x.shape[1], size):
        piece = slice(start, start + size)
        weights = (q[:, piece] @ k[:, piece].T / size**0.5).softmax(dim=1)
        mixed.append(weights @ v[:, piece])
    return torch.cat(mixed, dim=1) @ output.T


# %% right: the_layer_of_pytorch
def heads_of_attention(x, query, key, value, output, heads):
    layer = torch.nn.MultiheadAttention(x.shape[1], heads, bias=False, batch_first=True)
    layer.load_state_dict({"in_proj_weight": torch.cat([query, key, value]), "out_proj.weight": output})
    with torch.no_grad():
        return layer(x[None], x[None], x[None], need_weights=False)[0].squeeze(0)


# %% right: einsum_over_cut_matrices
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    cut = [matrix.reshape(heads, width // heads, width) for matrix in (query, key, value)]
    q, k, v = (torch.einsum("tw,hsw->hts", x, matrix) for matrix in cut)
    weights = torch.softmax(torch.einsum("hqs,hks->hqk", q, k) * (width / heads) ** -0.5, dim=-1)
    mixed = torch.einsum("hqk,hks->qhs", weights, v).reshape(tokens, width)
    return torch.einsum("tw,ow->to", mixed, output)


# %% right: numpy_adds_what_each_head_gives_to_the_output
import numpy as np


def heads_of_attention(x, query, key, value, output, heads):
    x, query, key, value, output = (np.array(part, dtype=float) for part in (x, query, key, value, output))
    result = np.zeros(x.shape)
    for rows in np.split(np.arange(x.shape[1]), heads):
        q, k, v = (x @ matrix[rows].T for matrix in (query, key, value))
        weights = np.exp(q @ k.T / len(rows) ** 0.5)
        result += weights / weights.sum(axis=1, keepdims=True) @ v @ output[:, rows].T
    return result.tolist()


# %% right: chunks_and_linear_steps
from torch.nn.functional import linear


def heads_of_attention(x, query, key, value, output, heads):
    pieces = [torch.stack(linear(x, matrix).chunk(heads, dim=-1)) for matrix in (query, key, value)]
    return linear(torch.cat(list(scaled_dot_product_attention(*pieces)), dim=-1), output)


# %% wrong: one_large_head
def heads_of_attention(x, query, key, value, output, heads):
    return scaled_dot_product_attention(x @ query.T, x @ key.T, x @ value.T) @ output.T


# %% wrong: always_twelve_heads
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, 12, -1).transpose(0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: always_three_heads_as_in_the_check
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, 3, -1).transpose(0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: forgets_the_output_matrix
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width)


# %% wrong: matrices_not_turned
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output


# %% wrong: output_not_turned
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output


# %% wrong: cuts_without_turning
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(heads, tokens, -1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: cuts_and_joins_without_turning
def heads_of_attention(x, query, key, value, output, heads):
    pieces = [(x @ matrix.T).view(heads, len(x), -1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).reshape(x.shape) @ output.T


# %% wrong: joins_without_turning_back
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).reshape(tokens, width) @ output.T


# %% wrong: heads_look_at_heads_instead_of_tokens
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).reshape(tokens, width) @ output.T


# %% wrong: every_head_takes_each_nth_number
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, -1, heads).permute(2, 0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).permute(1, 2, 0).reshape(tokens, width) @ output.T


# %% wrong: pieces_of_that_length_instead_of_that_number
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, -1, heads).transpose(0, 1) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: cuts_the_tokens_instead_of_the_width
def heads_of_attention(x, query, key, value, output, heads):
    parts = [(x @ matrix.T).chunk(heads, dim=0) for matrix in (query, key, value)]
    return torch.cat([scaled_dot_product_attention(*three) for three in zip(*parts)]) @ output.T


# %% wrong: cuts_x_before_the_matrices
def heads_of_attention(x, query, key, value, output, heads):
    mixed = []
    for rows in torch.arange(x.shape[1]).chunk(heads):
        q, k, v = (x[:, rows] @ matrix[rows][:, rows].T for matrix in (query, key, value))
        mixed.append(scaled_dot_product_attention(q, k, v))
    return torch.cat(mixed, dim=1) @ output.T


# %% wrong: last_piece_first
def heads_of_attention(x, query, key, value, output, heads):
    pieces = [torch.stack((x @ matrix.T).chunk(heads, dim=1)) for matrix in (query, key, value)]
    mixed = scaled_dot_product_attention(*pieces)
    return torch.cat(list(mixed.flip(0)), dim=1) @ output.T


# %% wrong: mean_of_the_heads
def heads_of_attention(x, query, key, value, output, heads):
    pieces = [torch.stack((x @ matrix.T).chunk(heads, dim=1)) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces).mean(dim=0).repeat(1, heads) @ output.T


# %% wrong: scales_by_the_whole_width
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    q, k, v = ((x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value))
    weights = (q @ k.transpose(1, 2) / width**0.5).softmax(dim=-1)
    return (weights @ v).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: does_not_scale
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    q, k, v = ((x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value))
    return ((q @ k.mT).softmax(dim=-1) @ v).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: scales_by_the_number_of_heads
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    q, k, v = ((x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value))
    weights = (q @ k.mT / heads**0.5).softmax(dim=-1)
    return (weights @ v).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: softmax_over_the_heads
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    q, k, v = ((x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value))
    weights = (q @ k.mT / (width / heads) ** 0.5).softmax(dim=0)
    return (weights @ v).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: softmax_over_the_queries
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    q, k, v = ((x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value))
    weights = (q @ k.mT / (width / heads) ** 0.5).softmax(dim=1)
    return (weights @ v).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: looks_only_at_earlier_tokens
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value)]
    mixed = scaled_dot_product_attention(*pieces, is_causal=True)
    return mixed.transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: no_token_looks_at_itself
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value)]
    mixed = scaled_dot_product_attention(*pieces, attn_mask=~torch.eye(tokens, dtype=torch.bool))
    return mixed.transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: query_and_key_exchanged
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (key, query, value)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: values_are_the_tokens_themselves
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [part.reshape(tokens, heads, -1).transpose(0, 1) for part in (x @ query.T, x @ key.T, x)]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: every_head_uses_the_first_piece_of_the_values
def heads_of_attention(x, query, key, value, output, heads):
    q, k, v = (torch.stack((x @ matrix.T).chunk(heads, dim=1)) for matrix in (query, key, value))
    mixed = scaled_dot_product_attention(q, k, v[:1].expand_as(v))
    return torch.cat(list(mixed), dim=1) @ output.T


# %% wrong: adds_x_as_a_whole_layer_does
def heads_of_attention(x, query, key, value, output, heads):
    tokens, width = x.shape
    pieces = [(x @ matrix.T).view(tokens, heads, -1).transpose(0, 1) for matrix in (query, key, value)]
    return x + scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(tokens, width) @ output.T


# %% wrong: returns_one_matrix_for_each_head
def heads_of_attention(x, query, key, value, output, heads):
    pieces = [torch.stack((x @ matrix.T).chunk(heads, dim=1)) for matrix in (query, key, value)]
    return scaled_dot_product_attention(*pieces)


# %% wrong: the_width_of_the_real_model
def heads_of_attention(x, query, key, value, output, heads):
    pieces = [
        (x @ matrix.T).view(len(x), heads, 384 // heads).transpose(0, 1) for matrix in (query, key, value)
    ]
    return scaled_dot_product_attention(*pieces).transpose(0, 1).reshape(len(x), 384) @ output.T
