package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageSettings;
import dev.sonde.study.images.Images;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... args) {
    Console console =
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, 100);
    return Main.run(console, args);
  }

  /** Two records of CIFAR-10: a frog and a truck. */
  private Path cifar() throws IOException {
    byte[] records = new byte[2 * 3073];
    records[0] = 6;
    records[3073] = 9;
    return Files.write(folder.resolve("test_batch.bin"), records);
  }

  @Test
  void data_describesAFile() throws IOException {
    assertThat(run("data", cifar().toString(), "--json")).isEqualTo(0);
    assertThat(out.toString())
        .contains("\"all\" : 2", "\"test\" : 2", "\"shape\" : [ 3, 32, 32 ]", "provenance");
  }

  @Test
  void data_saysWhatItCannotRead() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[] {1, 2, 3});
    assertThat(run("data", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("holds no images that Sonde knows");
  }

  @Test
  void data_get_knowsItsNames() {
    assertThat(run("data", "get", "imagenet")).isEqualTo(2);
    assertThat(err.toString()).contains("mnist, fashion-mnist or cifar10");
  }

  @Test
  void studies_refuseUnknownNames() {
    assertThat(run("study", "initialisation", "--starts", "he", "--out", folder + "/i"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("'he' is none of kaiming-normal");
    assertThat(run("study", "activity", "--align", "sideways", "--out", folder + "/a"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("procrustes");
    assertThat(run("study", "activity", "--data", folder + "/none", "--out", folder + "/a"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("there is no such file or folder");
  }

  @Test
  void data_write_makesWhatANetworkTakes_withLabelsBeside() throws IOException {
    Path npy = folder.resolve("shown.npy");
    assertThat(run("data", "write", cifar().toString(), "--normalise", "centred", "-o", npy + ""))
        .as(err.toString())
        .isZero();
    Tensor images = Checkpoint.open(npy).tensors().getFirst();
    assertThat(images.shape()).isEqualTo(Shape.of(2, 3, 32, 32));
    assertThat(images.toFloats()).containsOnly(-1);
    assertThat(Checkpoint.open(folder.resolve("shown-labels.npy")).tensors().getFirst().toFloats())
        .containsExactly(6, 9);
    assertThat(run("data", "write", "synthetic-grey", "--limit", "7", "-o", npy + "", "--json"))
        .isZero();
    assertThat(out.toString()).contains("[ 7, 1, 28, 28 ]", "\"mean\" : [ 0.0 ]", "provenance");
    Images again = Images.open(npy);
    assertThat(again.labelled()).isTrue();
    Images right = ImageData.images("synthetic-grey", ImageSettings.defaults(), 0).sample(7, 0);
    assertThat(again.labels()).isEqualTo(right.labels());
    assertThat(again.pixels(6)).isEqualTo(right.pixels(6));
    assertThat(run("data", "write", "synthetic-grey", "-o", folder + "/x.png")).isEqualTo(2);
    assertThat(err.toString()).contains("images are written as .npy");
  }
}
