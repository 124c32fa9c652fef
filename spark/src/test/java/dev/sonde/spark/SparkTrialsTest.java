package dev.sonde.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkTrialsTest {

  private static final List<String> GRID =
      List.of(
          "--machines",
          "tomita1",
          "--cells",
          "tanh,gru",
          "--repeats",
          "3",
          "--words",
          "300",
          "--epochs",
          "4",
          "--clusterings",
          "lda,k-means n");

  @TempDir static Path folder;
  private static Path sonde = Path.of("");

  /** Tables and accuracies of the same grid, made by threads of one process. */
  private static String expected = "";

  @BeforeAll
  static void runsTheGridInOneProcess() throws Exception {
    Cluster.install();
    sonde = launcher();
    study("local", folder.resolve("alone"));
    expected = tables(folder.resolve("alone"));
    assertThat(expected.lines().count()).isGreaterThan(6);
  }

  @Test
  void localCluster_withAnExecutorKilled_givesTheTablesOfOneProcess() throws Exception {
    Path study = planned("local-cluster");
    try (JavaSparkContext spark = new JavaSparkContext(Cluster.conf("local-cluster[2,1,1024]"))) {
      assertThat(runAndKill(spark, study).failed()).isEmpty();
    }
    study("gather", study);
    assertThat(tables(study)).isEqualTo(expected);
  }

  @Test
  void sparkSubmit_toAStandaloneMasterWithTwoWorkers_givesTheTablesOfOneProcess() throws Exception {
    Path study = planned("standalone");
    try (Cluster.Standalone cluster =
        new Cluster.Standalone(Files.createDirectories(folder.resolve("spark")))) {
      Path said = folder.resolve("submit.txt");
      Process submit =
          cluster.submit(List.of(study.toString(), sonde.toString(), "3"), said.toFile());
      AtomicBoolean killed = new AtomicBoolean();
      Thread killer = killerOfAnExecutor(study, killed);
      assertThat(submit.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(submit.exitValue()).as(Files.readString(said)).isZero();
      killer.join();
      assertThat(Files.readString(said)).contains("6 trials, 0 of them failed");
      assertThat(killed).as("an executor was there and was killed").isTrue();
    }
    study("gather", study);
    assertThat(tables(study)).isEqualTo(expected);
  }

  @Test
  void stages_areTheLinesOfEach_inThePlansOrder() {
    String train = "{\"stage\":\"train\",\"kind\":\"a\"}";
    String look = "{\"stage\":\"look\",\"kind\":\"b\"}";
    assertThat(SparkTrials.stages(List.of(train, train, look)))
        .containsExactly(List.of(train, train), List.of(look));
    assertThat(SparkTrials.stages(List.of("{\"kind\":\"a\"}"))).hasSize(1);
  }

  /** Two stages: what is looked into must have been trained, by whichever executor. */
  @Test
  void aStagedStudy_givesTheTablesOfOneProcess() throws Exception {
    List<String> tables = new ArrayList<>();
    for (String runner : List.of("local", "plan")) {
      Path study = folder.resolve("staged-" + runner);
      sonde(addition(runner, study));
      if (runner.equals("plan")) {
        try (JavaSparkContext spark =
            new JavaSparkContext(Cluster.conf("local-cluster[2,1,1024]"))) {
          SparkTrials.Outcome outcome =
              SparkTrials.run(spark, study, SparkTrials.plan(study), List.of(sonde.toString()), 3);
          assertThat(outcome.failed()).isEmpty();
          assertThat(outcome.trials()).isEqualTo(4);
        }
        sonde(addition("gather", study));
      }
      String query = "select * from accuracy, ablation order by all";
      tables.add(sonde(List.of("sql", "--run", study.toString(), query)));
    }
    assertThat(tables.get(1)).isEqualTo(tables.get(0)).isNotEmpty();
  }

  /** A network of the zoo is trained to the same numbers on any executor. */
  @Test
  void aZoo_givesTheTablesOfOneProcess() throws Exception {
    Path alone = folder.resolve("zoo-local");
    Path spread = folder.resolve("zoo-spark");
    sonde(zoo("local", alone));
    sonde(zoo("plan", spread));
    try (JavaSparkContext spark = new JavaSparkContext(Cluster.conf("local-cluster[2,1,1024]"))) {
      SparkTrials.Outcome outcome =
          SparkTrials.run(spark, spread, SparkTrials.plan(spread), List.of(sonde.toString()), 4);
      assertThat(outcome.failed()).isEmpty();
      assertThat(outcome.trials()).isEqualTo(20);
    }
    sonde(zoo("gather", spread));
    String query = "select * from networks order by all";
    assertThat(sonde(List.of("sql", "--run", spread.toString(), query)))
        .isEqualTo(sonde(List.of("sql", "--run", alone.toString(), query)))
        .isNotEmpty();
  }

  private static List<String> zoo(String runner, Path out) {
    return zoo(runner, out, "synthetic-grey");
  }

  private static List<String> zoo(String runner, Path out, String data) {
    String command =
        "study zoo --networks 20 --train 64 --test 50 --epochs 1 --batch 16"
            + " --folds 2 --runner ";
    List<String> all = new ArrayList<>(List.of((command + runner).split(" ")));
    all.addAll(List.of("--data", data, "--out", out.toString()));
    return all;
  }

  /** Files in, Parquet out: what a killed executor was at is read by another, and stands once. */
  @Test
  void aSurvey_withAnExecutorKilled_givesTheTablesOfOneProcess() throws Exception {
    Path local = folder.resolve("survey-local.parquet");
    Path spread = folder.resolve("survey-spark.parquet");
    sonde(survey("local", local));
    sonde(survey("plan", spread));
    Path state = folder.resolve("survey-spark.parquet.state");
    assertThat(SparkTrials.plan(state)).hasSizeGreaterThanOrEqualTo(6);
    try (JavaSparkContext spark = new JavaSparkContext(Cluster.conf("local-cluster[2,1,1024]"))) {
      assertThat(runAndKill(spark, state).failed()).isEmpty();
    }
    sonde(survey("gather", spread));
    for (String name : List.of("survey-%s.parquet", "survey-%s-tensors.parquet")) {
      assertThat(folder.resolve(name.formatted("spark")))
          .hasSameBinaryContentAs(folder.resolve(name.formatted("local")));
    }
  }

  private static List<String> survey(String runner, Path out) {
    String models = folder.resolve("alone").toString();
    return List.of("survey", models, "--runner", runner, "-o", out.toString());
  }

  private static List<String> addition(String runner, Path out) {
    String command =
        "study addition --digits 1 --units 6 --samples 60 --epochs 2 --runs 1 --asked 40"
            + " --no-variants --runner ";
    List<String> all = new ArrayList<>(List.of((command + runner).split(" ")));
    all.addAll(List.of("--out", out.toString()));
    return all;
  }

  /** No folder is shared: plan, inputs and trials travel through a store reached over HTTP. */
  @Test
  void aStoreOverHttp_withAnExecutorKilled_givesTheTablesOfOneProcess() throws Exception {
    Path study = planned("through-http");
    Path behind = Files.createDirectories(folder.resolve("http-store"));
    try (WebHdfs store = new WebHdfs(behind);
        JavaSparkContext spark = new JavaSparkContext(Cluster.conf("local-cluster[2,1,1024]"))) {
      AtomicBoolean killed = new AtomicBoolean();
      Thread killer = killerOfAnExecutor(behind.resolve("a/states"), killed);
      assertThat(through(store.address("a/states"), spark, study).failed()).isEmpty();
      killer.join();
      assertThat(killed).as("an executor was there and was killed").isTrue();
      assertThat(store.files("a/states/inputs")).isNotEmpty();
      long written = store.written();
      // All is published: nothing is run or written again but the plan and the study's own words.
      assertThat(through(store.address("a/states"), spark, study).failed()).isEmpty();
      assertThat(store.written() - written).isLessThanOrEqualTo(2);
    }
    assertThat(published(study)).isEqualTo(6);
    study("gather", study);
    assertThat(tables(study)).isEqualTo(expected);
  }

  /** A trial's own machine need not have run what it needs; data sets lie in the study's folder. */
  @Test
  void aStore_bringsNeededTrialsAndDataSets() throws Exception {
    Path staged = folder.resolve("staged-store");
    sonde(addition("plan", staged));
    Path here = Files.createDirectories(folder.resolve("here"));
    Path data = Files.createDirectories(here.resolve("data/pictures"));
    Path zoo = folder.resolve("zoo-store");
    Path copied = zoo.resolve("data/pictures");
    for (String split : List.of("train", "test")) {
      String file = data.resolve(split + ".npy").toString();
      sonde(List.of("data", "write", "synthetic-grey", "--limit", "300", "-o", file));
    }
    sonde(here, zoo("plan", zoo, "data/pictures"));
    Files.createDirectories(zoo.resolve("data"));
    Files.move(data, copied);
    try (JavaSparkContext spark = new JavaSparkContext(Cluster.conf("local-cluster[2,1,1024]"))) {
      assertThat(through(folder.resolve("store-1").toUri().toString(), spark, staged).failed())
          .isEmpty();
      assertThat(through(folder.resolve("store-2").toUri().toString(), spark, zoo).failed())
          .isEmpty();
    }
    sonde(addition("gather", staged));
    assertThat(published(staged)).isEqualTo(4);
    Files.move(copied, data);
    sonde(here, zoo("gather", zoo, "data/pictures"));
    assertThat(published(zoo)).isEqualTo(20);
  }

  private static SparkTrials.Outcome through(String store, JavaSparkContext spark, Path study)
      throws IOException {
    List<String> plan = SparkTrials.plan(study);
    return SparkTrials.run(spark, study, plan, List.of(sonde.toString()), Integer.MAX_VALUE, store);
  }

  @Test
  void aTrialThatCannotBeDone_isNamed_andStopsNoOther() throws Exception {
    Path study = planned("one-wrong");
    List<String> plan = new ArrayList<>(SparkTrials.plan(study).subList(0, 2));
    plan.add(0, "{\"kind\":\"no-such-kind\",\"settings\":{}}");
    SparkConf conf = Cluster.conf("local[1]");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      SparkTrials.Outcome outcome =
          SparkTrials.run(spark, study, plan, List.of(sonde.toString()), 1);
      assertThat(outcome.trials()).isEqualTo(3);
      assertThat(outcome.failed()).singleElement().asString().contains("no-such-kind");
    }
    assertThat(published(study)).isEqualTo(2);
  }

  /** Kills an executor, and nothing else, as soon as the first trial is published. */
  private static SparkTrials.Outcome runAndKill(JavaSparkContext spark, Path study)
      throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    Thread killer = killerOfAnExecutor(study, killed);
    SparkTrials.Outcome outcome =
        SparkTrials.run(
            spark, study, SparkTrials.plan(study), List.of(sonde.toString()), Integer.MAX_VALUE);
    killer.join();
    assertThat(killed).as("an executor was there and was killed").isTrue();
    return outcome;
  }

  private static Thread killerOfAnExecutor(Path study, AtomicBoolean killed) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (published(study) == 0) pause();
              Cluster.executor().ifPresent(p -> killed.set(p.destroyForcibly()));
            });
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long published(Path study) {
    Path trials = study.resolve("trials");
    if (!Files.isDirectory(trials)) return 0;
    try (Stream<Path> shelves = Files.list(trials)) {
      long count = 0;
      for (Path shelf : shelves.toList()) {
        try (Stream<Path> found = Files.list(shelf)) {
          count += found.filter(f -> !f.getFileName().toString().startsWith(".")).count();
        }
      }
      return count;
    } catch (IOException e) {
      return 0; // a folder came or went while it was listed
    }
  }

  private static Path planned(String name) throws Exception {
    Path study = folder.resolve(name);
    study("plan", study);
    assertThat(SparkTrials.plan(study)).hasSize(6);
    return study;
  }

  private static void study(String runner, Path out) throws Exception {
    List<String> command = new ArrayList<>(List.of("study", "states", "--runner", runner));
    command.addAll(GRID);
    command.addAll(List.of("--out", out.toString()));
    sonde(command);
  }

  private static String tables(Path study) throws Exception {
    return sonde(
        List.of(
            "sql",
            "--run",
            study.toString(),
            "select * from networks join clusterings using (trial) order by all"));
  }

  /** What the program prints. */
  private static String sonde(List<String> arguments) throws Exception {
    return sonde(Path.of(""), arguments);
  }

  private static String sonde(Path workingFolder, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(sonde.toString()));
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(workingFolder.toAbsolutePath().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }

  /** A program named sonde, as on a cluster's machines. */
  private static Path launcher() throws IOException {
    Path file = folder.resolve("sonde");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        file,
        """
        #!/bin/sh
        exec '%s' --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \\
          --sun-misc-unsafe-memory-access=allow -Djava.awt.headless=true -XX:+UseSerialGC -Xmx1g \\
          -cp '%s' dev.sonde.app.Main "$@"
        """
            .formatted(java, System.getProperty("java.class.path")));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
