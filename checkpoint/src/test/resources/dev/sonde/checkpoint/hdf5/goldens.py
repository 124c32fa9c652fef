"""Makes the HDF5 files of this folder, each gzipped, and goldens.json, which says what is in them.

python3 goldens.py     (numpy, h5py 3.7 with HDF5 1.10.8; files differ from run to run in timestamps)
"""

import ctypes
import gzip
import hashlib
import json
import os

import h5py
import numpy as np
from h5py import h5d, h5f, h5p, h5s, h5t

LIBVERS = {
    "earliest": ("earliest", "v108"),
    "v108": ("v108", "v108"),
    "latest": ("latest", "latest"),
}
EXPECTED = {}


def library():
    """The HDF5 library that h5py itself uses, for what h5py does not offer."""
    with open("/proc/self/maps") as maps:
        for line in maps:
            name = line.split()[-1]
            if "libhdf5" in name and "_hl" not in name:
                return ctypes.CDLL(name)
    raise SystemExit("h5py's HDF5 library not found")


def label(dtype):
    return "bool" if dtype == np.bool_ else dtype.newbyteorder("=").name


def digest(array):
    little = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<")))
    return hashlib.sha256(little.tobytes()).hexdigest()


def values(shape, dtype, seed=0):
    dtype = np.dtype(dtype)
    random = np.random.RandomState(seed)
    if dtype == np.bool_:
        return random.rand(*shape) < 0.5
    if dtype.kind == "c":
        made = random.randn(*shape) + 1j * random.randn(*shape)
    elif dtype.kind == "f":
        made = random.randn(*shape)
    else:
        info = np.iinfo(dtype)
        made = random.randint(max(info.min, -(2**31)), min(info.max, 2**31 - 1), size=shape)
    return np.asarray(made).astype(dtype)


class Made:
    """One file, and what it is expected to hold."""

    def __init__(self, name, libver, **options):
        self.name = name
        if "narrow" in options:
            # B-trees with few entries in a node: short files, deep trees, superblock version 1.
            creation = h5p.create(h5p.FILE_CREATE)
            identifier = ctypes.c_int64(creation.id)
            library().H5Pset_sym_k(identifier, ctypes.c_uint(2), ctypes.c_uint(1))
            library().H5Pset_istore_k(identifier, ctypes.c_uint(2))
            access = h5p.create(h5p.FILE_ACCESS)
            access.set_libver_bounds(h5f.LIBVER_EARLIEST, h5f.LIBVER_V18)
            identifier = h5f.create(name.encode(), h5f.ACC_TRUNC, creation, access)
            self.file = h5py.File(identifier)
        else:
            self.file = h5py.File(name, "w", libver=LIBVERS[libver], **options)
        self.tensors = []
        self.texts = {}
        self.attributes = {}
        self.notes = 0

    def expect(self, path, array, dtype=None):
        self.tensors.append(
            {
                "path": path,
                "dtype": dtype or label(array.dtype),
                "shape": list(array.shape),
                "sha256": digest(array),
            }
        )

    def add(self, path, array, **options):
        dataset = self.file.create_dataset(path, data=array, **options)
        self.expect("/" + path, array)
        return dataset

    def sparse(self, path, shape, dtype, fill, **options):
        """Some chunks are written, the others hold the fill value."""
        dataset = self.file.create_dataset(path, shape, dtype, fillvalue=fill, **options)
        array = np.full(shape, fill, dtype)
        for index in [tuple(0 for _ in shape), tuple(extent - 1 for extent in shape)]:
            array[index] = 7
            dataset[index] = 7
        self.expect("/" + path, array)

    def attribute(self, path, name, value, expected=None, **options):
        self.file[path].attrs.create(name, value, **options)
        shown = value if expected is None else expected
        if isinstance(shown, str) and len(shown) > 1000:
            shown = "sha256:" + hashlib.sha256(shown.encode()).hexdigest()
        self.attributes.setdefault(path, {})[name] = shown

    def close(self):
        self.file.close()
        EXPECTED[self.name] = {
            "tensors": self.tensors,
            "texts": self.texts,
            "attributes": self.attributes,
            "notes": self.notes,
        }


def types(libver):
    made = Made("types-%s.h5" % libver, libver)
    for kind in "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16".split():
        for order in "<>":
            name = ("little" if order == "<" else "big") + "/" + kind
            made.add(name, values((3, 4), order + kind))
    made.add("bool", values((2, 3), np.bool_))
    made.add("scalar", np.float32(2.5))
    made.add("empty", np.zeros((0, 4), "f4"))
    made.file["null"] = h5py.Empty("f4")
    enum = h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 5}, basetype="u1")
    made.file.create_dataset("enum", data=np.array([0, 5, 1], "u1"), dtype=enum)
    made.expect("/enum", np.array([0, 5, 1], "u1"))
    blocks = values((2, 3, 2), "<f4")
    made.file.create_dataset("blocks", (2,), dtype=np.dtype(("<f4", (3, 2))))[...] = blocks
    made.expect("/blocks", blocks)
    for order, base in (("little", h5t.IEEE_F16LE), ("big", h5t.IEEE_F16BE)):
        brain = base.copy()
        brain.set_fields(15, 7, 8, 0, 7)
        brain.set_ebias(127)
        bits = (np.arange(6, dtype="<f4").view("<u4") >> 16).astype("<u2")
        stored = bits if order == "little" else bits.astype(">u2")
        space = h5s.create_simple((6,))
        dataset = h5d.create(made.file.id, b"brain-" + order.encode(), brain, space)
        dataset.write(h5s.ALL, h5s.ALL, stored.view("V2"), mtype=brain)
        made.expect("/brain-" + order, bits, "bfloat16")
    compact = h5p.create(h5p.DATASET_CREATE)
    compact.set_layout(h5d.COMPACT)
    small = values((2, 2), "<f8")
    dataset = h5d.create(
        made.file.id, b"compact", h5t.IEEE_F64LE, h5s.create_simple((2, 2)), compact
    )
    dataset.write(h5s.ALL, h5s.ALL, small)
    made.expect("/compact", small)
    made.file.create_dataset("unwritten", (3,), "<f4", fillvalue=1.5)
    made.expect("/unwritten", np.full(3, 1.5, "<f4"))
    made.file["committed"] = np.dtype("<f4")
    made.file.create_dataset("typed", data=np.arange(3.0), dtype=made.file["committed"])
    made.expect("/typed", np.arange(3, dtype="<f4"))
    made.file["fixed-text"] = np.array([b"gate", b"", b"cell"])
    made.texts["/fixed-text"] = ["gate", "", "cell"]
    made.file.create_dataset("text", data=["\u03bb", "", "long " * 20], dtype=h5py.string_dtype())
    made.texts["/text"] = ["\u03bb", "", "long " * 20]
    made.file.create_dataset("compound", data=np.zeros(2, [("x", "f4"), ("y", "i2"), ("z", "S3")]))
    made.file.create_dataset("opaque", data=np.zeros(2, "V3"))
    made.close()


def chunks(libver):
    made = Made("chunks-%s.h5" % libver, libver)
    filters = {
        "plain": {},
        "gzip": {"compression": "gzip"},
        "shuffle-gzip": {"compression": "gzip", "shuffle": True},
        "fletcher": {"fletcher32": True},
        "all": {"compression": "gzip", "shuffle": True, "fletcher32": True},
        "lzf": {"compression": "lzf", "shuffle": True},
    }
    grows = {
        "fixed": None,
        "bounded": (9, 8),
        "rows": (None, 8),
        "columns": (9, None),
        "both": (None, None),
    }
    for filtered, options in filters.items():
        for growth, most in grows.items():
            made.add(
                "%s/%s" % (filtered, growth),
                values((7, 5), "<f4"),
                chunks=(3, 2),
                maxshape=most,
                **options
            )
        made.add(filtered + "/single", values((4, 3), ">i2"), chunks=(4, 3), **options)
        made.add(filtered + "/cube", values((3, 4, 5), "<f4"), chunks=(2, 4, 2), **options)
    for growth, most in grows.items():
        made.sparse("sparse/" + growth, (7, 5), "<i4", -3, chunks=(3, 2), maxshape=most)
    made.sparse("sparse/gzip", (40, 50), "<f8", 0, chunks=(9, 9), compression="gzip")
    repeated = np.tile(np.arange(40, dtype="<i4"), (100, 1))
    made.add("repeated", repeated, chunks=(100, 40), compression="lzf")
    made.add("repeated-gzip", repeated, chunks=(100, 40), compression="gzip")
    made.add("many", values((300,), "u1"), chunks=(1,))
    made.add("many-rows", values((300,), "u1"), chunks=(1,), maxshape=(None,))
    made.add("many-both", values((20, 10), "u1"), chunks=(1, 1), maxshape=(None, None))
    shrunk = made.file.create_dataset(
        "shrunk", data=values((9, 9), "<f4"), chunks=(2, 2), maxshape=(None, 12)
    )
    shrunk.resize((4, 5))
    made.expect("/shrunk", values((9, 9), "<f4")[:4, :5])
    early = h5p.create(h5p.DATASET_CREATE)
    early.set_chunk((3, 2))
    early.set_alloc_time(h5d.ALLOC_TIME_EARLY)
    array = values((7, 5), "<f4")
    dataset = h5d.create(made.file.id, b"early", h5t.IEEE_F32LE, h5s.create_simple((7, 5)), early)
    dataset.write(h5s.ALL, h5s.ALL, array)
    made.expect("/early", array)
    if libver == "latest":
        edges = h5p.create(h5p.DATASET_CREATE)
        edges.set_chunk((3, 2))
        edges.set_deflate(6)
        if library().H5Pset_chunk_opts(ctypes.c_int64(edges.id), ctypes.c_uint(2)) < 0:
            raise SystemExit("no option for partial chunks")
        space = h5s.create_simple((7, 5))
        dataset = h5d.create(made.file.id, b"edges", h5t.IEEE_F32LE, space, edges)
        dataset.write(h5s.ALL, h5s.ALL, array)
        made.expect("/edges", array)
    made.close()


def paged():
    """Chunk indexes so long that they are cut into pages, and trees more than one level deep."""
    made = Made("paged-latest.h5", "latest")
    made.sparse("fixed", (5000,), "u1", 9, chunks=(1,))
    made.sparse("growing", (140001,), "u1", 9, chunks=(1,), maxshape=(None,))
    made.sparse("growing-gzip", (9000,), "u1", 9, chunks=(1,), maxshape=(None,), compression="gzip")
    made.close()


def groups(libver):
    made = Made("groups-%s.h5" % libver, libver)
    for i in range(30):
        made.add("many/tensor-%d" % i, np.float32([i]))
    tracked = made.file.create_group("tracked", track_order=True)
    for name in "zeta alpha mu".split():
        tracked[name] = np.float32([ord(name[0])])
    for name in "zeta alpha mu".split():
        made.expect("/tracked/" + name, np.float32([ord(name[0])]))
    made.file["tracked/again"] = made.file["tracked/mu"]
    made.expect("/tracked/again", np.float32([ord("m")]))
    made.file["deep/a/b/c/d"] = np.float64([4])
    made.expect("/deep/a/b/c/d", np.float64([4]))
    made.file["deep/a/up"] = made.file["deep"]
    made.file["soft-absolute"] = h5py.SoftLink("/deep/a/b/c/d")
    made.file["deep/a/soft-relative"] = h5py.SoftLink("b/c/d")
    made.file["soft-group"] = h5py.SoftLink("/deep/a")
    made.file["soft-through"] = h5py.SoftLink("soft-group/soft-relative")
    made.file["dangling"] = h5py.SoftLink("/nowhere")
    made.file["circle"] = h5py.SoftLink("/circle")
    made.file["outside"] = h5py.ExternalLink("/etc/passwd", "/x")
    for path in "/soft-absolute /deep/a/soft-relative /soft-through".split():
        made.expect(path, np.float64([4]))
    made.notes = 5
    made.file.create_group("empty")
    made.attribute("/", "text", "\u03bb calculus")
    made.attribute("/", "bytes", np.bytes_(b"fixed"), "fixed")
    made.attribute("/", "names", np.array([b"a:0", b"bc:0"]), ["a:0", "bc:0"])
    made.attribute("/", "more-names", ["x", "\u00e4", ""], dtype=h5py.string_dtype())
    made.attribute("/", "no-names", np.zeros(0), [])
    made.attribute("/", "number", np.int64(7), [7.0])
    made.attribute("/", "numbers", np.array([[1.5, 2], [3, 4]], ">f4"), [1.5, 2, 3, 4])
    made.attribute("/", "config", "{" + "x" * 70000 + "}")
    for i in range(20):
        made.attribute("/empty", "attribute-%02d" % i, "value %d" % i)
    made.attribute("/deep", "wide", np.bytes_(b"y" * 60000), "y" * 60000)
    if libver == "latest":
        made.attribute("/deep", "huge", np.bytes_(b"z" * 70000), "z" * 70000)
    made.file["named"] = np.dtype("<i4")
    made.file["deep"].attrs.create("typed", 5, dtype=made.file["named"])
    made.attributes["/deep"]["typed"] = [5.0]
    made.close()


def crowd():
    """So many links that the heap needs tables of blocks and the name index three levels."""
    made = Made("crowd-latest.h5", "latest")
    made.file["first"] = np.float32([1])
    made.expect("/first", np.float32([1]))
    group = made.file.create_group("crowd")
    for i in range(2500):
        group["n%d" % i] = h5py.SoftLink("/first")
        made.expect("/crowd/n%d" % i, np.float32([1]))
    made.tensors[1:] = sorted(made.tensors[1:], key=lambda tensor: tensor["path"])
    made.close()


def user_block():
    made = Made("user-block.h5", "earliest", userblock_size=1024)
    made.add("x", values((5,), "<f4"))
    made.add("y", values((50,), "<f4"), chunks=(7,), compression="gzip")
    made.close()
    with open("user-block.h5", "r+b") as file:
        file.write(b"user block")


def small(name, libver, **options):
    """A little of everything, for tests that damage it byte by byte."""
    made = Made(name, libver, **options)
    array = values((5, 3), "<f4")
    made.add("group/flat", array)
    made.add("group/big", values((3,), ">f8"))
    made.add("bool", values((3,), np.bool_))
    made.add("complex", values((2,), "<c8"))
    chunked = {"chunks": (2, 2)}
    made.add("gzip", array, compression="gzip", shuffle=True, fletcher32=True, **chunked)
    made.add("lzf", array, compression="lzf", **chunked)
    made.add("rows", array, maxshape=(None, 4), **chunked)
    made.add("rows-gzip", array, maxshape=(None, 4), compression="gzip", **chunked)
    made.add("both", array, maxshape=(None, None), compression="gzip", **chunked)
    made.add("single", array, chunks=(5, 3), compression="gzip")
    made.sparse("sparse", (5, 3), "<i2", 7, **chunked)
    made.file["text"] = np.array([b"gate", b"cell"])
    made.texts["/text"] = ["gate", "cell"]
    made.file["soft"] = h5py.SoftLink("/group/flat")
    made.expect("/soft", array)
    made.file["outside"] = h5py.ExternalLink("/etc/passwd", "/x")
    made.notes = 1
    made.attribute("/", "config", "text in the global heap")
    made.attribute("/", "names", np.array([b"a:0", b"bc:0"]), ["a:0", "bc:0"])
    for i in range(10):
        made.attribute("/group", "a%d" % i, np.int64(i), [float(i)])
    made.close()


def refused():
    """What is not read, each in a file of its own."""
    with h5py.File("refused-external.h5", "w") as file:
        file.create_dataset("x", (4,), "<f4", external=[("/etc/passwd", 0, 16)])
    with h5py.File("refused-virtual.h5", "w", libver="latest") as file:
        layout = h5py.VirtualLayout((4,), "<f4")
        layout[:] = h5py.VirtualSource("/etc/passwd", "y", (4,))
        file.create_virtual_dataset("x", layout)
    with h5py.File("refused-filter.h5", "w") as file:
        file.create_dataset("x", data=np.arange(9, dtype="<i4"), chunks=(3,), scaleoffset=0)
    for name in ("external", "virtual", "filter"):
        EXPECTED["refused-%s.h5" % name] = None


def main():
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    for libver in LIBVERS:
        types(libver)
        chunks(libver)
        groups(libver)
    paged()
    crowd()
    user_block()
    small("small-narrow.h5", "earliest", narrow=True)
    small("small-latest.h5", "latest")
    refused()
    # The many tensors of the crowd are all one.
    crowd_file = EXPECTED["crowd-latest.h5"]
    crowd_file["count"] = len(crowd_file["tensors"])
    crowd_file["tensors"] = crowd_file["tensors"][:2]
    for name in EXPECTED:
        with open(name, "rb") as made, open(name + ".gz", "wb") as packed:
            with gzip.GzipFile("", "wb", 9, packed, mtime=0) as out:
                out.write(made.read())
        os.remove(name)
    for name in [name for name in EXPECTED if EXPECTED[name] is None]:
        del EXPECTED[name]
    with open("goldens.json", "w") as out:
        out.write("{\n")
        for i, name in enumerate(sorted(EXPECTED)):
            entry = EXPECTED[name]
            out.write('%s"%s": {\n' % (",\n" if i else "", name))
            for key in sorted(entry):
                if key == "tensors":
                    continue
                out.write('"%s": %s,\n' % (key, json.dumps(entry[key], sort_keys=True)))
            lines = [json.dumps(tensor, sort_keys=True) for tensor in entry["tensors"]]
            out.write('"tensors": [\n%s\n]}' % ",\n".join(lines))
        out.write("\n}\n")


main()
