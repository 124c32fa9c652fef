"""Makes files laid out as Keras lays them out, each gzipped, and goldens.json: which address must
stand for which dataset. Keras itself is not needed: the layouts are those of its saving_lib.py,
legacy_h5_format.py and (Keras 2) hdf5_format.py, read in its repository.

python3 goldens.py     (numpy, h5py 3.7; files differ from run to run in timestamps)
"""

import gzip
import io
import json
import os
import zipfile

import h5py
import numpy as np

EXPECTED = {}
COUNTER = iter(range(1, 10**6))


class Made:
    def __init__(self, name):
        self.name = name
        self.buffer = io.BytesIO()
        self.file = h5py.File(self.buffer, "w")
        self.tensors = []
        self.metadata = {}
        self.notes = 0

    def add(self, path, shape, address, dtype="<f4"):
        """Every dataset holds a number of its own."""
        number = next(COUNTER)
        self.file[path] = np.full(shape, number, dtype)
        self.tensors.append({"address": address, "shape": list(shape), "value": number})

    def names(self, path, **names):
        """saving_lib notes the object's own name beside its variables."""
        self.file.require_group(path + "/vars").attrs["name"] = names["name"]

    def close(self, order=None):
        self.file.close()
        content = self.buffer.getvalue()
        EXPECTED[self.name] = {
            "tensors": self.tensors,
            "metadata": self.metadata,
            "notes": self.notes,
        }
        return content


def write(name, content):
    with open(name + ".gz", "wb") as packed:
        with gzip.GzipFile("", "wb", 9, packed, mtime=0) as out:
            out.write(content)


def archive(name, config, weights, compression=zipfile.ZIP_STORED):
    """saving_lib writes metadata.json, config.json and model.weights.h5, in this order."""
    about = {"keras_version": "3.3.3", "date_saved": "2024-05-01@12:00:00"}
    entries = {
        "metadata.json": json.dumps(about),
        "config.json": json.dumps(config),
        "model.weights.h5": weights,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as out:
        for entry, content in entries.items():
            out.writestr(zipfile.ZipInfo(entry), content, compression)
    EXPECTED[name]["metadata"].update(about)
    write(name, buffer.getvalue())


def layer(class_name, name, module="keras.layers", **config):
    return {
        "module": module,
        "class_name": class_name,
        "config": dict({"name": name, "trainable": True}, **config),
        "registered_name": None if module.startswith("keras") else "mine>" + class_name,
        "build_config": {"input_shape": [None, 4]},
    }


def model(name, layers, class_name="Functional"):
    return dict(
        layer(class_name, name, "keras.src.models.functional", layers=layers),
        compile_config={"optimizer": "adam"},
    )


def functional():
    made = Made("functional.keras")
    config = model(
        "my_model",
        [
            layer("InputLayer", "input_layer"),
            layer("LSTM", "Encoder_LSTM", units=3, use_bias=True),
            layer("LSTM", "lstm_7", units=3, use_bias=True),
            layer("Add", "add", "keras.src.ops.numpy"),
            layer("Dense", "dense_13", units=2, use_bias=True),
            layer("Dense", "head", units=2, use_bias=False),
            layer("BatchNormalization", "batch_normalization_4", scale=False, center=True),
            layer("Bidirectional", "both", layer=layer("GRU", "gru", units=3)),
            layer("TimeDistributed", "each", layer=layer("Dense", "dense_14", use_bias=True)),
            layer("Dense", "quantised", use_bias=True),
            layer("Dense", "mine", "my.package", use_bias=True),
            layer("Dropout", "dropout", rate=0.5),
            layer("MultiHeadAttention", "attention"),
            model("inside", [layer("Conv2D", "conv2d_9", use_bias=True)]),
            layer("Embedding", "brain"),
        ],
    )
    lists = "layers/"
    cell = ["kernel", "recurrent_kernel", "bias"]
    cell_shapes = [(4, 12), (3, 12), (12,)]
    for path, shown in (("lstm", "Encoder_LSTM"), ("lstm_1", "lstm_1")):
        for i, shape in enumerate(cell_shapes):
            made.add("%s%s/cell/vars/%d" % (lists, path, i), shape, "%s/%s" % (shown, cell[i]))
    made.names("layers/lstm", name="Encoder_LSTM")
    made.names("layers/lstm/cell", name="lstm_cell")
    made.names("layers/lstm_1", name="lstm_7")
    made.add("layers/dense/vars/0", (3, 2), "dense/kernel")
    made.add("layers/dense/vars/1", (2,), "dense/bias")
    made.names("layers/dense", name="dense_13")
    made.add("layers/dense_1/vars/0", (2, 2), "head/kernel")
    made.names("layers/dense_1", name="head")
    for i, name in enumerate(["beta", "moving_mean", "moving_variance"]):
        made.add(
            "layers/batch_normalization/vars/%d" % i, (2,), "batch_normalization/" + name
        )
    gru_shapes = [(4, 9), (3, 9), (2, 9)]
    for side in ("backward_layer", "forward_layer"):
        for i, shape in enumerate(gru_shapes):
            made.add(
                "layers/bidirectional/%s/cell/vars/%d" % (side, i),
                shape,
                "both/%s/%s" % (side, cell[i]),
            )
    made.add("layers/time_distributed/layer/vars/0", (3, 2), "each/layer/kernel")
    made.add("layers/time_distributed/layer/vars/1", (2,), "each/layer/bias")
    made.add("layers/dense_2/vars/0", (3, 2), "quantised/vars/0", "i1")
    made.add("layers/dense_2/vars/1", (2,), "quantised/vars/1")
    made.add("layers/dense_3/vars/0", (3, 2), "mine/vars/0")
    made.add("layers/dense_3/vars/1", (2,), "mine/vars/1")
    made.add(
        "layers/dropout/seed_generator/vars/0", (2,), "dropout/seed_generator/vars/0", "<u4"
    )
    made.add("layers/multi_head_attention/query_dense/vars/0", (2, 2, 2), "attention/query_dense/vars/0")
    made.add("layers/functional/layers/conv2d/vars/0", (3, 3, 1, 2), "inside/conv2d/kernel")
    made.add("layers/functional/layers/conv2d/vars/1", (2,), "inside/conv2d/bias")
    bits = np.full((2, 2), 0x4040, "<u2")  # 3.0
    dataset = made.file.create_dataset("layers/embedding/vars/0", data=bits.view("V2"))
    dataset.attrs["dtype"] = "bfloat16"
    made.tensors.append({"address": "brain/vars/0", "shape": [2, 2], "value": 3.0})
    for i in range(12):
        made.add("optimizer/vars/%d" % i, (2,), "optimizer/vars/%d" % i)
    made.names("optimizer", name="adam")
    made.metadata["model_config"] = json.dumps(config)
    archive(made.name, config, made.close())


def older():
    """As Keras 2.13: another name for the list of layers, no names beside variables, deflated."""
    made = Made("older.keras")
    config = layer(
        "Functional",
        "model",
        "keras.src.engine.functional",
        layers=[layer("Dense", "dense_%d" % i, use_bias=True) for i in range(11)]
        + [layer("Conv2D", "first_conv", use_bias=False)],
    )
    for i in range(11):
        part = "dense" if i == 0 else "dense_%d" % i
        path = "_layer_checkpoint_dependencies/" + part
        made.add(path + "/vars/0", (2, 3), part + "/kernel")
        made.add(path + "/vars/1", (3,), part + "/bias")
    made.add("_layer_checkpoint_dependencies/conv2d/vars/0", (3, 3, 1, 2), "first_conv/kernel")
    made.metadata["model_config"] = json.dumps(config)
    archive(made.name, config, made.close(), zipfile.ZIP_DEFLATED)


def weights_only():
    """What save_weights("x.weights.h5") writes: no configuration."""
    made = Made("x.weights.h5")
    for i in [0, 1, 2, 10]:
        part = "dense" if i == 0 else "dense_%d" % i
        shown = "head" if i == 10 else part
        made.add("layers/%s/vars/0" % part, (2, 3), shown + "/kernel")
        made.add("layers/%s/vars/1" % part, (3,), shown + "/bias")
    made.names("layers/dense_10", name="head")
    made.names("layers/dense_2", name="dense_77")
    for i, shape in enumerate([(4, 12), (3, 12), (12,)]):
        name = ["kernel", "recurrent_kernel", "bias"][i]
        made.add("layers/lstm/cell/vars/%d" % i, shape, "lstm/" + name)
    for i, name in enumerate(["gamma", "beta", "moving_mean", "moving_variance"]):
        made.add("normalise/vars/%d" % i, (2,), "normalise/vars/%d" % i)
    made.add("vars/0", (1,), "vars/0")
    # A model's own variables come first, then its parts by their names.
    made.tensors.insert(0, made.tensors.pop())
    write(made.name, made.close())


def listed(group, names, weights):
    """As save_attributes_to_hdf5_group does it for short lists."""
    group.attrs[names] = [weight.encode() for weight in weights]


def legacy():
    made = Made("legacy.h5")
    root = made.file
    root.attrs["keras_version"] = "2.4.0"
    root.attrs["backend"] = "tensorflow"
    root.attrs["model_config"] = '{"class_name": "Functional"}'
    root.attrs["training_config"] = '{"loss": "mse"}'
    made.metadata = {name: str(value) for name, value in root.attrs.items()}
    weights = root.create_group("model_weights")
    weights.attrs["keras_version"] = "2.4.0"
    # Too long a list is cut into numbered parts.
    names = ["rnn_b", "rnn_a", "dense", "wrapped", "block/conv", "nested", "twice", "none"]
    listed(weights, "layer_names0", names[:3])
    listed(weights, "layer_names1", names[3:])
    layers = {
        "rnn_b": [
            ("rnn_b/lstm_cell_3/kernel:0", (4, 12), "rnn_b/kernel"),
            ("rnn_b/lstm_cell_3/recurrent_kernel:0", (3, 12), "rnn_b/recurrent_kernel"),
            ("rnn_b/lstm_cell_3/bias:0", (12,), "rnn_b/bias"),
        ],
        "rnn_a": [("rnn_a/kernel:0", (4, 12), "rnn_a/kernel")],
        "dense": [
            ("sequential/dense/kernel", (2, 3), "dense/kernel"),
            ("sequential/dense/bias", (3,), "dense/bias"),
        ],
        "wrapped": [
            ("wrapped/forward_lstm/lstm_cell/kernel:0", (4, 12), "wrapped/forward_lstm/kernel"),
            ("wrapped/backward_lstm/lstm_cell_1/kernel:0", (4, 12), "wrapped/backward_lstm/kernel"),
        ],
        "block/conv": [("block/conv/kernel:0", (3, 3, 1, 1), "block/conv/kernel")],
        "nested": [("conv2d/kernel:0", (3, 3, 1, 1), "nested/conv2d/kernel")],
        "twice": [
            ("twice/w:0", (1,), "model_weights/twice/twice/w:0"),
            ("other/twice/w:0", (1,), "model_weights/twice/other/twice/w:0"),
            ("twice/w:1", (1,), "twice/w:1"),
        ],
        "none": [],
        "top_level_model_weights": [("scale:0", (), "top_level_model_weights/scale")],
    }
    for name, datasets in layers.items():
        group = weights.create_group(name)
        listed(group, "weight_names", [path for path, _, _ in datasets])
        for path, shape, address in datasets:
            made.add("model_weights/%s/%s" % (name, path), shape, address)
    optimizer = root.create_group("optimizer_weights")
    kept = ["Adam/iter:0", "Adam/dense/kernel/m:0", "Adam/dense/bias/m:0"]
    listed(optimizer, "weight_names", kept)
    for path in kept:
        made.add("optimizer_weights/" + path, (2,), "optimizer_weights/" + path[:-2])
    made.add("model_weights/dense/extra:0", (2,), "model_weights/dense/extra")
    write(made.name, made.close())


def theano():
    """Keras 1: weights of one file, no TensorFlow names, a list that names too much."""
    made = Made("theano.h5")
    listed(made.file, "layer_names", ["dense_1", "dense_2"])
    for name in ("dense_1", "dense_2"):
        group = made.file.create_group(name)
        listed(group, "weight_names", [name + "_W", name + "_b"])
        made.add("%s/%s_W" % (name, name), (2, 3), "%s/%s_W" % (name, name))
    made.notes = 2
    write(made.name, made.close())


def plain():
    """No file of Keras': paths as they are, text as metadata, the rest noted."""
    made = Made("plain.h5")
    made.add("a/kernel:0", (2,), "a/kernel:0")
    made.add("b", (2,), "b", "<i8")
    made.file["title"] = "some text"
    made.file["rows"] = np.zeros(2, [("x", "f4"), ("y", "i2")])
    made.file["nothing"] = h5py.Empty("f4")
    made.file["link"] = h5py.ExternalLink("other.h5", "/x")
    made.file.attrs["epoch"] = 12
    made.file.attrs["rate"] = 0.5
    made.file.attrs["pair"] = np.int32([1, 2])
    made.metadata = {"title": "some text", "epoch": "12", "rate": "0.5", "pair": "1, 2"}
    made.notes = 3
    write(made.name, made.close())


def main():
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    functional()
    older()
    weights_only()
    legacy()
    theano()
    plain()
    with open("goldens.json", "w") as out:
        json.dump(EXPECTED, out, indent=1, sort_keys=True)
        out.write("\n")


main()
