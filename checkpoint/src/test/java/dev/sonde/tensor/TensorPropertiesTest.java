package dev.sonde.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TensorPropertiesTest {

  @Property(tries = 300)
  void reader_anyRangeOfAnyPermutation_equalsElementByElement(
      @ForAll @Size(3) List<@IntRange(min = 1, max = 6) Integer> extents,
      @ForAll @IntRange(max = 5) int permutation,
      @ForAll @IntRange(max = 1000) int from,
      @ForAll @IntRange(max = 1000) int length) {
    long[] shape = extents.stream().mapToLong(Integer::longValue).toArray();
    int count = Math.toIntExact(Shape.of(shape).count());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = i;
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    int[] order = orders[permutation];
    Tensor turned = Tensor.ofFloats("t", Shape.of(shape), values).transpose(order);

    int start = from % count;
    int n = length % (count - start) + 1;
    float[] read = new float[n];
    turned.reader().floats(start, read, n);

    for (int i = 0; i < n; i++)
      assertThat(read[i]).isEqualTo(expected(turned, shape, order, start + i));
  }

  private static float expected(Tensor turned, long[] shape, int[] order, long element) {
    long[] index = new long[3];
    for (int axis = 2; axis >= 0; axis--) {
      long extent = turned.shape().extent(axis);
      index[order[axis]] = element % extent;
      element /= extent;
    }
    return (index[0] * shape[1] + index[1]) * shape[2] + index[2];
  }
}
