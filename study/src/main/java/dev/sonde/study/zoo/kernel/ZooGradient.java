package dev.sonde.study.zoo.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Loss, gradient and logits of the zoo's network: three convolutions of {@value #UNITS} units (3 ×
 * 3, stride 2, padding 1), each followed by the activation and by dropped units, the mean over the
 * image, one unit per class; the loss is the mean cross entropy. Weights and gradients are eight
 * arrays, kernel and bias of each layer, as PyTorch lays them out. Belongs to one thread.
 */
public final class ZooGradient {

  /** Of each convolution. */
  public static final int UNITS = 16;

  private static final int LAYERS = 3;
  private static final int WIDTH = Products.WIDTH;

  /** What one convolution leaves of the images at work, {@code [units × pixels × WIDTH]}. */
  private static final class Layer {
    final Grid grid;
    final int channels;
    final float[] active;
    final float[] mask;
    final float[] kept;
    final float[] given;
    final float[] sums;
    final float[] turned;

    Layer(int side, int channels) {
      grid = Grid.of(side);
      this.channels = channels;
      int count = UNITS * grid.outputs() * WIDTH;
      active = new float[count];
      mask = new float[count];
      kept = new float[count];
      given = new float[count];
      sums = new float[UNITS * channels * Grid.TAPS * WIDTH];
      turned = new float[UNITS * channels * Grid.TAPS];
    }
  }

  private final Products products;
  private final int classes;
  private final boolean relu;
  private final double dropout;
  private final Layer[] layers = new Layer[LAYERS];
  private final float[] images;
  private final float[] pooled = new float[UNITS * WIDTH];
  private final float[] logits;
  private final float[][] gradient;

  /**
   * @param channels of the images
   * @param side of the images, which are square, in pixels
   * @param relu whether the activation is relu; else tanh
   * @param dropout share of units dropped in training
   */
  public ZooGradient(int channels, int side, int classes, boolean relu, double dropout) {
    this(Products.best(), channels, side, classes, relu, dropout);
  }

  ZooGradient(
      Products products, int channels, int side, int classes, boolean relu, double dropout) {
    this.products = products;
    this.classes = classes;
    this.relu = relu;
    this.dropout = dropout;
    int at = side;
    for (int l = 0; l < LAYERS; l++) {
      layers[l] = new Layer(at, l == 0 ? channels : UNITS);
      at = Grid.after(at);
    }
    images = new float[channels * side * side * WIDTH];
    logits = new float[classes * WIDTH];
    gradient = new float[2 * (LAYERS + 1)][];
    for (int l = 0; l < LAYERS; l++) {
      gradient[2 * l] = new float[layers[l].turned.length];
      gradient[2 * l + 1] = new float[UNITS];
    }
    gradient[2 * LAYERS] = new float[classes * UNITS];
    gradient[2 * LAYERS + 1] = new float[classes];
  }

  /** The gradient of the last {@link #loss}, in arrays that the next call writes over. */
  public float[][] gradient() {
    return gradient;
  }

  /**
   * The mean cross entropy of a batch; {@link #gradient} is then its slope.
   *
   * @param weights eight arrays; see {@link ZooGradient}
   * @param pixels {@code [labels.length × channels × side × side]}
   * @param random draws the units that are dropped
   */
  public double loss(float[][] weights, float[] pixels, int[] labels, SplittableRandom random) {
    for (float[] part : gradient) Arrays.fill(part, 0);
    for (Layer layer : layers) Arrays.fill(layer.sums, 0);
    turn(weights);
    double loss = 0;
    for (int from = 0; from < labels.length; from += WIDTH) {
      int count = Math.min(WIDTH, labels.length - from);
      forward(weights, pixels, from, count, random);
      loss += blame(labels, from, count);
      backward(weights);
    }
    for (int l = 0; l < LAYERS; l++) {
      float[] to = gradient[2 * l];
      for (int i = 0; i < to.length; i++) to[i] = sum(layers[l].sums, i * WIDTH, WIDTH);
    }
    return loss / labels.length;
  }

  /**
   * The logits of images, {@code [count × classes]}, no unit dropped.
   *
   * @param pixels {@code [count × channels × side × side]}
   */
  public float[] logits(float[][] weights, float[] pixels, int count) {
    float[] all = new float[count * classes];
    for (int from = 0; from < count; from += WIDTH) {
      int some = Math.min(WIDTH, count - from);
      forward(weights, pixels, from, some, null);
      for (int n = 0; n < some; n++) {
        for (int k = 0; k < classes; k++) all[(from + n) * classes + k] = logits[k * WIDTH + n];
      }
    }
    return all;
  }

  private void forward(
      float[][] weights,
      float[] pixels,
      int from,
      int count,
      @org.jspecify.annotations.Nullable SplittableRandom random) {
    int length = images.length / WIDTH;
    for (int n = 0; n < WIDTH; n++) {
      for (int i = 0; i < length; i++) {
        images[i * WIDTH + n] = n < count ? pixels[(from + n) * length + i] : 0;
      }
    }
    float[] x = images;
    for (int l = 0; l < LAYERS; l++) {
      Layer layer = layers[l];
      products.gather(
          x,
          layer.channels,
          layer.grid.inputs(),
          weights[2 * l],
          weights[2 * l + 1],
          layer.grid.forward(),
          layer.active);
      activate(layer.active);
      x = random == null || dropout == 0 ? layer.active : drop(layer, random);
    }
    pool(x);
    float[] matrix = weights[2 * LAYERS];
    for (int k = 0; k < classes; k++) {
      Arrays.fill(logits, k * WIDTH, (k + 1) * WIDTH, weights[2 * LAYERS + 1][k]);
      for (int u = 0; u < UNITS; u++) {
        float w = matrix[k * UNITS + u];
        for (int n = 0; n < WIDTH; n++) logits[k * WIDTH + n] += w * pooled[u * WIDTH + n];
      }
    }
  }

  private void activate(float[] values) {
    if (!relu) {
      products.tanh(values);
      return;
    }
    for (int i = 0; i < values.length; i++) values[i] = Math.max(0, values[i]);
  }

  /** Sixteen random bits for each unit. */
  private float[] drop(Layer layer, SplittableRandom random) {
    int edge = (int) Math.round(dropout * 65536);
    float scale = (float) (1 / (1 - dropout));
    float[] mask = layer.mask;
    for (int i = 0; i < mask.length; i += 4) {
      long bits = random.nextLong();
      for (int k = 0; k < 4; k++) {
        mask[i + k] = (int) ((bits >>> (16 * k)) & 0xFFFF) < edge ? 0 : scale;
      }
    }
    for (int i = 0; i < mask.length; i++) layer.kept[i] = layer.active[i] * mask[i];
    return layer.kept;
  }

  private void pool(float[] x) {
    int pixels = layers[LAYERS - 1].grid.outputs();
    Arrays.fill(pooled, 0);
    for (int u = 0; u < UNITS; u++) {
      for (int p = 0; p < pixels; p++) {
        int at = (u * pixels + p) * WIDTH;
        for (int n = 0; n < WIDTH; n++) pooled[u * WIDTH + n] += x[at + n];
      }
    }
    for (int i = 0; i < pooled.length; i++) pooled[i] /= pixels;
  }

  /** The summed loss; puts its slope into the logits' place. */
  private double blame(int[] labels, int from, int count) {
    double loss = 0;
    for (int n = 0; n < WIDTH; n++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < classes; k++) most = Math.max(most, logits[k * WIDTH + n]);
      double total = 0;
      for (int k = 0; k < classes; k++) total += Math.exp(logits[k * WIDTH + n] - most);
      if (n < count) {
        loss += most + Math.log(total) - logits[labels[from + n] * WIDTH + n];
      }
      for (int k = 0; k < classes; k++) {
        double p = Math.exp(logits[k * WIDTH + n] - most) / total;
        if (n < count && k == labels[from + n]) p -= 1;
        logits[k * WIDTH + n] = n < count ? (float) (p / labels.length) : 0;
      }
    }
    return loss;
  }

  private void backward(float[][] weights) {
    float[] matrix = weights[2 * LAYERS];
    Layer last = layers[LAYERS - 1];
    int pixels = last.grid.outputs();
    for (int u = 0; u < UNITS; u++) {
      float[] slope = new float[WIDTH];
      for (int k = 0; k < classes; k++) {
        float w = matrix[k * UNITS + u];
        float sum = 0;
        for (int n = 0; n < WIDTH; n++) {
          float g = logits[k * WIDTH + n];
          slope[n] += w * g / pixels;
          sum += g * pooled[u * WIDTH + n];
        }
        gradient[2 * LAYERS][k * UNITS + u] += sum;
      }
      for (int p = 0; p < pixels; p++) {
        System.arraycopy(slope, 0, last.given, (u * pixels + p) * WIDTH, WIDTH);
      }
    }
    for (int k = 0; k < classes; k++) gradient[2 * LAYERS + 1][k] += sum(logits, k * WIDTH, WIDTH);
    for (int l = LAYERS - 1; l >= 0; l--) backward(l);
  }

  private void backward(int l) {
    Layer layer = layers[l];
    float[] given = layer.given;
    if (dropout > 0) for (int i = 0; i < given.length; i++) given[i] *= layer.mask[i];
    float[] active = layer.active;
    if (relu) {
      for (int i = 0; i < given.length; i++) given[i] = active[i] > 0 ? given[i] : 0;
    } else {
      for (int i = 0; i < given.length; i++) given[i] *= 1 - active[i] * active[i];
    }
    int outputs = layer.grid.outputs();
    for (int u = 0; u < UNITS; u++) {
      int count = outputs * WIDTH;
      gradient[2 * l + 1][u] += sum(given, u * count, count);
    }
    float[] x = l == 0 ? images : dropout > 0 ? layers[l - 1].kept : layers[l - 1].active;
    products.correlate(
        given,
        UNITS,
        outputs,
        x,
        layer.channels,
        layer.grid.inputs(),
        layer.grid.taps(),
        layer.sums);
    if (l == 0) return;
    products.gather(
        given,
        UNITS,
        outputs,
        layer.turned,
        new float[layer.channels],
        layer.grid.backward(),
        layers[l - 1].given);
  }

  /** Kernels with their two channels exchanged, as the way back needs them. */
  private void turn(float[][] weights) {
    for (int l = 1; l < LAYERS; l++) {
      int in = layers[l].channels;
      for (int o = 0; o < UNITS; o++) {
        for (int c = 0; c < in; c++) {
          System.arraycopy(
              weights[2 * l],
              (o * in + c) * Grid.TAPS,
              layers[l].turned,
              (c * UNITS + o) * Grid.TAPS,
              Grid.TAPS);
        }
      }
    }
  }

  /** The sum of {@code count} values, a multiple of eight; eight sums that need not wait. */
  private static float sum(float[] values, int at, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    for (int i = at; i < at + count; i += 8) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
      e += values[i + 4];
      f += values[i + 5];
      g += values[i + 6];
      h += values[i + 7];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
