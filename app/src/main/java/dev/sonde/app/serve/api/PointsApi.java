package dev.sonde.app.serve.api;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.vectors.Classes;
import dev.sonde.analysis.vectors.Vectors;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.question.Answered;
import dev.sonde.question.projection.ProjectAnswer;
import dev.sonde.question.projection.ProjectSettings;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The points of a projection, as numbers that a page draws by itself. */
public final class PointsApi {

  private static final int MOST_NEIGHBOURS = 100;

  private final Jobs jobs;

  /** The vectors that were asked of last; read again where memory was needed elsewhere. */
  private SoftReference<Kept> kept = new SoftReference<>(null);

  private record Kept(ProjectSettings settings, Points vectors) {}

  /** A vector and how far it is. */
  private record Near(int index, double distance) {}

  public PointsApi(Jobs jobs) {
    this.jobs = jobs;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/points", this::points),
        Route.get("/api/points/columns", this::columns),
        Route.get("/api/points/neighbours", this::neighbours));
  }

  private Answered<?, ?> answered(Request request) {
    Answered<?, ?> answered = jobs.answered(request.query().needed("job"));
    if (answered.answer() instanceof ProjectAnswer) return answered;
    throw HttpException.badRequest("the answer has no points; 'project' gives some");
  }

  private ProjectAnswer answer(Request request) {
    return (ProjectAnswer) answered(request).answer();
  }

  private Reply points(Request request) {
    request.query().integer("frame", 0, 0, 0);
    Points at = answer(request).projection().coordinates();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(2 * Float.BYTES, at.count()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < at.count(); i++) {
      bytes.putFloat(at.at(i, 0)).putFloat(at.dimensions() > 1 ? at.at(i, 1) : 0);
    }
    return Reply.bytes("application/octet-stream", bytes.array());
  }

  private Reply columns(Request request) {
    ProjectAnswer answer = answer(request);
    List<Map<String, Object>> columns = new ArrayList<>();
    if (!answer.names().isEmpty()) {
      columns.add(
          Map.of("key", "point", "title", "point", "type", "text", "values", answer.names()));
    }
    Classes classes = answer.classes();
    if (classes != null) {
      Map<String, Object> labels = new LinkedHashMap<>();
      labels.put("key", "label");
      labels.put("title", "label");
      labels.put("type", "text");
      labels.put("levels", classes.names());
      labels.put("codes", classes.labels());
      columns.add(labels);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("count", answer.projection().coordinates().count());
    all.put("dimensions", answer.dimensions());
    all.put("frames", List.of("all"));
    all.put("columns", columns);
    return Reply.json(all);
  }

  /** In the space of the vectors, not in the picture. */
  private Reply neighbours(Request request) throws IOException {
    Points vectors = vectors(answered(request));
    int index = request.query().integer("index", 0, 0, vectors.count() - 1);
    int count = request.query().integer("count", 10, 1, MOST_NEIGHBOURS);
    PriorityQueue<Near> nearest =
        new PriorityQueue<>(
            Comparator.comparingDouble(Near::distance).thenComparingInt(Near::index).reversed());
    for (int i = 0; i < vectors.count(); i++) {
      if (i == index) continue;
      double square = 0;
      for (int d = 0; d < vectors.dimensions(); d++) {
        double difference = (double) vectors.at(i, d) - vectors.at(index, d);
        square += difference * difference;
      }
      nearest.add(new Near(i, Math.sqrt(square)));
      if (nearest.size() > count) nearest.poll();
    }
    List<Near> sorted =
        nearest.stream()
            .sorted(Comparator.comparingDouble(Near::distance).thenComparingInt(Near::index))
            .toList();
    return Reply.json(
        Map.of(
            "indices", sorted.stream().map(Near::index).toList(),
            "distances", sorted.stream().map(Near::distance).toList()));
  }

  private synchronized Points vectors(Answered<?, ?> answered) throws IOException {
    if (!(answered.settings() instanceof ProjectSettings settings) || settings.site() != null) {
      throw HttpException.notFound("vectors of a site are not kept; only their picture is");
    }
    @Nullable Kept last = kept.get();
    if (last != null && last.settings().equals(settings)) return last.vectors();
    Points vectors =
        Vectors.read(settings.source(), settings.tensor(), settings.text().settings()).points();
    int shown = ((ProjectAnswer) answered.answer()).projection().coordinates().count();
    if (vectors.count() != shown) {
      throw new HttpException(409, "the vectors have changed since they were projected; ask again");
    }
    kept = new SoftReference<>(new Kept(settings, vectors));
    return vectors;
  }
}
