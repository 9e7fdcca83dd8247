"""Frames, series and indexes of pandas as plain parts, and the same built from them again.

The parts are lists, texts, numbers and arrays. What has no such parts, such as a sparse column, is `None`
here, and stays an object where it is.
"""

from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any

from hfbasics.grading.library import library

__all__ = ["build", "parts", "replace"]

# Columns of these types are lists of values; where one is missing it is None.
_LISTED = {"object", "str", "string", "boolean", "Float32", "Float64"} | {
    f"{sign}nt{bits}" for sign in ("I", "UI") for bits in (8, 16, 32, 64)
}
_ARRAYS = "biufcmM"  # kinds of NumPy
_ITEMS = (NoneType, bool, int, float, complex, str, bytes, list, tuple, dict, set, date, datetime, Decimal)


class _NoParts(Exception):
    """This has no plain parts."""


def parts(value: object) -> list | None:
    """Return the plain parts of a frame, a series, an index or a time of pandas; None for all else."""
    pandas = library("pandas", "DataFrame")
    if not pandas or not type(value).__module__.startswith("pandas"):
        return None
    try:
        if type(value) is pandas.DataFrame:
            columns = [_column(pandas, value.iloc[:, place]) for place in range(value.shape[1])]
            return ["frame", _index(pandas, value.columns), _index(pandas, value.index), columns]
        if type(value) is pandas.Series:
            return ["series", value.name, _index(pandas, value.index), _column(pandas, value)]
        if isinstance(value, pandas.Index):
            return ["index", _index(pandas, value)]
        return _scalar(pandas, value)
    except _NoParts:
        return None


def _scalar(pandas: Any, value: Any) -> list | None:
    """Return the plain parts of what can be one item of a table."""
    if value is pandas.NaT or value is pandas.NA:
        return ["missing", str(value)]
    if type(value) is pandas.Timestamp:
        return ["time", value.isoformat(), None if value.tzinfo is None else str(value.tzinfo)]
    if type(value) is pandas.Timedelta:
        return ["span", value.isoformat()]
    if type(value) is pandas.Interval:
        return ["interval", value.left, value.right, value.closed]
    if type(value) is pandas.Period:
        return ["period", str(value), value.freqstr]
    if type(value) is pandas.CategoricalDtype and value.categories is not None:
        return ["categories", _column(pandas, pandas.Series(value.categories)), bool(value.ordered)]
    if isinstance(value, pandas.api.extensions.ExtensionDtype):
        return ["dtype", str(value)] if pandas.api.types.pandas_dtype(str(value)) == value else None
    return None


def build(kind: str, *rest: Any) -> object:
    """Return what `parts` was given.

    Raises:
        ValueError: when these are no such parts.
    """
    import pandas

    try:
        if kind == "frame":
            columns, index, data = rest
            index = _built_index(pandas, *index)
            made = {place: _built_column(pandas, *column) for place, column in enumerate(data)}
            frame = pandas.DataFrame(made, index=pandas.RangeIndex(len(index)))
            frame.index, frame.columns = index, _built_index(pandas, *columns)
            return frame
        if kind == "series":
            name, index, column = rest
            series = _built_column(pandas, *column)
            series.index, series.name = _built_index(pandas, *index), name
            return series
        if kind == "index":
            return _built_index(pandas, *rest[0])
        return _built_scalar(pandas, kind, *rest)
    except Exception as error:  # pandas has many kinds
        raise ValueError(str(error)) from None


def _built_scalar(pandas: Any, kind: str, *rest: Any) -> object:
    if kind == "interval":
        left, right, closed = rest
        return pandas.Interval(left, right, closed)
    if kind == "categories":
        column, ordered = rest
        return pandas.CategoricalDtype(_built_column(pandas, *column), ordered is True)
    text, *more = rest
    if type(text) is not str:
        raise ValueError(text)
    if kind == "time":
        time = pandas.Timestamp(text)
        return time if more == [None] else time.tz_convert(*more)
    if kind == "missing":
        return {"NaT": pandas.NaT, "<NA>": pandas.NA}[text]
    kinds = {"span": pandas.Timedelta, "period": pandas.Period, "dtype": pandas.api.types.pandas_dtype}
    return kinds[kind](text, *more)


def replace(old: Any, new: Any) -> None:
    """Give a frame or a series the content of another one, in place."""
    old._update_inplace(new)  # what pandas' own methods with `inplace=True` end with


def _column(pandas: Any, series: Any) -> list:
    dtype = series.dtype
    if getattr(dtype, "kind", "") in _ARRAYS and type(dtype).__module__.startswith("numpy"):
        return ["array", series.to_numpy()]
    if isinstance(dtype, pandas.CategoricalDtype):
        listed = _column(pandas, pandas.Series(dtype.categories))
        return ["category", series.cat.codes.to_numpy(), listed, bool(dtype.ordered)]
    if isinstance(dtype, pandas.DatetimeTZDtype):
        return ["zoned", series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(), str(dtype.tz)]
    if isinstance(dtype, pandas.IntervalDtype):
        ends = [_column(pandas, pandas.Series(getattr(series.array, side))) for side in ("left", "right")]
        return ["intervals", *ends, dtype.closed]
    if isinstance(dtype, pandas.PeriodDtype):
        return ["periods", pandas.PeriodIndex(series).asi8, dtype.name]
    if str(dtype) not in _LISTED:
        raise _NoParts
    items = series.astype(object).tolist()
    missing = [place for place, item in enumerate(items) if item is pandas.NA]
    if not all(_is_item(pandas, item) for item in items):
        raise _NoParts
    return ["list", str(dtype), [None if item is pandas.NA else item for item in items], missing]


def _is_item(pandas: Any, item: object) -> bool:
    numpy = library("numpy", "ndarray")
    plain = type(item) in _ITEMS or isinstance(item, type | numpy.generic | numpy.dtype)
    return plain or _scalar(pandas, item) is not None


def _built_column(pandas: Any, how: str, data: Any, *more: Any) -> Any:
    if how == "intervals":
        left, right = (_built_column(pandas, *side) for side in (data, more[0]))
        return pandas.Series(pandas.arrays.IntervalArray.from_arrays(left, right, more[1]))
    if how != "list" and not _is_array(data):
        raise ValueError(how)
    if how == "array":
        return pandas.Series(data)
    if how == "category":
        listed, ordered = more
        categories = pandas.Index(_built_column(pandas, *listed))
        return pandas.Series(pandas.Categorical.from_codes(data, categories, ordered=ordered is True))
    if how == "periods":
        return pandas.Series(
            pandas.PeriodIndex.from_ordinals(data, freq=pandas.PeriodDtype.construct_from_string(*more).freq)
        )
    if how == "zoned":
        return pandas.Series(data).dt.tz_localize("UTC").dt.tz_convert(*more)
    items, missing = more
    if data not in _LISTED or not all(_is_item(pandas, item) for item in items):
        raise ValueError(data)
    for place in missing:
        items[place] = pandas.NA
    return pandas.Series(items, dtype=data)


def _is_array(data: object) -> bool:
    return type(data) is getattr(library("numpy", "ndarray"), "ndarray", None)


def _index(pandas: Any, index: Any) -> list:
    if type(index) is pandas.RangeIndex:
        return ["range", index.start, index.stop, index.step, index.name]
    if type(index) is pandas.MultiIndex:
        levels = [index.get_level_values(level) for level in range(index.nlevels)]
        return ["levels", [_column(pandas, level.to_series()) for level in levels], list(index.names)]
    if type(index).__name__ not in _INDEXES:
        raise _NoParts
    step = None if type(index) is pandas.PeriodIndex else getattr(index, "freqstr", None)
    return ["flat", _column(pandas, index.to_series()), index.name, step]


_INDEXES = {f"{kind}Index" for kind in ("", "Interval", "Period", "Datetime", "Timedelta", "Categorical")}


def _built_index(pandas: Any, how: str, *rest: Any) -> Any:
    if how == "range":
        start, stop, step, name = rest
        return pandas.RangeIndex(start, stop, step, name=name)
    if how == "levels":
        columns, names = rest
        return pandas.MultiIndex.from_arrays([_built_column(pandas, *one) for one in columns], names=names)
    if how != "flat":
        raise ValueError(how)
    column, name, step = rest
    index = pandas.Index(_built_column(pandas, *column), name=name)
    if type(step) is str:
        index.freq = step
    return index
