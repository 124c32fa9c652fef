package dev.sonde.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryTest {

  @TempDir Path folder;

  /** As another process would have named it. */
  private Path ofProcess(long process, Path own) throws IOException {
    String name = own.getFileName().toString();
    String mine = "-" + ProcessHandle.current().pid() + "-";
    return Files.move(own, own.resolveSibling(name.replace(mine, "-" + process + "-")));
  }

  private static Path aged(Path path, Duration age) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }

  private static long dead() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  @Test
  void whatKilledProcessesLeft_isRemoved_andNothingElse() throws Exception {
    long dead = dead();
    Duration hour = Duration.ofHours(1);
    Path left = aged(ofProcess(dead, Temporary.file(folder, "part")), hour);
    Path leftFolder = ofProcess(dead, Temporary.folder(folder, "capture"));
    Files.writeString(leftFolder.resolve("site"), "values");
    aged(leftFolder, hour);
    List<Path> kept =
        List.of(
            aged(Temporary.file(folder, "part"), hour), // ours, under way
            ofProcess(dead, Temporary.file(folder, "part")), // young
            aged(Files.createFile(folder.resolve(".sonde-00000000-" + dead + "-1.part")), hour),
            aged(Files.createFile(folder.resolve(".sonde-notes.part")), hour),
            aged(Files.createFile(folder.resolve("report.html")), hour));
    Temporary.sweep(folder);
    assertThat(left).doesNotExist();
    assertThat(leftFolder).doesNotExist();
    assertThat(kept).allMatch(Files::exists);
  }

  @Test
  void firstWriteIntoAFolder_removesThem() throws Exception {
    Path left = aged(ofProcess(dead(), Temporary.file(folder, "part")), Duration.ofHours(1));
    Path another = Files.createDirectory(folder.resolve("study"));
    Path moved = Files.move(left, another.resolve(left.getFileName()));
    AtomicFile.writeString(another.resolve("run.json"), "{}");
    assertThat(moved).doesNotExist();
    assertThat(another.resolve("run.json")).hasContent("{}");
  }
}
