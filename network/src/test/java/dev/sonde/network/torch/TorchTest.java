package dev.sonde.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.train.Optimiser;
import dev.sonde.network.train.Update;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TorchTest {

  private static final Path MEMORY = Path.of("/proc/self/statm");

  @Test
  void version_namesLibtorchAndPlatform() {
    assertThat(Torch.missing()).isEmpty();
    assertThat(Torch.version()).matches("libtorch \\d+\\.\\d+\\.\\d+, .+");
  }

  @Test
  void operation_shapesDoNotFit_messageNamesBoth() {
    try (Scope _ = new Scope()) {
      Array left = Array.zeros(2, 3);
      Array right = Array.zeros(4, 5);
      assertThatThrownBy(() -> left.matmul(right))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("matmul of [2, 3], [4, 5]")
          .message()
          .doesNotContain("\n");
      assertThatThrownBy(() -> Array.of(new float[5], 2, 3))
          .hasMessage("5 values for shape [2, 3]");
    }
  }

  @Test
  void values_roundTrip() {
    try (Scope _ = new Scope()) {
      float[] values = {1, -2, 3.5f, Float.NaN, Float.POSITIVE_INFINITY, 0};
      Array array = Array.of(values, 2, 3);
      assertThat(array.toFloats()).containsExactly(values);
      assertThat(array.transpose(0, 1).toFloats()[1]).isNaN();
      assertThat(Array.ofIndices(new int[] {3, 1}, 2).toLongs()).containsExactly(3, 1);
    }
  }

  @Test
  void generator_sameSeed_sameMask_whateverOthersDraw() {
    try (Scope _ = new Scope();
        Generator one = new Generator(5);
        Generator other = new Generator(6)) {
      float[] first = one.dropoutMask(0.5, 40).toFloats();
      one.seed(5);
      other.dropoutMask(0.5, 40);
      assertThat(one.dropoutMask(0.5, 40).toFloats()).containsExactly(first).contains(0f, 2f);
    }
  }

  @Test
  void training_fiveThousandSteps_nativeMemoryIsFlat() throws IOException {
    Assumptions.assumeTrue(Files.exists(MEMORY), "only Linux tells a process's memory in a file");
    var model = new RnnClassifier(Cell.GRU, 2, 24, 1, 2, 0);
    try (var network = Network.create(model, new Initialiser.Framework(), 1);
        Generator generator = new Generator(1);
        Update update = new Update(network.parameters(), Optimiser.Adam.of(1e-3), 5);
        Array x = Array.zeros(24, 3, 2);
        Array y = Array.ofIndices(new int[24], 24)) {
      Runnable step =
          () -> {
            try (Pass pass = network.train(generator)) {
              Array logits = network.forward(pass, x).logits();
              update.step(pass.backward(Functional.crossEntropy(logits, y)));
            }
          };
      for (int i = 0; i < 500; i++) step.run();
      long before = nativeBytes();
      for (int i = 0; i < 5000; i++) step.run();
      // Without the pass's scope a step of this network leaves some 200 KB: 1 GB in all.
      assertThat(nativeBytes() - before).isLessThan(64L << 20);
    }
  }

  /** Resident memory beside the Java heap. */
  private static long nativeBytes() throws IOException {
    System.gc();
    long pages = Long.parseLong(Files.readString(MEMORY).split(" ", -1)[1]);
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    return pages * 4096 - heap;
  }
}
