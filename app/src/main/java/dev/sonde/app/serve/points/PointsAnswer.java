package dev.sonde.app.serve.points;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.vectors.Classes;
import dev.sonde.question.networks.DataSettings;
import dev.sonde.question.networks.activity.ActivityAnswer;
import dev.sonde.question.networks.activity.ActivityFound;
import dev.sonde.question.networks.activity.ActivitySettings;
import dev.sonde.question.projection.ProjectAnswer;
import dev.sonde.question.projection.ProjectSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as points: one picture of a projection, or the sequences of pictures over layers and
 * over epochs.
 *
 * @param count of the points in each picture
 * @param dimensions of what was projected; 0 where pictures differ in it
 * @param columns what is known of each point
 * @param shown where its inputs come from; null where points are no inputs of a network
 */
public record PointsAnswer(
    int count,
    int dimensions,
    List<Sequence> sequences,
    List<Map<String, Object>> columns,
    @Nullable Shown shown) {

  public PointsAnswer {
    sequences = List.copyOf(sequences);
    columns = List.copyOf(columns);
  }

  /**
   * Pictures that follow each other.
   *
   * @param over {@code sites}, {@code networks}, or {@code all} for a picture by itself
   * @param alignment how they were brought together; empty for a picture by itself
   */
  public record Sequence(String over, String alignment, List<Frame> frames) {
    public Sequence {
      frames = List.copyOf(frames);
    }
  }

  /**
   * One picture.
   *
   * @param trustworthiness of the picture as a whole, 0 to 1
   */
  public record Frame(String name, double trustworthiness, Points at) {}

  /**
   * The inputs of a network.
   *
   * @param rows the number of each point's input in the data; null where they are the points'
   */
  public record Shown(Path model, DataSettings data, @Nullable List<Long> rows) {
    long row(int point) {
      return rows == null ? point : rows.get(point);
    }
  }

  /** Null for an answer that has no points. */
  public static @Nullable PointsAnswer of(Record settings, @Nullable Object answer) {
    if (settings instanceof ProjectSettings project && answer instanceof ProjectAnswer found) {
      return of(project, found);
    }
    if (settings instanceof ActivitySettings activity && answer instanceof ActivityFound found) {
      return of(activity, found);
    }
    return null;
  }

  private static PointsAnswer of(ProjectSettings settings, ProjectAnswer answer) {
    Points at = answer.projection().coordinates();
    List<Map<String, Object>> columns = new ArrayList<>();
    if (!answer.names().isEmpty()) columns.add(values("point", "text", answer.names()));
    Classes classes = answer.classes();
    if (classes != null) columns.add(levels("label", "label", classes.names(), classes.labels()));
    Frame only = new Frame("all", answer.quality().trustworthiness(), at);
    return new PointsAnswer(
        at.count(),
        answer.dimensions(),
        List.of(new Sequence("all", "", List.of(only))),
        columns,
        settings.site() == null ? null : new Shown(settings.source(), settings.data(), null));
  }

  private static PointsAnswer of(ActivitySettings settings, ActivityFound found) {
    ActivityAnswer answer = found.document();
    List<Sequence> sequences = new ArrayList<>();
    for (int s = 0; s < answer.sequences().size(); s++) {
      ActivityAnswer.Sequence one = answer.sequences().get(s);
      List<Points> pictures = found.sequences().get(s).pictures();
      List<Frame> frames = new ArrayList<>();
      for (int f = 0; f < pictures.size(); f++) {
        double trust = one.quality().get(f).trustworthiness();
        frames.add(new Frame(one.names().get(f), trust, pictures.get(f)));
      }
      sequences.add(new Sequence(one.over(), one.alignment(), frames));
    }
    if (sequences.isEmpty()) {
      ActivityAnswer.Picture only = answer.pictures().getFirst();
      Frame frame =
          new Frame(only.site(), only.quality().trustworthiness(), found.pictures().getFirst());
      sequences.add(new Sequence("all", "", List.of(frame)));
    }
    List<Map<String, Object>> columns = new ArrayList<>();
    columns.add(levels("label", "label", answer.classes(), found.labels()));
    for (int e = answer.networks().size() - 1; e >= 0; e--) {
      ActivityAnswer.Epoch epoch = answer.networks().get(e);
      if (!epoch.predicted().isEmpty()) columns.addAll(told(epoch, e, answer, found.labels()));
    }
    columns.add(values("input", "integer", answer.inputs()));
    return new PointsAnswer(
        found.labels().size(),
        0,
        sequences,
        columns,
        new Shown(settings.model().getFirst(), settings.data(), answer.inputs()));
  }

  /** What a network takes each input for, and whether that is right. */
  private static List<Map<String, Object>> told(
      ActivityAnswer.Epoch epoch, int number, ActivityAnswer answer, List<Integer> labels) {
    boolean last = number == answer.networks().size() - 1;
    String key = last ? "" : "_" + number;
    String title = answer.networks().size() == 1 ? "" : ", " + epoch.file();
    int most = epoch.predicted().stream().mapToInt(i -> i).max().orElse(0);
    List<String> names = new ArrayList<>(answer.classes());
    for (int more = names.size(); more <= most; more++) names.add(String.valueOf(more));
    List<Integer> wrong =
        IntStream.range(0, labels.size())
            .mapToObj(i -> labels.get(i).equals(epoch.predicted().get(i)) ? 0 : 1)
            .toList();
    return List.of(
        levels("predicted" + key, "predicted" + title, names, epoch.predicted()),
        levels("error" + key, "error" + title, List.of("right", "wrong"), wrong));
  }

  private static Map<String, Object> values(String key, String type, List<?> values) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("key", key);
    column.put("title", key);
    column.put("type", type);
    column.put("values", values);
    return column;
  }

  private static Map<String, Object> levels(
      String key, String title, List<String> levels, List<Integer> codes) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("key", key);
    column.put("title", title);
    column.put("type", "text");
    column.put("levels", levels);
    column.put("codes", codes);
    return column;
  }
}
