# Tables of pandas with columns of many kinds.


# %% intervals_as_a_column
# %% answer
def groups1(ages):
    return pd.cut(ages, [0, 18, 65, 120])


# %% check
r = groups1(pd.Series([5, 30, 70]))
assert r.tolist() == [pd.Interval(0, 18), pd.Interval(18, 65), pd.Interval(65, 120)]
assert isinstance(r, pd.Series) and str(r.iloc[0]) == "(0, 18]"


# %% periods
# %% answer
def monthly3(df):
    return df.groupby(df["d"].dt.to_period("M"))["x"].sum()


# %% check
df = pd.DataFrame({"d": pd.to_datetime(["2024-01-05", "2024-01-20", "2024-02-01"]), "x": [1, 2, 4]})
r = monthly3(df)
assert r.loc["2024-01"] == 3 and r.tolist() == [3, 4]
pd.testing.assert_series_equal(r, df.groupby(df["d"].dt.to_period("M"))["x"].sum())


# %% a_row_of_several_types
# %% answer
def summary6(df):
    return pd.Series(
        {"n": len(df), "mean": df["x"].mean(), "first": df["name"].iloc[0], "max": df["x"].max()}
    )


# %% check
r = summary6(pd.DataFrame({"name": ["a", "b"], "x": [1, 3]}))
assert r["n"] == 2 and r["mean"] == 2 and r["first"] == "a"
pd.testing.assert_series_equal(r, pd.Series({"n": 2, "mean": 2.0, "first": "a", "max": 3}), check_dtype=False)


# %% what_describe_gives
# %% answer
def desc7(df):
    return df.describe(include="all")


# %% check
df = pd.DataFrame({"name": ["a", "b", "a"], "x": [1, 3, 5]})
r = desc7(df)
assert r.loc["mean", "x"] == 3 and r.loc["top", "name"] == "a" and r.loc["unique", "name"] == 2
pd.testing.assert_frame_equal(r, df.describe(include="all"))


# %% the_dtypes_of_a_table
# %% answer
def types8(df):
    return df.dtypes


# %% check
df = pd.DataFrame({"a": [1], "b": [1.0]})
r = types8(df)
assert r["a"] == np.int64 and r["b"] == "float64" and r.equals(df.dtypes)


# %% missing_values
# %% answer
def first13(s):
    return s.iloc[0]


# %% check
assert pd.isna(first13(pd.Series([np.nan]))) and pd.isna(first13(pd.Series([None, "x"])))
assert first13(pd.Series(pd.to_datetime([None]))) is pd.NaT
assert first13(pd.Series([None], dtype="Int64")) is pd.NA
assert pd.isna(first13(pd.Series([None], dtype="Int64")))


# %% a_time_with_its_zone
# %% answer
def local15(t):
    return pd.Timestamp(t, tz="UTC").tz_convert("Europe/Berlin")


# %% check
t = local15("2024-07-01 12:00")
assert t.hour == 14 and t == pd.Timestamp("2024-07-01 12:00", tz="UTC") and str(t.tz) == "Europe/Berlin"


# %% counts_by_interval
# %% answer
def quart62(s):
    return pd.qcut(s, 4).value_counts(sort=False)


# %% check
r = quart62(pd.Series(range(8)))
assert r.tolist() == [2, 2, 2, 2] and len(r) == 4 and r.sum() == 8 and 3.0 in r.index[1]


# %% no_time
# %% answer
def first29(s):
    return s.iloc[0]


# %% check
assert first29(pd.Series(pd.to_datetime([None]))) is pd.NaT


# %% no_value
# %% answer
def first30(s):
    return s.iloc[0]


# %% check
assert pd.isna(first30(pd.Series([None], dtype="Int64")))


# %% counts_of_cut
# %% answer
def cut31(s):
    return pd.cut(s, [0, 10, 20]).value_counts().sort_index()


# %% check
pd.testing.assert_series_equal(
    cut31(pd.Series([5, 15, 16])), pd.cut(pd.Series([5, 15, 16]), [0, 10, 20]).value_counts().sort_index()
)


# %% a_mixed_series
# %% answer
def row33(df):
    return df.iloc[0]


# %% check
df = pd.DataFrame({"n": ["a"], "x": [1], "y": [0.5]})
pd.testing.assert_series_equal(row33(df), df.iloc[0])


# %% functions_of_the_answer_inside_of_pandas
# %% answer
def z48(s):
    return (s - s.mean()) / s.std()


def top48(g):
    return g.nlargest(1, "v")


# %% check
df = pd.DataFrame({"k": ["a", "a", "b"], "v": [1.0, 2.0, 3.0]})
assert np.allclose(df["v"].pipe(z48), z48(df["v"])) and df.groupby("k")["v"].transform(z48).notna().sum() == 2
assert df.groupby("k")[["v"]].apply(top48)["v"].tolist() == [2, 3]
assert df.assign(z=lambda d: z48(d["v"])).shape == (3, 3) and df.agg({"v": z48}).shape == (3, 1)


# %% many_tables_that_are_kept
# %% answer
class Shop60:
    def __init__(self):
        self.tables = {}

    def table(self, name):
        return self.tables.setdefault(name, pd.DataFrame({"n": [0, 0]}))

    def total(self):
        return int(sum(table["n"].sum() for table in self.tables.values()))


# %% wrong
class Shop60:
    def __init__(self):
        self.tables = {}

    def table(self, name):
        return self.tables.setdefault(name, pd.DataFrame({"n": [0, 0]})).copy()

    def total(self):
        return int(sum(table["n"].sum() for table in self.tables.values()))


# %% check
shop = Shop60()
kept = [shop.table(name) for name in "abcdefghijklmnopqrstuvwxyz"]
for table in kept:
    table.loc[1, "n"] = 2
assert shop.total() == 52 and shop.table("c") is kept[2]
alone = [shop.table("a").head(1) for _ in range(60)]
assert all(table.loc[0, "n"] == 0 for table in alone)


# %% a_table_in_the_memory_of_an_array
# %% answer
numbers61 = np.zeros(3)


def series61():
    made = pd.Series(numbers61, copy=False)
    made.attrs["unit"] = "m"
    return made


def fill61():
    numbers61[:] = 1


def unit61(s):
    return s.attrs.get("unit")


# %% wrong
numbers61 = np.zeros(3)


def series61():
    return pd.Series(numbers61, copy=True)


def fill61():
    numbers61[:] = 1


def unit61(s):
    return s.attrs.get("unit")


# %% check
s = series61()
assert [unit61(s) for _ in range(30)] == ["m"] * 30
fill61()
assert s.sum() == 3
