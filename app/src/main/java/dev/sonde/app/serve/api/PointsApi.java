package dev.sonde.app.serve.api;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.vectors.Vectors;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.app.serve.points.InputImages;
import dev.sonde.app.serve.points.PointsAnswer;
import dev.sonde.app.serve.points.Trust;
import dev.sonde.question.Answered;
import dev.sonde.question.projection.ProjectSettings;
import java.io.IOException;
import java.lang.ref.SoftReference;
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
  private final InputImages images;

  /** The vectors that were asked of last; read again where memory was needed elsewhere. */
  private SoftReference<Kept> kept = new SoftReference<>(null);

  private record Kept(ProjectSettings settings, Points vectors) {}

  /** A vector and how far it is. */
  private record Near(int index, double distance) {}

  public PointsApi(Jobs jobs, InputImages images) {
    this.jobs = jobs;
    this.images = images;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/points", this::points),
        Route.get("/api/points/columns", this::columns),
        Route.get("/api/points/neighbours", this::neighbours),
        Route.get("/api/points/trust", this::trust),
        Route.get("/api/points/input", this::input));
  }

  private Answered<?, ?> answered(Request request) {
    return jobs.answered(request.query().needed("job"));
  }

  private static PointsAnswer points(Answered<?, ?> answered) {
    PointsAnswer points = PointsAnswer.of(answered.settings(), answered.answer());
    if (points != null) return points;
    throw HttpException.badRequest("the answer has no points; 'project' and 'activity' give some");
  }

  /** The picture that a request names. */
  private static Points picture(Request request, PointsAnswer answer) {
    int last = answer.sequences().size() - 1;
    PointsAnswer.Sequence sequence =
        answer.sequences().get(request.query().integer("sequence", 0, 0, last));
    int frame = request.query().integer("frame", 0, 0, sequence.frames().size() - 1);
    return sequence.frames().get(frame).at();
  }

  private Reply points(Request request) {
    Points at = picture(request, points(answered(request)));
    return Reply.pairs(at, Map.of());
  }

  private Reply columns(Request request) {
    Answered<?, ?> answered = answered(request);
    PointsAnswer answer = points(answered);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("count", answer.count());
    all.put("dimensions", answer.dimensions());
    all.put("sequences", answer.sequences().stream().map(PointsApi::told).toList());
    all.put("columns", answer.columns());
    all.put(
        "vectors",
        answered.settings() instanceof ProjectSettings settings && settings.site() == null);
    all.put("inputs", answer.shown() != null);
    return Reply.json(all);
  }

  private static Map<String, Object> told(PointsAnswer.Sequence sequence) {
    return Map.of(
        "over", sequence.over(),
        "alignment", sequence.alignment(),
        "frames",
            sequence.frames().stream()
                .map(f -> Map.of("name", f.name(), "trustworthiness", f.trustworthiness()))
                .toList());
  }

  /** How many of its nearest vectors are near to each point in the picture too. */
  private Reply trust(Request request) throws IOException {
    Answered<?, ?> answered = answered(request);
    Points picture = picture(request, points(answered));
    Trust trust = Trust.of(vectors(answered), picture);
    return Reply.floats(
        trust.shares(), Map.of("X-Sonde-Neighbours", String.valueOf(trust.neighbours())));
  }

  private Reply input(Request request) throws IOException {
    PointsAnswer answer = points(answered(request));
    int index = request.query().integer("index", 0, 0, answer.count() - 1);
    InputImages.Image image = images.image(answer.shown(), index);
    return new Reply.Body(
        200,
        "application/octet-stream",
        image.rgb(),
        Map.of(
            "X-Sonde-Rows", String.valueOf(image.height()),
            "X-Sonde-Columns", String.valueOf(image.width())));
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
    int count = points(answered).count();
    if (!(answered.settings() instanceof ProjectSettings settings) || settings.site() != null) {
      throw HttpException.notFound("vectors of a site are not kept; only their picture is");
    }
    @Nullable Kept last = kept.get();
    if (last != null && last.settings().equals(settings)) return last.vectors();
    Points vectors =
        Vectors.read(settings.source(), settings.tensor(), settings.text().settings()).points();
    if (vectors.count() != count) {
      throw new HttpException(409, "the vectors have changed since they were projected; ask again");
    }
    kept = new SoftReference<>(new Kept(settings, vectors));
    return vectors;
  }
}
