package dev.sonde.app.serve.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.app.serve.http.HttpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedPathsTest {

  @TempDir private Path folder;

  @Test
  void aRelativePath_isLookedForInEachOpenedFolder_andNowhereElse() throws Exception {
    Path first = Files.createDirectories(folder.resolve("first"));
    Path second = Files.createDirectories(folder.resolve("second"));
    Files.createDirectories(second.resolve("deep"));
    Path there = Files.writeString(second.resolve("deep/x.txt"), "x");
    Path outside = Files.writeString(folder.resolve("secret.txt"), "s");
    Files.createSymbolicLink(second.resolve("link.txt"), outside);
    OpenedPaths opened = OpenedPaths.of(List.of(first, second), List.of());
    assertThat(opened.within("deep/x.txt")).isEqualTo(there);
    assertThat(opened.inside("deep/../deep/x.txt").map(Path::normalize)).contains(there);
    for (String path : List.of("../secret.txt", "deep/../../secret.txt", "link.txt", "no.txt")) {
      assertThat(opened.inside(path)).as(path).isEmpty();
      assertThatThrownBy(() -> opened.within(path)).isInstanceOf(HttpException.class);
    }
    for (String itself : List.of("", ".", "deep/..")) assertThat(opened.inside(itself)).isEmpty();
    assertThat(opened.inside(outside.toString())).isEmpty();
    assertThat(opened.inside("a\0b")).isEmpty();
  }
}
