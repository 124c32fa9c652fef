package dev.sonde.question.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.question.Work;
import dev.sonde.study.survey.SurveyException;
import dev.sonde.study.survey.SurveyWork;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.TrialException;
import dev.sonde.study.trial.TrialListener;
import dev.sonde.study.trial.TrialPlan;
import dev.sonde.study.trial.TrialStore;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyQuestionTest {

  private static final String TABLES =
      "SELECT * EXCLUDE (trial) FROM files JOIN tensors USING (path) ORDER BY ALL";

  @TempDir Path folder;
  private Path models = Path.of("");

  /** A base, three that come from it, a stranger, a copy, and a file that ends early. */
  @BeforeEach
  void writesFiles() throws IOException {
    models = Files.createDirectories(folder.resolve("models"));
    float[] base = noise(1, 1);
    write("base", base);
    for (int i = 0; i < 3; i++) write("tuned" + i, moved(base, 10 + i));
    write("stranger", noise(7, 1));
    Files.copy(models.resolve("base.safetensors"), models.resolve("zz.safetensors"));
    byte[] whole = Files.readAllBytes(models.resolve("base.safetensors"));
    Files.write(models.resolve("cut.safetensors"), java.util.Arrays.copyOf(whole, 400));
    Files.writeString(models.resolve("config.json"), "{\"epochs\": 3, \"model\": {\"units\": 9}}");
  }

  private static float[] noise(long seed, double spread) {
    Random random = new Random(seed);
    float[] values = new float[400];
    for (int i = 0; i < 400; i++) values[i] = (float) (spread * random.nextGaussian());
    return values;
  }

  private static float[] moved(float[] from, long seed) {
    float[] step = noise(seed, .1);
    for (int i = 0; i < step.length; i++) step[i] += from[i];
    return step;
  }

  private void write(String name, float[] values) throws IOException {
    Path file = models.resolve(name + ".safetensors");
    Checkpoint.of(
            file,
            List.of(Tensor.ofFloats("fc.weight", Shape.of(20, 20), values)),
            Map.of("by", "us"))
        .write(file);
  }

  private SurveySettings settings(String state, String runner) {
    return new SurveyQuestion()
        .about()
        .codec()
        .read(
            Map.of(
                "folders",
                models.toString(),
                "state",
                folder.resolve(state).toString(),
                "runner",
                runner,
                "threads",
                "2"));
  }

  private SurveyAnswer ask(String state, String runner) throws Exception {
    return new SurveyQuestion().answer(settings(state, runner), Work.silent());
  }

  @Test
  void everyFileIsARow_aDamagedOneWithItsReason() throws Exception {
    SurveyAnswer answer = ask("state", "local");
    Table files = answer.state().query(SurveyQueries.FILES);
    assertThat(files.rows()).hasSize(7);
    assertThat(files.text(0, "path")).endsWith("base.safetensors");
    assertThat(files.number(0, "parameters")).isEqualTo(400);
    assertThat(files.text(0, "metadata")).contains("\"model.units\":\"9\"", "\"by\":\"us\"");
    assertThat(files.text(1, "error")).contains("fc.weight");
    assertThat(files.text(1, "sha256")).hasSize(64);
    assertThat(answer.damaged().rows()).hasSize(1);
    assertThat(answer.counts()).isEqualTo(new SurveyAnswer.Counts(7, 1, bytes(), 2400, 0));
  }

  private long bytes() throws IOException {
    long bytes = 0;
    try (var all = Files.newDirectoryStream(models, "*.safetensors")) {
      for (Path file : all) bytes += Files.size(file);
    }
    return bytes;
  }

  @Test
  void families_andCopies_areThoseThatWereMade() throws Exception {
    SurveyAnswer answer = ask("state", "local");
    Table lineage = answer.lineage();
    assertThat(lineage.rows()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(lineage.text(i, "child")).endsWith("tuned" + i + ".safetensors");
      assertThat(lineage.text(i, "parent")).endsWith("base.safetensors");
      assertThat(lineage.number(i, "change")).isBetween(.09, .11);
      assertThat(lineage.text(i, "direction")).isEqualTo("centre");
    }
    assertThat(answer.copies().rows()).hasSize(1);
    assertThat(answer.copies().text(0, "path")).endsWith("zz.safetensors");
    assertThat(answer.copies().text(0, "how")).isEqualTo("same bytes");
  }

  /** What a kill leaves is some units published: the rest is read, and the tables are the same. */
  @Test
  void stoppedAnywhere_andAskedAgain_itGivesTheSameTables() throws Exception {
    Table whole = ask("whole", "local").state().query(TABLES);
    for (int done = 0; done < 7; done += 3) {
      String state = "state" + done;
      ask(state, "plan");
      Path kept = folder.resolve(state);
      TrialPlan plan = TrialPlan.read(kept.resolve(TrialPlan.FILE));
      LocalRunner.threads(1, SurveyWork.works())
          .run(
              new TrialStore(kept.resolve("trials")),
              plan.all().subList(0, done),
              TrialListener.silent())
          .requireAll();
      assertThat(ask(state, "local").state().query(TABLES).rows()).isEqualTo(whole.rows());
    }
  }

  @Test
  void gatheredTooEarly_itSaysWhatIsMissing() throws Exception {
    SurveyAnswer planned = ask("state", "spark");
    assertThat(planned.planned()).contains("7 files in 7 units", "spark-submit");
    assertThatThrownBy(() -> ask("state", "gather"))
        .isInstanceOf(TrialException.class)
        .hasMessageContaining("7 of 7 units are not read yet");
  }

  @Test
  void aChangedFile_isReadAgain() throws Exception {
    ask("state", "local");
    write("stranger", noise(8, 3));
    Files.setLastModifiedTime(
        models.resolve("stranger.safetensors"), java.nio.file.attribute.FileTime.fromMillis(5000));
    Table files = ask("state", "local").state().query(SurveyQueries.FILES);
    assertThat(files.number(2, "std")).isBetween(2.5, 3.5);
  }

  @Test
  void outputs_areReadableTables() throws Exception {
    SurveyQuestion question = new SurveyQuestion();
    SurveySettings settings = settings("state", "local");
    SurveyAnswer answer = question.answer(settings, Work.silent());
    Path file = folder.resolve("survey.parquet");
    Path tables = folder.resolve("tables");
    question.outputs().get(0).writer().write(settings, answer, file, Work.silent());
    question.outputs().get(2).writer().write(settings, answer, tables, Work.silent());
    question.outputs().get(2).writer().write(settings, answer, tables, Work.silent());
    assertThat(file).isNotEmptyFile();
    assertThat(folder.resolve("survey-tensors.parquet")).isNotEmptyFile();
    String architecture = answer.architectures().text(0, "architecture");
    assertThat(tables.resolve("tensors/fingerprint_prefix=" + architecture.substring(0, 2)))
        .isDirectory();
    assertThat(tables.resolve("index.html")).content().contains("tuned0", "Map of models");
    Object json = question.document(settings, answer);
    assertThat(((Map<?, ?>) json).get("files"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(7);
  }

  @Test
  void aFolderWithoutCheckpoints_isRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    SurveySettings settings = settings("state", "local").with("folders", List.of(empty));
    assertThatThrownBy(() -> new SurveyQuestion().answer(settings, Work.silent()))
        .isInstanceOf(SurveyException.class)
        .hasMessageContaining("no checkpoint in this folder");
  }
}
