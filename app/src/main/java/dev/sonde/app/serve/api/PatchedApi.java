package dev.sonde.app.serve.api;

import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.network.probe.Overlay;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.patching.PatchGrid;
import dev.sonde.question.networks.PatchAnswer;
import dev.sonde.question.networks.PatchSettings;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextPatching;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What a transformer says with one part of another text put in: a cell of a grid of patches. */
public record PatchedApi(Jobs jobs) {

  private static final int TOP = 8;

  /**
   * A token that may come next.
   *
   * @param clean its probability after the clean text
   * @param corrupted that after the corrupted one
   * @param patched that after the corrupted one with the part put in
   */
  record Next(String token, double clean, double corrupted, double patched) {}

  public List<Route> routes() {
    return List.of(Route.get("/api/patched", this::patched));
  }

  private Reply patched(Request request) {
    var answered = jobs.answered(request.query().needed("job"));
    if (!(answered.settings() instanceof PatchSettings settings)
        || !(answered.answer() instanceof PatchAnswer.OfText of)) {
      throw HttpException.badRequest("the answer has no texts; 'patch' of a transformer has");
    }
    var last = of.patched().effects().getLast();
    int layer = request.query().integer("layer", 0, 0, last.layer());
    int head = request.query().integer("head", 0, 0, last.head());
    int position = request.query().integer("position", 0, 0, last.position());
    return Reply.json(Map.of("next", next(settings, layer, head, last.head() + 1, position)));
  }

  private static List<Next> next(
      PatchSettings settings, int layer, int head, int heads, int position) {
    TextPatching.Texts texts = settings.texts();
    try (Transformer model = settings.how().open()) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      Input clean = Input.Tokens.of(tokenizer.encode(texts.clean()));
      int[] ids = tokenizer.encode(texts.corrupted());
      Input corrupted = Input.Tokens.of(ids);
      String site = texts.part().site(layer);
      Tensor seen = model.run(clean, Tap.values(site)).values(site);
      boolean each = texts.part() == PatchGrid.Part.HEAD;
      float[] mask = new float[ids.length * heads];
      mask[position * heads + head] = 1;
      Shape shape = each ? Shape.of(1, ids.length, heads, 1) : Shape.of(1, ids.length, 1);
      Probe put = Overlay.of(site, seen, Tensor.ofFloats("mask", shape, mask));
      float[] before = model.compute(clean, PatchedApi::probabilities);
      float[] without = model.compute(corrupted, PatchedApi::probabilities);
      float[] with = model.compute(corrupted, PatchedApi::probabilities, put);
      Set<Integer> told = new LinkedHashSet<>();
      told.add(ModelSettings.single(tokenizer, texts.answer()));
      told.add(ModelSettings.single(tokenizer, texts.wrong()));
      best(with).forEach(told::add);
      List<Next> all = new ArrayList<>();
      for (int id : told) {
        all.add(new Next(ModelSettings.shown(tokenizer, id), before[id], without[id], with[id]));
      }
      return all;
    }
  }

  /** After the last position. */
  private static float[] probabilities(Array logits) {
    Array last = logits.select(0, 0).select(0, logits.extent(1) - 1);
    return Functional.softmax(last.toFloat(), -1).toFloats();
  }

  private static List<Integer> best(float[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer id) -> -probabilities[id]))
        .limit(TOP)
        .toList();
  }
}
