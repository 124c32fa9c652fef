#!/usr/bin/env python3
"""Makes cudnn.txt from shared/data's textgenrnn.hdf5 (CuDNNLSTM): for each gate block its name,
shape and the SHA-256 of its float32 bytes after Keras's published conversion from CuDNNLSTM to LSTM
(keras 2.2, saving.py, _convert_rnn_weights): per gate, input kernel.T reshaped in Fortran order,
recurrent kernel transposed; then transposed so that a row is a unit.
usage: make_cudnn_digests.py SHARED_DATA > cudnn.txt   (Python with h5py)"""
import hashlib, sys
import h5py
import numpy as np

f = h5py.File(sys.argv[1] + "/checkpoints/textgenrnn.hdf5")
for layer in ["rnn_1", "rnn_2"]:
    kernel, recurrent, bias = (f[f"{layer}/{layer}/{k}:0"][()] for k in ["kernel", "recurrent_kernel", "bias"])
    blocks = {}
    for gate, k, r, bi, bh in zip(
        "ifgo",  # Keras writes c for g
        np.hsplit(kernel, 4),
        np.hsplit(recurrent, 4),
        np.split(bias[:512], 4),
        np.split(bias[512:], 4),
    ):
        blocks["W_i" + gate] = k.T.reshape(k.shape, order="F").T
        blocks["W_h" + gate] = r.T.T
        blocks["b_i" + gate] = bi
        blocks["b_h" + gate] = bh
    for name, b in sorted(blocks.items()):
        data = np.ascontiguousarray(b).astype("<f4").tobytes()
        print(f"{layer}/{name}", "x".join(map(str, b.shape)), hashlib.sha256(data).hexdigest())
