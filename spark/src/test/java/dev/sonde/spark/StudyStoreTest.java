package dev.sonde.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyStoreTest {

  private static final String KEY = "3fa1b2";

  @TempDir private Path folder;

  private StudyStore store() {
    return new StudyStore(folder.resolve("store").toUri().toString(), new Configuration(false));
  }

  private Path trial(Path study) throws IOException {
    return Files.createDirectories(study.resolve("trials/3f/a1b2/checkpoints"));
  }

  @Test
  void aLineOfAPlan_saysStageKeyAndNeeds() {
    String line =
        "{\"stage\":\"look\",\"key\":\"3fa1b2\",\"kind\":\"k\",\"settings\":{\"x\":\"\\\"needs\\\":[]}\"},"
            + "\"needs\":[\"aa11bb\",\"cc22dd\"]}";
    assertThat(PlanLine.of(line)).isEqualTo(new PlanLine("look", KEY, List.of("aa11bb", "cc22dd")));
    assertThat(PlanLine.of("{\"stage\":\"train\",\"kind\":\"k\",\"settings\":{},\"needs\":[]}"))
        .isEqualTo(new PlanLine("train", "", List.of()));
    assertThat(PlanLine.of("{\"kind\":\"k\"}")).isEqualTo(new PlanLine("", "", List.of()));
  }

  @Test
  void anAttemptThatNothingNames_isNotPublished_andNeverMixedWithAnother() throws Exception {
    Path study = folder.resolve("study");
    Files.writeString(trial(study).resolve("last.bin"), "weights");
    store().publish(KEY, study);
    assertThat(store().isPublished(KEY)).isFalse();
    // What a killed executor leaves in the store: files of other numbers, named by nothing.
    Path left = folder.resolve("store/trials/3f/a1b2/" + UUID.randomUUID() + "/checkpoints");
    Files.writeString(Files.createDirectories(left).resolve("last.bin"), "WEIGHTS");
    store().fetch(KEY, folder.resolve("copy"));
    assertThat(folder.resolve("copy")).doesNotExist();

    Files.writeString(study.resolve("trials/3f/a1b2/run.json"), "{}");
    store().publish(KEY, study);
    Path other = folder.resolve("other");
    Files.writeString(trial(other).resolve("last.bin"), "another");
    Files.writeString(other.resolve("trials/3f/a1b2/run.json"), "{}");
    store().publish(KEY, other);
    store().fetch(KEY, folder.resolve("copy"));
    assertThat(folder.resolve("copy/trials/3f/a1b2/checkpoints/last.bin")).hasContent("weights");
    assertThat(folder.resolve("copy/trials/3f")).isDirectoryNotContaining("glob:**/.a1b2*");
  }

  @Test
  void whatThePlanReads_isMirrored_andThePlanAlwaysAnew() throws Exception {
    Path study = Files.createDirectories(folder.resolve("study"));
    Files.createDirectories(study.resolve("data/deep"));
    Files.writeString(study.resolve("data/deep/x.npy"), "x");
    Files.writeString(study.resolve("results.duckdb"), "not for executors");
    Files.writeString(study.resolve("plan.jsonl"), "a\n");
    store().upload(study, List.of());
    Files.writeString(study.resolve("plan.jsonl"), "b\n");
    store().upload(study, List.of());
    Path copy = Files.createDirectories(folder.resolve("copy"));
    store().mirror(copy);
    assertThat(copy.resolve("plan.jsonl")).hasContent("b");
    assertThat(copy.resolve("data/deep/x.npy")).hasContent("x");
    assertThat(copy.resolve("results.duckdb")).doesNotExist();
  }

  @Test
  void anAddressWithoutAFileSystem_isRefused() {
    assertThatThrownBy(() -> new StudyStore("bucket/folder", new Configuration(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s3a://bucket/folder");
  }
}
