package dev.sonde.app.serve.api;

import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.heads.AttentionPatterns;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.question.transformers.attention.AttentionAnswer;
import dev.sonde.question.transformers.attention.AttentionSettings;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patterns of an answer of {@code attention}, as numbers that a page draws by itself. */
public final class AttentionApi {

  /** Numbers of all patterns of a text. */
  private static final long MOST = 64L << 20;

  private final Jobs jobs;

  /** The patterns that were asked of last; computed again where memory was needed elsewhere. */
  private SoftReference<Kept> kept = new SoftReference<>(null);

  private record Kept(AttentionSettings settings, AttentionPatterns patterns) {}

  public AttentionApi(Jobs jobs) {
    this.jobs = jobs;
  }

  public List<Route> routes() {
    return List.of(Route.get("/api/attention", this::layer));
  }

  /** The heads of one layer, one after the other. */
  private Reply layer(Request request) {
    var answered = jobs.answered(request.query().needed("job"));
    if (!(answered.settings() instanceof AttentionSettings settings)
        || !(answered.answer() instanceof AttentionAnswer answer)) {
      throw HttpException.badRequest("the answer has no patterns; 'attention' gives some");
    }
    int layers = answer.heads().getLast().layer() + 1;
    int layer = request.query().integer("layer", 0, 0, layers - 1);
    List<AttentionPatterns.Pattern> heads =
        patterns(settings).heads().stream().filter(one -> one.layer() == layer).toList();
    int tokens = answer.tokens().size();
    if (heads.getFirst().weights().shape().extent(0) != tokens) {
      throw new HttpException(409, "the text or the model have changed since; ask again");
    }
    float[] all = new float[Math.multiplyExact(heads.size(), tokens * tokens)];
    for (int i = 0; i < heads.size(); i++) {
      float[] weights = heads.get(i).weights().toFloats();
      System.arraycopy(weights, 0, all, i * weights.length, weights.length);
    }
    return Reply.floats(
        all,
        Map.of(
            "X-Sonde-Heads", String.valueOf(heads.size()),
            "X-Sonde-Tokens", String.valueOf(tokens)));
  }

  private synchronized AttentionPatterns patterns(AttentionSettings settings) {
    @Nullable Kept last = kept.get();
    if (last != null && last.settings().equals(settings)) return last.patterns();
    AttentionPatterns patterns;
    try (Transformer model = settings.how().open()) {
      int[] first = TextsSettings.tokens(model, settings.read().all().subList(0, 1)).getFirst();
      Architecture.Sizes sizes = model.architecture().sizes();
      long numbers = (long) sizes.layers() * sizes.heads() * first.length * first.length;
      if (numbers > MOST) {
        throw new HttpException(
            413,
            "the patterns of "
                + first.length
                + " tokens are "
                + numbers
                + " numbers, and "
                + MOST
                + " are drawn; ask about a shorter text");
      }
      patterns = AttentionPatterns.of(model, first);
    }
    kept = new SoftReference<>(new Kept(settings, patterns));
    return patterns;
  }
}
