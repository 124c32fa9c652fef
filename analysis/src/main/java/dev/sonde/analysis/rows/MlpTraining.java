package dev.sonde.analysis.rows;

import dev.sonde.numbers.Shuffle;
import java.util.Arrays;
import java.util.Random;

/**
 * Trains an {@link Mlp} by Adam (Kingma and Ba 2015) with the defaults of scikit-learn's {@code
 * MLPClassifier}: penalty α = 1e-4, learning rate 1e-3, batches of min(200, n), at most 200 epochs,
 * stopped when the loss has not improved by 1e-4 for more than 10 epochs. Everything random comes
 * from the seed.
 */
final class MlpTraining {

  private static final double ALPHA = 1e-4;
  private static final double RATE = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final int BATCH = 200;
  private static final int EPOCHS = 200;
  private static final int PATIENCE = 10;
  private static final double IMPROVEMENT = 1e-4;

  /** Rows that are added to all units' gradients while they are in the nearest cache. */
  private static final int BLOCK = 8;

  private final Mlp mlp;
  private final double[] parameters;
  private final int[] units;
  private final int[] starts;
  private final Rows rows;
  private final int[] labels;
  private final double[] weights;
  private final int classes;
  private final Kernel kernel;
  private final int batch;

  /** Per layer, [units × batch]. */
  private final Slices activations;

  private final Slices errors;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;
  private int steps;

  private MlpTraining(double[] parameters, Rows rows, int[] labels, int classes, double[] weights) {
    this.mlp = new Mlp(rows.width(), classes, parameters);
    this.parameters = parameters;
    this.units = Mlp.units(rows.width(), classes);
    this.starts = Mlp.starts(units);
    this.rows = rows;
    this.labels = labels;
    this.weights = weights;
    this.classes = classes;
    this.batch = Math.min(BATCH, rows.count());
    this.kernel = Kernel.of((long) rows.count() * (rows.width() + 39) * Mlp.HIDDEN[0] * 20);
    this.activations = new Slices(units, batch);
    this.errors = new Slices(units, batch);
    this.gradient = new double[parameters.length];
    this.first = new double[parameters.length];
    this.second = new double[parameters.length];
  }

  /** An array per layer. */
  private static final class Slices {
    private final double[][] layers;

    Slices(int[] units, int batch) {
      layers = new double[units.length][];
      for (int l = 0; l < units.length; l++) layers[l] = new double[units[l] * batch];
    }

    double[] of(int layer) {
      return layers[layer];
    }
  }

  /** Trains on rows with labels 0 … classes − 1, row i counting {@code weights[i]} times. */
  static Mlp of(Rows rows, int[] labels, int classes, double[] weights, long seed) {
    Random random = new Random(seed);
    double[] initial = initial(Mlp.units(rows.width(), classes), random);
    MlpTraining training = new MlpTraining(initial, rows, labels, classes, weights);
    int[] order = inOrder(rows.count());
    double best = Double.POSITIVE_INFINITY;
    int stale = 0;
    for (int epoch = 0; epoch < EPOCHS && stale <= PATIENCE; epoch++) {
      Shuffle.of(order, random);
      double loss = training.epoch(order);
      stale = loss > best - IMPROVEMENT ? stale + 1 : 0;
      best = Math.min(best, loss);
    }
    return training.mlp;
  }

  /** Trains from given parameters for some epochs, rows in their order: comparable with others. */
  static Mlp from(double[] parameters, Rows rows, int[] labels, int classes, int epochs) {
    double[] ones = new double[rows.count()];
    Arrays.fill(ones, 1);
    MlpTraining training = new MlpTraining(parameters.clone(), rows, labels, classes, ones);
    for (int epoch = 0; epoch < epochs; epoch++) training.epoch(inOrder(rows.count()));
    return training.mlp;
  }

  private static int[] inOrder(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) order[i] = i;
    return order;
  }

  /** Glorot and Bengio (2010): uniform in ±√(6 / (in + out)), biases too. */
  private static double[] initial(int[] units, Random random) {
    int[] starts = Mlp.starts(units);
    double[] parameters = new double[starts[starts.length - 1]];
    for (int l = 0; l + 1 < units.length; l++) {
      double bound = Math.sqrt(6.0 / (units[l] + units[l + 1]));
      for (int i = starts[l]; i < starts[l + 1]; i++) {
        parameters[i] = bound * (2 * random.nextDouble() - 1);
      }
    }
    return parameters;
  }

  /** One pass over the rows in this order; returns the mean loss, penalty included. */
  private double epoch(int[] order) {
    double loss = 0;
    for (int from = 0; from < order.length; from += batch) {
      int size = Math.min(batch, order.length - from);
      loss += step(Arrays.copyOfRange(order, from, from + size)) * size;
    }
    return loss / order.length;
  }

  private double step(int[] chosen) {
    int size = chosen.length;
    gather(chosen);
    int last = units.length - 1;
    for (int l = 0; l < last; l++) {
      mlp.forward(l, activations.of(l), size, activations.of(l + 1), kernel);
    }
    double loss = outputErrors(chosen) / size + ALPHA * squaredWeights() / (2 * size);
    for (int l = last - 1; l >= 0; l--) {
      if (l > 0) backward(l, size);
      gradient(l, chosen);
    }
    adam();
    return loss;
  }

  private void gather(int[] chosen) {
    double[] columns = rows.columns();
    double[] input = activations.of(0);
    for (int j = 0; j < units[0]; j++) {
      int column = j * rows.count();
      int to = j * chosen.length;
      for (int i = 0; i < chosen.length; i++) input[to + i] = columns[column + chosen[i]];
    }
  }

  /** Writes the gradient of the summed loss by the outputs, and returns that loss. */
  private double outputErrors(int[] chosen) {
    int size = chosen.length;
    double[] scores = activations.of(units.length - 1);
    double[] error = errors.of(units.length - 1);
    double loss = 0;
    for (int i = 0; i < size; i++) {
      double weight = weights[chosen[i]];
      int label = labels[chosen[i]];
      loss +=
          weight
              * (classes == 2
                  ? Losses.logistic(scores, error, i, label)
                  : Losses.multinomial(scores, error, i, size, classes, label));
      for (int k = 0; k < units[units.length - 1]; k++) error[k * size + i] *= weight;
    }
    return loss;
  }

  private double squaredWeights() {
    double squares = 0;
    for (int l = 0; l + 1 < units.length; l++) {
      for (int i = starts[l]; i < starts[l] + units[l] * units[l + 1]; i++) {
        squares += parameters[i] * parameters[i];
      }
    }
    return squares;
  }

  /** Errors of layer l from those of layer l + 1. */
  private void backward(int l, int size) {
    double[] error = errors.of(l);
    double[] active = activations.of(l);
    int outputs = units[l + 1];
    int[] from = new int[outputs];
    for (int u = 0; u < outputs; u++) from[u] = u * size;
    double[] column = new double[outputs];
    Arrays.fill(error, 0);
    for (int v = 0; v < units[l]; v++) {
      for (int u = 0; u < outputs; u++) column[u] = parameters[starts[l] + u * units[l] + v];
      kernel.addAll(error, v * size, size, errors.of(l + 1), from, 0, column, 0, outputs);
      for (int i = v * size; i < (v + 1) * size; i++) {
        if (active[i] <= 0) error[i] = 0;
      }
    }
  }

  /** The gradient of layer l's weights and biases: of the mean loss, penalty included. */
  private void gradient(int l, int[] chosen) {
    int size = chosen.length;
    int weightsEnd = starts[l] + units[l] * units[l + 1];
    for (int i = starts[l]; i < weightsEnd; i++) gradient[i] = ALPHA * parameters[i];
    for (int u = 0; u < units[l + 1]; u++) {
      double bias = 0;
      for (int i = 0; i < size; i++) bias += errors.of(l + 1)[u * size + i];
      gradient[weightsEnd + u] = bias;
    }
    if (l == 0) inputGradient(chosen);
    else hiddenGradient(l, size);
    for (int i = starts[l]; i < starts[l + 1]; i++) gradient[i] /= size;
  }

  /** Along the rows of the data, which are long; a batch is not. */
  private void inputGradient(int[] chosen) {
    int width = units[0];
    int[] from = new int[chosen.length];
    for (int i = 0; i < from.length; i++) from[i] = chosen[i] * width;
    for (int i = 0; i < from.length; i += BLOCK) {
      int count = Math.min(BLOCK, from.length - i);
      for (int u = 0; u < units[1]; u++) {
        int error = u * from.length + i;
        kernel.addAll(
            gradient, u * width, width, rows.values(), from, i, errors.of(1), error, count);
      }
    }
  }

  /** Hidden layers are narrow: four sums at a time, so that none waits for the one before. */
  private void hiddenGradient(int l, int size) {
    double[] active = activations.of(l);
    for (int u = 0; u < units[l + 1]; u++) {
      int to = starts[l] + u * units[l];
      int v = 0;
      for (; v + 4 <= units[l]; v += 4)
        fourSums(errors.of(l + 1), u * size, active, v, size, to + v);
      for (; v < units[l]; v++) {
        double sum = 0;
        for (int i = 0; i < size; i++) sum += errors.of(l + 1)[u * size + i] * active[v * size + i];
        gradient[to + v] += sum;
      }
    }
  }

  private void fourSums(double[] error, int from, double[] active, int unit, int size, int to) {
    int a = unit * size;
    int b = a + size;
    int c = b + size;
    int d = c + size;
    double sumA = 0;
    double sumB = 0;
    double sumC = 0;
    double sumD = 0;
    for (int i = 0; i < size; i++) {
      double e = error[from + i];
      sumA += e * active[a + i];
      sumB += e * active[b + i];
      sumC += e * active[c + i];
      sumD += e * active[d + i];
    }
    gradient[to] += sumA;
    gradient[to + 1] += sumB;
    gradient[to + 2] += sumC;
    gradient[to + 3] += sumD;
  }

  private void adam() {
    steps++;
    double rate = RATE * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    for (int i = 0; i < gradient.length; i++) {
      first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
      second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
      parameters[i] -= rate * first[i] / (Math.sqrt(second[i]) + EPSILON);
    }
  }
}
