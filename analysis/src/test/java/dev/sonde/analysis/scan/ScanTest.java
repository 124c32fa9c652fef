package dev.sonde.analysis.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scans held to sorted arrays and compensated sums, on well- and ill-behaved values. */
class ScanTest {

  private static final Scan.Settings ONE = new Scan.Settings(1e-3, 1);

  /** Large enough for the passes that do not sort, and for a last block that is not full. */
  private static final int MANY = 3 * Pass.SORTED + 77;

  enum Kind {
    NORMAL,
    FAR_FROM_ZERO,
    HEAVY_TAILED,
    UNIFORM,
    MOSTLY_ZERO,
    NEGATIVE_ZEROS,
    CONSTANT,
    ALL_ZERO,
    ONE_OUTLIER,
    NEARLY_CONSTANT,
    DENORMAL,
    HUGE,
    TERNARY,
    NEGATIVE,
    TWO_HEAPS;

    double[] values(int n, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      DoubleSupplier next =
          switch (this) {
            case NORMAL -> random::nextGaussian;
            case FAR_FROM_ZERO -> () -> 1e6 + random.nextGaussian();
            case HEAVY_TAILED -> () -> random.nextGaussian() / (random.nextDouble() + 1e-4);
            case UNIFORM -> () -> random.nextDouble(-0.1, 0.1);
            case MOSTLY_ZERO -> () -> random.nextInt(10) < 9 ? 0 : random.nextGaussian();
            case NEGATIVE_ZEROS -> () -> random.nextInt(10) < 9 ? -0.0 : random.nextGaussian();
            case CONSTANT -> () -> 0.1f;
            case ALL_ZERO -> () -> 0;
            case ONE_OUTLIER -> () -> random.nextGaussian() * 0.02;
            case NEARLY_CONSTANT -> () -> random.nextInt(1000) == 0 ? 1.5 : 1;
            case DENORMAL -> () -> random.nextGaussian() * 1e-40;
            case HUGE -> () -> random.nextDouble(-1, 1) * Float.MAX_VALUE;
            case TERNARY -> () -> random.nextInt(3) - 1;
            case NEGATIVE -> () -> -Math.abs(random.nextGaussian()) - 0.01;
            case TWO_HEAPS -> () -> (random.nextBoolean() ? -5 : 5) + random.nextGaussian() / 100;
          };
      double[] values = new double[n];
      for (int i = 0; i < n; i++) values[i] = (float) next.getAsDouble();
      if (this == ONE_OUTLIER) values[n / 3] = 1e30f;
      return values;
    }
  }

  private static Tensor floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
    return Tensor.ofFloats("x", Shape.of(floats.length), floats);
  }

  private static Tensor doubles(double[] values) {
    return Tensor.ofDoubles("x", Shape.of(values.length), values);
  }

  private static Scan scan(Tensor tensor) {
    return Scan.of(tensor, ONE);
  }

  @ParameterizedTest
  @EnumSource
  void float32_manyValues_agreesWithSortingAndCompensatedSums(Kind kind) {
    double[] values = kind.values(MANY, 1);
    check(scan(floats(values)), values);
  }

  @ParameterizedTest
  @EnumSource
  void float32_fewValues_isExact(Kind kind) {
    double[] values = kind.values(1000, 2);
    Scan scan = scan(floats(values));
    check(scan, values);
    assertThat(scan.cells().isExact()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void float64_manyValues_agreesWithSortingAndCompensatedSums(Kind kind) {
    double[] values = kind.values(MANY, 3);
    check(scan(doubles(values)), values);
  }

  @ParameterizedTest
  @EnumSource
  void notFiniteValues_areCountedAndLeaveTheOthersAlone(Kind kind) {
    for (boolean wide : new boolean[] {false, true}) {
      double[] values = kind.values(MANY, 4);
      for (int i = 5; i < MANY; i += 1009) values[i] = Double.NaN;
      for (int i = 7; i < MANY; i += 3001) values[i] = Double.POSITIVE_INFINITY;
      values[MANY - 1] = Double.NEGATIVE_INFINITY;
      check(scan(wide ? doubles(values) : floats(values)), values);
    }
  }

  /** Everything that a scan tells, against the slow way. */
  private static void check(Scan scan, double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(Double::isFinite).map(x -> x + 0.0).sorted().toArray();
    int n = sorted.length;
    assertThat(scan.count()).isEqualTo(values.length);
    assertThat(scan.nan()).isEqualTo(Arrays.stream(values).filter(Double::isNaN).count());
    assertThat(scan.infinite()).isEqualTo(Arrays.stream(values).filter(Double::isInfinite).count());
    assertThat(scan.zeros()).isEqualTo(Arrays.stream(values).filter(x -> x == 0).count());
    assertThat(scan.nearZeros())
        .isEqualTo(Arrays.stream(values).filter(x -> Math.abs(x) <= 1e-3).count());
    assertThat(scan.min()).isEqualTo(sorted[0]);
    assertThat(scan.max()).isEqualTo(sorted[n - 1]);
    double l1 = Arrays.stream(sorted).map(Math::abs).sum();
    assertThat(scan.absoluteSum()).isCloseTo(l1, within(1e-12 * l1));

    Moments wanted = Reference.moments(values);
    Moments found = scan.moments();
    assertThat(found.count()).isEqualTo(n);
    assertThat(found.mean()).isCloseTo(wanted.mean(), within(1e-9 * wanted.std()));
    double variance = wanted.std() * wanted.std();
    assertThat(found.std() * found.std()).isCloseTo(variance, within(1e-8 * variance));
    if (Double.isNaN(wanted.skewness())) {
      assertThat(found.skewness()).isNaN();
      assertThat(found.kurtosis()).isNaN();
    } else {
      assertThat(found.skewness())
          .isCloseTo(wanted.skewness(), within(1e-6 * Math.max(1, Math.abs(wanted.skewness()))));
      assertThat(found.kurtosis())
          .isCloseTo(wanted.kurtosis(), within(1e-6 * Math.max(1, Math.abs(wanted.kurtosis()))));
    }
    checkCells(scan.cells(), sorted);
  }

  private static void checkCells(Cells cells, double[] sorted) {
    int n = sorted.length;
    assertThat(cells.total()).isEqualTo(n);
    Cells exact = Cells.ofSorted(sorted, n, 1);
    for (double p : new double[] {0, 0.001, 0.01, 0.25, 0.5, 0.51, 0.75, 0.99, 1}) {
      Cells.Quantile found = cells.quantile(p);
      double wanted = exact.quantile(p).value();
      assertThat(Math.abs(found.value() - wanted))
          .as("quantile %s", p)
          .isLessThanOrEqualTo(found.error());
    }
    // The bound is worth something: 1/256 of the distance between the 5th and 95th percentile, or
    // 1/512 of the value itself.
    double spread = sorted[n * 95 / 100] - sorted[n * 5 / 100];
    Cells.Quantile median = cells.quantile(0.5);
    assertThat(median.error())
        .isLessThanOrEqualTo(
            1e-40 + Math.max(spread, Math.abs(median.value() - cells.origin())) / 256);
  }

  @Test
  void allNotFinite_hasCountsOnly() {
    for (int n : new int[] {3, MANY}) {
      double[] values = new double[n];
      Arrays.fill(values, Double.NaN);
      values[1] = Double.NEGATIVE_INFINITY;
      for (Tensor tensor : List.of(floats(values), doubles(values))) {
        Scan scan = scan(tensor);
        assertThat(scan.nan()).isEqualTo(n - 1);
        assertThat(scan.infinite()).isEqualTo(1);
        assertThat(scan.min()).isNaN();
        assertThat(scan.max()).isNaN();
        assertThat(scan.moments()).isEqualTo(Moments.NONE);
        assertThat(scan.cells().size()).isZero();
      }
    }
  }

  @Test
  void emptyScalarAndSingle_areAnswered() {
    Scan empty = scan(Tensor.ofFloats("x", Shape.of(0, 3), new float[0]));
    assertThat(empty.count()).isZero();
    assertThat(empty.min()).isNaN();
    assertThat(empty.cells().quantile(0.5).value()).isNaN();
    for (Shape shape : List.of(Shape.of(), Shape.of(1, 1))) {
      Scan one = scan(Tensor.ofFloats("x", shape, new float[] {-2.5f}));
      assertThat(one.count()).isEqualTo(1);
      assertThat(one.moments().mean()).isEqualTo(-2.5);
      assertThat(one.moments().std()).isZero();
      assertThat(one.moments().skewness()).isNaN();
      assertThat(one.min()).isEqualTo(-2.5).isEqualTo(one.max());
    }
  }

  @Test
  void doublesBeyondTheirFourthPower_keepTheirShape() {
    double[] small = Kind.NORMAL.values(MANY, 5);
    Moments plain = scan(doubles(small)).moments();
    for (int exponent : new int[] {1000, -1000}) {
      double[] scaled = Arrays.stream(small).map(x -> Math.scalb(x, exponent)).toArray();
      for (Tensor tensor : List.of(doubles(scaled), doubles(Arrays.copyOf(scaled, 999)))) {
        Moments m = scan(tensor).moments();
        Moments of =
            tensor.count() == MANY ? plain : scan(doubles(Arrays.copyOf(small, 999))).moments();
        assertThat(m.std()).isCloseTo(Math.scalb(of.std(), exponent), within(m.std() * 1e-12));
        assertThat(m.skewness()).isCloseTo(of.skewness(), within(1e-12));
        assertThat(m.kurtosis()).isCloseTo(of.kurtosis(), within(1e-12));
      }
    }
  }

  @Test
  void integersBeyondFloat_areNotRounded() {
    long[] values = new long[MANY];
    for (int i = 0; i < MANY; i++) values[i] = (1L << 40) + i % 7;
    MemorySegment bytes = Arena.ofAuto().allocate(8L * MANY, 8);
    MemorySegment.copy(
        values,
        0,
        bytes,
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
        0,
        MANY);
    Tensor tensor = Tensor.of("x", DType.INT64, Shape.of(MANY), Storage.mapped(bytes), 0);
    Scan scan = scan(tensor);
    assertThat(scan.min()).isEqualTo(1L << 40);
    assertThat(scan.max()).isEqualTo((1L << 40) + 6);
    assertThat(scan.moments().std()).isCloseTo(2, within(1e-3));
    assertThat(scan.cells().isExact()).isTrue();
    assertThat(scan.cells().size()).isEqualTo(7);
    assertThat(scan.cells().quantile(0.5).value()).isEqualTo((1L << 40) + 3);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "BOOL",
        "UINT8",
        "INT8",
        "UINT16",
        "INT16",
        "FLOAT8_E4M3",
        "FLOAT8_E5M2",
        "FLOAT16",
        "BFLOAT16"
      })
  void smallTypes_everyCodeManyTimes_areExact(DType dtype) {
    int codes = dtype.byteSize() == 1 ? 256 : 65536;
    int n = 3 * 65536 + 17;
    byte[] bytes = new byte[n * dtype.byteSize()];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < n; i++) {
      int code = i < codes ? i : random.nextInt(codes);
      bytes[i * dtype.byteSize()] = (byte) code;
      if (dtype.byteSize() == 2) bytes[2 * i + 1] = (byte) (code >> 8);
    }
    Tensor tensor =
        Tensor.of("x", dtype, Shape.of(n), Storage.mapped(MemorySegment.ofArray(bytes)), 0);
    Scan scan = scan(tensor);
    check(scan, tensor.toDoubles());
    assertThat(scan.cells().isExact()).isTrue();
  }

  @Test
  void anyNumberOfThreads_givesTheSameBits() {
    int n = (int) (2.5 * Pass.CHUNK);
    float[] values = new float[n];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < n; i++) values[i] = (float) (random.nextDouble() - 0.3);
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(Tensor.ofFloats("large", Shape.of(n), values));
    for (int i = 0; i < 9; i++) tensors.add(floats(Kind.NORMAL.values(5000 * i, i)));
    List<Scan> serial = Scans.of(tensors, ONE, (tensor, scan) -> scan);
    for (int threads : new int[] {2, 5}) {
      AtomicLong done = new AtomicLong();
      List<Scan> parallel =
          Scans.of(
              tensors, new Scan.Settings(1e-3, threads), (tensor, scan) -> scan, done::addAndGet);
      assertThat(parallel).isEqualTo(serial);
      assertThat(done.get()).isEqualTo(tensors.stream().mapToLong(Tensor::count).sum());
    }
  }

  @Test
  void viewsOfTheSameElements_giveTheSameScan() {
    float[] values = new float[300 * 400];
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    Tensor matrix = Tensor.ofFloats("m", Shape.of(300, 400), values);
    Scan plain = scan(matrix);
    assertThat(scan(matrix.transpose(1, 0))).isEqualTo(plain);
    Storage storage = matrix.storage();
    Tensor backwards =
        Tensor.view(
            "m",
            DType.FLOAT32,
            Shape.of(400, 300),
            storage,
            4L * (values.length - 1),
            new long[] {-1, -400},
            ByteOrder.LITTLE_ENDIAN);
    assertThat(scan(backwards)).isEqualTo(plain);
    Tensor columns = matrix.slice(1, 10, 390);
    float[] copied = columns.toFloats();
    assertThat(scan(columns))
        .isEqualTo(scan(Tensor.ofFloats("c", Shape.of(copied.length), copied)));
  }

  @Test
  void bigEndianValues_areReadAsSuch() {
    double[] values = Kind.NORMAL.values(MANY, 10);
    MemorySegment bytes = Arena.ofAuto().allocate(4L * MANY, 8);
    for (int i = 0; i < MANY; i++) {
      bytes.set(
          ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN),
          4L * i,
          (float) values[i]);
    }
    Tensor tensor =
        Tensor.view(
            "x",
            DType.FLOAT32,
            Shape.of(MANY),
            Storage.mapped(bytes),
            0,
            new long[] {1},
            ByteOrder.BIG_ENDIAN);
    assertThat(scan(tensor)).isEqualTo(scan(floats(values)));
  }

  @Test
  void complexValues_countAsTwoReals() {
    float[] values = {1, 2, 3, 4};
    Storage storage = Tensor.ofFloats("x", Shape.of(4), values).storage();
    Scan scan = scan(Tensor.of("c", DType.COMPLEX64, Shape.of(2), storage, 0));
    assertThat(scan.count()).isEqualTo(4);
    assertThat(scan.moments().mean()).isEqualTo(2.5);
  }

  @Test
  void broadcastAxis_of2To40_isCountedWithoutBeingRead() {
    Storage storage = Tensor.ofFloats("x", Shape.of(3), new float[] {1, 2, 6}).storage();
    long many = 1L << 40;
    Tensor tensor =
        Tensor.view(
            "x",
            DType.FLOAT32,
            Shape.of(many, 3),
            storage,
            0,
            new long[] {0, 1},
            ByteOrder.LITTLE_ENDIAN);
    Scan scan = scan(tensor);
    assertThat(scan.count()).isEqualTo(3 * many);
    assertThat(scan.moments().mean()).isEqualTo(3);
    assertThat(scan.absoluteSum()).isEqualTo(9.0 * many);
    assertThat(scan.cells().quantile(0.5).value()).isEqualTo(2);
    assertThat(scan.cells().count(0)).isEqualTo(many);
  }

  @Test
  void elementsBeyond2To31_areReadWhereTheyLie(@TempDir Path folder) throws IOException {
    long count = (1L << 31) + 100_000;
    Path sparse = folder.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(4 * count);
      file.seek(4 * count - 4);
      file.writeInt(Integer.reverseBytes(Float.floatToRawIntBits(2)));
    }
    try (FileChannel channel = FileChannel.open(sparse);
        Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      Tensor whole = Tensor.of("x", DType.FLOAT32, Shape.of(count), Storage.mapped(bytes), 0);
      Scan scan = scan(whole.slice(0, (1L << 31) - 10, count));
      assertThat(scan.count()).isEqualTo(100_010);
      assertThat(scan.zeros()).isEqualTo(100_009);
      assertThat(scan.max()).isEqualTo(2);
    }
  }

  @Test
  void failureOfOneChunk_endsTheScan() {
    Storage broken =
        Storage.deferred(
            16,
            target -> {
              throw new IllegalArgumentException("cannot be decoded");
            });
    Tensor tensor = Tensor.of("x", DType.FLOAT32, Shape.of(4), broken, 0);
    Tensor fine = floats(new double[] {1});
    assertThatThrownBy(
            () ->
                Scans.of(
                    List.of(fine, tensor, fine), new Scan.Settings(0, 2), (ignored, scan) -> scan))
        .hasMessage("cannot be decoded");
  }
}
