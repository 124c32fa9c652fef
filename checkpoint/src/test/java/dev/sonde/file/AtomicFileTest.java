package dev.sonde.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void write_permissions_areThoseOfAnyNewFile() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path atomic = folder.resolve("atomic");
    AtomicFile.writeString(atomic, "x");
    assertThat(Files.getPosixFilePermissions(atomic))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void write_longestName_fits() throws IOException {
    Path target = folder.resolve("x".repeat(255));
    AtomicFile.writeString(target, "content");
    assertThat(target).hasContent("content");
  }

  @Test
  void write_contentFails_leavesTheOldFileAndNothingElse() throws IOException {
    Path target = Files.writeString(folder.resolve("report.html"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    temporary -> {
                      Files.writeString(temporary, "half");
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessage(target + ": cannot be written: disk full");
    assertThat(target).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void write_interruptedInTheMiddle_writesAnew_andTheThreadStaysInterrupted() throws IOException {
    Path target = Files.writeString(folder.resolve("epoch-0001.safetensors"), "old");
    int[] calls = {0};
    AtomicFile.write(
        target,
        temporary -> {
          if (calls[0]++ == 0) Thread.currentThread().interrupt();
          try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap("new".getBytes(StandardCharsets.UTF_8)));
          }
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(calls[0]).isEqualTo(2);
    assertThat(target).hasContent("new");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void write_onAnInterruptedThread_writesAtOnce() throws IOException {
    Path target = folder.resolve("state");
    Thread.currentThread().interrupt();
    AtomicFile.writeString(target, "kept");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(target).hasContent("kept");
  }

  @Test
  void write_link_staysALinkAndItsFileIsWritten() throws IOException {
    Path real = Files.writeString(folder.resolve("real.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("real.csv"));
    Path chain = Files.createSymbolicLink(folder.resolve("chain.csv"), link);
    AtomicFile.writeString(chain, "new");
    assertThat(real).hasContent("new");
    assertThat(link).isSymbolicLink();
    assertThat(chain).isSymbolicLink();
  }

  @Test
  void write_linkToNothing_makesItsFile() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub/made"));
    AtomicFile.writeString(link, "new");
    assertThat(folder.resolve("sub/made")).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void write_linksInACircle_isOneLine() throws IOException {
    Path a = folder.resolve("a");
    Files.createSymbolicLink(a, folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), a);
    assertThatThrownBy(() -> AtomicFile.writeString(a, "new"))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith(a + ": cannot be written: links that lead in a circle");
  }

  @Test
  void write_device_isWrittenInto() throws IOException {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "no devices here");
    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    AtomicFile.writeString(link, "gone");
    assertThat(device).exists();
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void write_fullDevice_saysWhy() {
    Path device = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(device), "no devices here");
    assertThatThrownBy(() -> AtomicFile.writeString(device, "more"))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith(device + ": cannot be written: no space left");
  }

  @Test
  void write_pipe_getsTheWholeContent() throws Exception {
    Path pipe = folder.resolve("pipe");
    try {
      Assumptions.assumeTrue(
          new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes here");
    } catch (IOException e) {
      Assumptions.abort("no pipes here");
    }
    var read = CompletableFuture.supplyAsync(() -> text(pipe));
    AtomicFile.writeString(pipe, "through");
    assertThat(read.get()).isEqualTo("through");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void write_insideAFile_saysThatItIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path target = file.resolve("x.csv");
    assertThatThrownBy(() -> AtomicFile.writeString(target, "new"))
        .isInstanceOf(OutputException.class)
        .hasMessage(target + ": cannot be written: '" + file + "' is not a folder");
  }

  @Test
  void write_folder_saysSo() {
    assertThatThrownBy(() -> AtomicFile.writeString(folder, "new"))
        .isInstanceOf(OutputException.class)
        .hasMessage(folder + ": cannot be written: it is a folder");
  }

  @Test
  void requireWritable_saysBeforehandWhatWriteWouldSay() throws IOException {
    AtomicFile.requireWritable(folder.resolve("new/deep/x.csv"));
    assertThat(folder.resolve("new")).doesNotExist();
    Path plain = Files.writeString(folder.resolve("plain"), "a file");
    AtomicFile.requireWritable(plain);
    Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    for (Path target : List.of(plain.resolve("x"), folder.resolve("a"), folder)) {
      assertThatThrownBy(() -> AtomicFile.requireWritable(target))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith(target + ": cannot be written: ");
    }
    AtomicFile.requireFolder(folder.resolve("new"));
    assertThatThrownBy(() -> AtomicFile.requireFolder(plain))
        .hasMessage(plain + ": cannot be written: '" + plain + "' is not a folder");
  }
}
