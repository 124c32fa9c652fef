"""Layers of Keras that the shared files lack, as Keras itself computes them.
KERAS_BACKEND=torch python3 make.py FOLDER   (Keras 3.15, torch 2.14)
NAME.keras; NAME.npz: in0, in1, …, and the first output of every layer under its name."""
import sys

import keras
import numpy as np
from keras import layers as L
from keras import ops

FOLDER = sys.argv[1] + "/"
rng = np.random.default_rng(5)


def save(name, inputs, outputs, given):
    keras.utils.clear_session()
    m = keras.Model(inputs, outputs)
    for w in m.weights:
        value = rng.normal(0, 0.4, w.shape)
        if "variance" in w.path:
            value = 0.5 + np.abs(value)
        if "count" not in w.path:
            w.assign(value)
    m.save(FOLDER + name + ".keras")
    arrays = {f"in{i}": x for i, x in enumerate(given)}
    wanted = [l for l in m.layers if not isinstance(l, L.InputLayer)]
    first = [l.output[0] if isinstance(l.output, (list, tuple)) else l.output for l in wanted]
    for l, value in zip(wanted, keras.Model(inputs, first).predict(list(given), verbose=0)):
        if l.name != "all_masked":
            arrays[l.name] = np.asarray(value)
    np.savez_compressed(FOLDER + name + ".npz", **arrays)
    print(name, len(wanted), "layers", m.count_params())


def f32(*shape):
    return rng.normal(0, 1, shape).astype("float32")


x = keras.Input((7, 6, 4), name="image")
y = L.Rescaling(0.5, 0.1)(x)
n = L.Normalization(mean=[0.1, 0.2, 0.3, 0.4], variance=[1.0, 2.0, 0.5, 0.3])(x)
y = L.Add(name="both")([y, n])
t = L.Conv2DTranspose(3, 3, strides=2, padding="valid")(y)
u = L.UpSampling2D(2, interpolation="bilinear")(y)
# Where more is added behind than before, Keras on torch repeats the edge; elsewhere it counts not.
a = L.AveragePooling2D(3, strides=1, padding="same")(y)
s = L.SeparableConv2D(5, (2, 3), depth_multiplier=2, activation="elu")(y)
d = L.DepthwiseConv2D(3, dilation_rate=2, padding="same")(y)
b = L.BatchNormalization(axis=1, scale=False)(d)
ln = L.LayerNormalization(axis=[1, 2, 3])(b)
g = L.GroupNormalization(groups=-1)(ln)
p = L.PReLU(shared_axes=[1, 2])(g)
r = L.ReLU(6.0, 0.1, 0.5)(p)
e = L.ELU(0.7)(r)
k = L.GlobalMaxPooling2D(keepdims=True)(e)
c = L.Cropping2D(((1, 0), (2, 1)))(e)
q = L.Permute((3, 1, 2))(c)
w = L.Conv2D(4, 2, strides=(2, 1), padding="same", dilation_rate=1, groups=2)(y)
save("layers-2d", x, [t, u, a, s, k, q, w], [f32(2, 7, 6, 4)])

x = keras.Input((9, 4), name="series")
y = L.Conv1DTranspose(3, 4, strides=2, padding="valid")(x)
z = L.AveragePooling1D(2, strides=2, padding="same")(x)
s = L.SeparableConv1D(5, 3)(x)
d = L.DepthwiseConv1D(3, depth_multiplier=2, padding="same")(x)
u = L.UpSampling1D(3)(x)
p = L.ZeroPadding1D((1, 2))(x)
c = L.Cropping1D((2, 1))(p)
m = L.Minimum()([x, L.GaussianDropout(0.3)(x)])
cc = L.Concatenate(axis=1)([x, m])
dd = L.Dot(axes=(2, 2), normalize=True)([x, cc])
td = L.TimeDistributed(L.Dense(3, activation="softmax"), name="each")(x)
gm = L.GlobalMaxPooling1D()(td)
save("layers-1d", x, [y, z, s, d, u, c, dd, gm], [f32(2, 9, 4)])

x = keras.Input((5, 6, 7, 2), name="volume")
y = L.Conv3D(3, 2, strides=2, padding="same", activation="relu")(x)
m = L.MaxPooling3D(2, padding="same")(y)
a = L.AveragePooling3D(2)(x)
t = L.Conv3DTranspose(2, 2, strides=1)(m)
u = L.UpSampling3D((1, 2, 1))(t)
z = L.ZeroPadding3D(((0, 1), (1, 0), (1, 1)))(u)
g = L.GlobalAveragePooling3D()(z)
f = L.Flatten()(a)
save("layers-3d", x, [g, f], [f32(2, 5, 6, 7, 2)])

x = keras.Input((6,), dtype="int32", name="tokens")
o = keras.Input((4, 8), name="other")
# One each: attention with heads takes the mask off the arrays that it reads.
e, e2, e3, e4, e5 = [L.Embedding(9, 8, mask_zero=True)(x) for _ in range(5)]
h = L.MultiHeadAttention(2, 4, name="all_masked")(e, e)
# What a masked step itself attends to is 0 on torch, the mean elsewhere: compared without.
keep = keras.Input((6, 1), name="keep")
h = L.Multiply()([h, keep])
cross = L.MultiHeadAttention(2, 3, value_dim=5, use_bias=False)(o, e2)
a = L.Attention(use_scale=True)([o, e3])
ad = L.AdditiveAttention()([o, e4])
pool = L.GlobalAveragePooling1D()(e5)
one = L.UnitNormalization()(h)
tokens = np.array([[1, 2, 0, 3, 0, 0], [4, 5, 6, 7, 8, 1]], "int32")
save("layers-attention", [x, o, keep], [one, cross, a, ad, pool],
     [tokens, f32(2, 4, 8), (tokens != 0).astype("float32")[..., None]])

x = keras.Input((5, 4), name="sequence")
i = keras.Input((3,), name="state")
s = L.SimpleRNN(3, activation="relu", return_sequences=True)(x, initial_state=i)
g = L.GRU(3, use_bias=False, return_sequences=True, go_backwards=True)(x)
l = L.LSTM(3, recurrent_activation="hard_sigmoid", return_sequences=True)(x, initial_state=[i, i])
b = L.Bidirectional(L.LSTM(2, return_sequences=True), merge_mode="mul")(x)
v = L.Bidirectional(L.GRU(2), merge_mode="ave")(x)
td = L.TimeDistributed(L.Reshape((2, 2)))(x)
save("layers-recurrent", [x, i], [s, g, l, b, v, td], [f32(2, 5, 4), f32(2, 3)])

x = keras.Input((6,), name="numbers")
names = ["softplus", "softsign", "exponential", "selu", "elu", "gelu", "silu", "mish", "relu6",
         "hard_sigmoid", "hard_silu", "leaky_relu", "log_softmax", "celu", "glu", "tanh_shrink",
         "hard_tanh", "hard_shrink", "soft_shrink", "log_sigmoid", "softmax", "sigmoid", "tanh"]
all_ = [L.Activation(n, name="a_" + n)(x) for n in names]
all_.append(ops.tanh(x * 2.0 + 1.0))
all_.append(ops.mean(1.0 - x, axis=-1, keepdims=True))
all_.append(L.Softmax(axis=-1)(x / 3.0))
all_.append(L.LeakyReLU(0.2)(ops.square(x)))
save("layers-activations", x, all_, [f32(3, 6)])
