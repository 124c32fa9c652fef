package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** An array for both interpreters: numbers, shape and element type. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Value(ElementType type, double[] numbers, long[] shape) {

  static Value normal(long seed, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Value(ElementType.FLOAT32, draw(shape, random::nextGaussian), shape);
  }

  static Value between(long seed, double low, double high, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Value(
        ElementType.FLOAT32, draw(shape, () -> low + (high - low) * random.nextDouble()), shape);
  }

  static Value whole(long seed, int low, int high, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Value(ElementType.INT64, draw(shape, () -> random.nextInt(low, high)), shape);
  }

  static Value truths(long seed, long... shape) {
    Value numbers = whole(seed, 0, 2, shape);
    return new Value(ElementType.BOOL, numbers.numbers, shape);
  }

  static Value of(double number) {
    return new Value(ElementType.FLOAT32, new double[] {number}, new long[0]);
  }

  static Value of(long number) {
    return new Value(ElementType.INT64, new double[] {number}, new long[0]);
  }

  static Value reals(double... numbers) {
    return new Value(ElementType.FLOAT32, numbers, new long[] {numbers.length});
  }

  static Value list(long... numbers) {
    double[] wide = LongStream.of(numbers).asDoubleStream().toArray();
    return new Value(ElementType.INT64, wide, new long[] {numbers.length});
  }

  Value as(ElementType other) {
    return new Value(other, numbers, shape);
  }

  Value shaped(long... other) {
    return new Value(type, numbers, other);
  }

  private static double[] draw(long[] shape, java.util.function.DoubleSupplier source) {
    double[] numbers = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < numbers.length; i++) numbers[i] = (float) source.getAsDouble();
    return numbers;
  }

  float[] floats() {
    float[] narrow = new float[numbers.length];
    for (int i = 0; i < narrow.length; i++) narrow[i] = (float) numbers[i];
    return narrow;
  }

  long[] longs() {
    long[] whole = new long[numbers.length];
    for (int i = 0; i < whole.length; i++) whole[i] = (long) numbers[i];
    return whole;
  }

  Array array() {
    return type == ElementType.FLOAT32
        ? Array.of(floats(), shape)
        : Array.ofIndices(longs(), shape).to(type);
  }
}
