/**
 * What did Keras save? {@link dev.sonde.checkpoint.keras.KerasH5Reader} reads HDF5 files, {@link
 * dev.sonde.checkpoint.keras.KerasZipReader} the {@code .keras} archives around them.
 *
 * <h2>Addresses</h2>
 *
 * <ul>
 *   <li>Files with {@code layer_names} (Keras 1 and 2, {@code .h5} of Keras 3): the layer's name
 *       and the weight's, without the groups that repeat them, the models around the layer, the
 *       {@code :0} of TensorFlow and the cell of a recurrent layer: {@code
 *       /model_weights/Encoder_LSTM/Encoder_LSTM/kernel:0} and {@code
 *       /lstm/sequential/lstm/lstm_cell/kernel} are {@code Encoder_LSTM/kernel} and {@code
 *       lstm/kernel}. In the order of {@code layer_names} and {@code weight_names}. What the
 *       optimizer keeps stays below {@code optimizer_weights/}.
 *   <li>Numbered variables (Keras 3, {@code .keras}): {@code layers/dense_1/vars/0} is {@code
 *       dense_1/kernel}, or {@code head/kernel} if the user named the layer {@code head}; a name
 *       that Keras made up is not used, because it differs from run to run. Variables of layers
 *       that are not Keras' own, or are quantised, keep their numbers: {@code my_layer/vars/0}.
 *   <li>Any other HDF5 file: the dataset's path without its leading slash.
 * </ul>
 *
 * <p>Where two tensors would get one address, both keep their path in the file. Metadata are the
 * attributes of the root and of {@code /model_weights}: {@code model_config}, {@code
 * training_config}, {@code keras_version}, {@code backend}.
 *
 * <h2>Gates</h2>
 *
 * <p>Tensors are given as they stand. The {@code kernel} [inputs × 4·units] and {@code
 * recurrent_kernel} [units × 4·units] of an LSTM hold the gates i, f, c, o side by side in their
 * columns, and its {@code bias} [4·units] in the same order; a GRU's are z, r, h, with a bias of [2
 * × 3·units] (for the inputs, for the state) if {@code reset_after}. (Keras, {@code
 * layers/rnn/lstm.py}, {@code gru.py}.)
 *
 * <p>A CuDNNLSTM is recognised by its bias [8·units]: the one for the inputs, then the one for the
 * state, whose sum is the LSTM's. Each gate's block of {@code recurrent_kernel} [units × units] is
 * the LSTM's transposed. Each gate's block of {@code kernel} has the shape [inputs × units], but
 * its elements in row-major order are those of the transposed block [units × inputs]. (Keras 2,
 * {@code saving/hdf5_format.py}, {@code _convert_rnn_weights}.)
 */
@NullMarked
package dev.sonde.checkpoint.keras;

import org.jspecify.annotations.NullMarked;
