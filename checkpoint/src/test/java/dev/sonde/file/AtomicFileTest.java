package dev.sonde.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        .hasMessage(target + ": disk full");
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
}
