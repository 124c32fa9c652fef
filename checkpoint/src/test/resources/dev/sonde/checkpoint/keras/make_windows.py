"""Makes windows.functional.keras and windows.older.keras of goldens.py's files, as Keras saves them on Windows: the groups of a
layer's path are one group whose name has backslashes (os.path.join), and only vars/N stays below it. Needs h5py.
"""
import io
import sys
import zipfile

import h5py

for name in ["functional.keras", "older.keras"]:
    source = zipfile.ZipFile(name)
    out = zipfile.ZipFile("windows." + name, "w")
    for entry in source.infolist():
        data = source.read(entry)
        if entry.filename == "model.weights.h5":
            old = h5py.File(io.BytesIO(data))
            buffer = io.BytesIO()
            with h5py.File(buffer, "w") as new:

                def visit(path, item):
                    if path.split("/")[-1] != "vars" or not isinstance(item, h5py.Group):
                        return
                    owner = path[: -len("vars")].strip("/").replace("/", "\\")
                    target = new.require_group(owner + "/vars" if owner else "vars")
                    for key, value in item.attrs.items():
                        target.attrs[key] = value
                    for key in item:
                        new.copy(item[key], target, name=key)

                old.visititems(visit)
            data = buffer.getvalue()
        out.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), data)
    out.close()
