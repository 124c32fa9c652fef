"""Writes pickles.json: values pickled by CPython in every protocol, and their repr().

    python3 make_pickles.py > pickles.json
"""

import json
import pickle

COMMON = {
    "integers": [0, -1, 255, 256, 65535, 65536, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63)],
    "long": [2**63, -(2**63) - 1, 2**100, -(2**70), 255 << 2000],
    "floats": [0.0, -0.0, 1e-05, 0.0001, 3.0, 0.1, 1e16, 123456789012345.0, 1.5e300, -2.5e-10],
    "odd": [float("inf"), float("-inf"), float("nan")],
    "text": ["", "plain", "line\nfeed", "back\\slash \\u0041", "ü € 😀", "\x1b[2J\x00\x7f"],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    "nothing": None,
    "truth": [True, False],
    3: {2.5: "float key", (1, 2): "tuple key"},
    "long list": list(range(2500)),
}
SHARED = ["shared"]
COMMON["shared"] = [SHARED, SHARED]

LATE = {
    "bytes": [b"", b"plain", b"\n"],
    "array": bytearray(b"x"),
    "set": {1},
    "long text": "x" * 300,
}

rows = []
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    rows.append((protocol, COMMON))
    if protocol >= 4:
        rows.append((protocol, LATE))

print(
    json.dumps(
        [
            {"protocol": p, "hex": pickle.dumps(value, p).hex(), "repr": repr(value)}
            for p, value in rows
        ],
        indent=0,
    )
)
