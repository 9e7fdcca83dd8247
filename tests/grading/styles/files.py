# Files.

# %% reads_a_file_of_the_check
# %% answer
def f70(p):
    return dict(collections.Counter(open(p).read().split()))


# %% wrong
def f70(p):
    return {"a": 2, "b": 2}


# %% check
Path("in70.txt").write_text("a b a")
assert f70("in70.txt") == {"a": 2, "b": 1}


# %% writes_into_a_temporary_folder
# %% answer
def f71(p):
    with open(p, "w") as f:
        f.write("hi")


# %% wrong
def f71(p):
    return "hi"


# %% check
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "x.txt")
    f71(p)
    assert open(p).read() == "hi"

# %% a_file_that_a_cell_has_written
# %% answer
pd.DataFrame({"n": [1, 2]}).to_csv("out1.csv", index=False)
# %% wrong
pd.DataFrame({"n": [1, 3]}).to_csv("out1.csv", index=False)
# %% check
assert (
    os.path.exists("out1.csv")
    and pd.read_csv("out1.csv")["n"].tolist() == [1, 2]
    and Path("out1.csv").is_file()
    and "out1.csv" in os.listdir()
    and glob.glob("out1*.csv") == ["out1.csv"]
)

# %% a_file_that_is_not_there
# %% answer
x3 = 1
# %% wrong
open("nope.csv", "w").close()
# %% check
assert not os.path.exists("nope.csv")
try:
    open("nope.csv")
except FileNotFoundError:
    pass
else:
    assert False


# %% saves_and_loads
# %% answer
def save4(d, p):
    json.dump(d, open(p, "w"))


def load4(p):
    return json.load(open(p))


# %% check
save4({"a": [1]}, "d4.json")
assert json.load(open("d4.json")) == {"a": [1]} and load4("d4.json") == {"a": [1]}
json.dump({"b": 2}, open("d4.json", "w"))
assert load4("d4.json") == {"b": 2}


# %% appends_to_a_file
# %% answer
def log5(t, p):
    with open(p, "a") as f:
        f.write(t + "\n")


# %% check
for i in range(3):
    log5(f"line {i}", "l5.txt")
    assert len(open("l5.txt").readlines()) == i + 1


# %% reads_a_folder_of_the_check
# %% answer
def count6(p):
    return [f.name for f in Path(p).rglob("*.txt")]


# %% check
os.makedirs("d6/sub", exist_ok=True)
Path("d6/a.txt").write_text("1")
Path("d6/sub/b.txt").write_text("2")
assert sorted(count6("d6")) == ["a.txt", "b.txt"]


# %% makes_a_folder
# %% answer
def make7(p):
    os.makedirs(p)
    for i in range(2):
        Path(p, f"{i}.txt").write_text(str(i))


# %% check
make7("d7")
assert (
    os.path.isdir("d7")
    and sorted(os.listdir("d7")) == ["0.txt", "1.txt"]
    and sorted(p.name for p in Path("d7").iterdir()) == ["0.txt", "1.txt"]
)


# %% saves_a_picture
# %% answer
def plot8(p):
    fig, ax = plt.subplots()
    ax.plot([1])
    fig.savefig(p)
    plt.close(fig)


# %% check
plot8("p8.png")
assert os.path.getsize("p8.png") > 100 and plt.imread("p8.png").shape[2] == 4


# %% saves_an_array
# %% answer
def save9(a, p):
    np.save(p, a)


def sum9(p):
    return np.load(p).sum()


# %% check
save9(np.arange(3), "a9.npy")
assert np.load("a9.npy").tolist() == [0, 1, 2]
np.save("b9.npy", np.ones(2))
assert sum9("b9.npy") == 2


# %% saves_weights
# %% answer
def save10(m, p):
    torch.save(m.state_dict(), p)


def load10(p):
    m = nn.Linear(2, 1)
    m.load_state_dict(torch.load(p))
    return m


# %% wrong
def save10(m, p):
    torch.save(nn.Linear(2, 1).state_dict(), p)


def load10(p):
    return nn.Linear(2, 1)


# %% check
m = nn.Linear(2, 1)
save10(m, "m10.pt")
k = nn.Linear(2, 1)
k.load_state_dict(torch.load("m10.pt"))
assert torch.equal(k.weight, m.weight)
torch.save(k.state_dict(), "k10.pt")
assert load10("k10.pt").weight.shape == (1, 2)


# %% makes_a_database
# %% answer
def make11(p):
    c = sqlite3.connect(p)
    c.execute("create table t(n)")
    c.executemany("insert into t values (?)", [(1,), (2,)])
    c.commit()
    c.close()


# %% check
con = make11("x11.db")
import sqlite3

assert sqlite3.connect("x11.db").execute("select count(*) from t").fetchone() == (2,)


# %% reads_a_temporary_file
# %% answer
def words12(p):
    return len(open(p).read().split())


# %% check
with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as f:
    f.write("x y z")
assert words12(f.name) == 3
os.unlink(f.name)


# %% a_whole_path
# %% answer
def w13(p):
    Path(p).write_text("ok")


# %% check
p = os.path.join(os.getcwd(), "o13.txt")
w13(p)
assert open(p).read() == "ok" and Path(p).exists()


# %% a_check_removes_a_file
# %% answer
def has14(p):
    return Path(p).exists()


# %% check
Path("r14.txt").write_text("x")
assert has14("r14.txt")
os.remove("r14.txt")
assert not has14("r14.txt")


# %% removes_a_file
# %% answer
def rm15(p):
    os.remove(p)


# %% wrong
def rm15(p):
    return None


# %% check
Path("r15.txt").write_text("x")
rm15("r15.txt")
assert not os.path.exists("r15.txt")


# %% pickles_data
# %% answer
def dump16(d, p):
    pickle.dump(d, open(p, "wb"))


# %% check
dump16({"a": 1}, "p16.pkl")
assert pickle.load(open("p16.pkl", "rb")) == {"a": 1}


# %% open_files
# %% answer
def rows18(f):
    return list(csv.DictReader(f))


def w18(f):
    f.write("hey")


def len18(f):
    return len(f.read())


# %% check
f = io.StringIO("a,b\n1,2\n")
assert rows18(f) == [{"a": "1", "b": "2"}]
out = io.StringIO()
w18(out)
assert out.getvalue() == "hey"
with open("q18.txt", "w") as g:
    w18(g)
assert open("q18.txt").read() == "hey"
with open("q18.txt") as g:
    assert len18(g) == 3

# %% writes_a_script
# %% answer
Path("s20.py").write_text("def f(): return 1")
# %% check
assert Path("s20.py").read_text().startswith("def")
