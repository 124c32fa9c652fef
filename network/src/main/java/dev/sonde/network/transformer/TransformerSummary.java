package dev.sonde.network.transformer;

import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.text.TokenizerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a transformer is, before it runs; from its settings and headers, without its numbers.
 *
 * @param family as its settings call it
 * @param parameters numbers in all weights; one table for both ends counts once
 * @param tied whether the unembedding is the table of embeddings
 * @param traits in which families differ: norm, positions, attention, MLP
 * @param tokenizer null if there is none beside the weights
 * @param sites by canonical name, N a layer
 * @param memory bytes
 * @param note what of the model was not opened, and why its tokenizer was not; empty if all was
 */
public record TransformerSummary(
    String family,
    Architecture.Sizes sizes,
    long parameters,
    boolean tied,
    List<Trait> traits,
    @org.jspecify.annotations.Nullable Text tokenizer,
    List<Site> sites,
    Memory memory,
    String note) {

  public TransformerSummary {
    traits = List.copyOf(traits);
    sites = List.copyOf(sites);
  }

  /** One thing in which families differ, and how it is here. */
  public record Trait(String name, String value) {}

  /** How texts become tokens. */
  public record Text(int tokens, int special) {}

  /**
   * A kind of value that can be looked at and changed.
   *
   * @param shape its axes, with numbers where they are known
   * @param units what one unit of it is
   */
  public record Site(String name, String shape, String units) {}

  /**
   * Bytes of weights in the type that they are computed in.
   *
   * @param whole all of them
   * @param layer the largest layer
   * @param ends embedding and output, the larger
   * @param resident what is needed when layers are brought in one by one
   */
  public record Memory(long whole, long layer, long ends, long resident) {}

  /** Describes; a tokenizer that cannot be read is told in the note. */
  public static TransformerSummary of(Transformer model) {
    Architecture a = model.architecture();
    boolean tied = isTied(model);
    long parameters = 0;
    for (String name : model.weightNames()) {
      if (tied && name.equals("unembed.weight")) continue;
      parameters += model.weight(name).orElseThrow().count();
    }
    String note = model.note();
    Optional<Tokenizer> tokenizer;
    try {
      tokenizer = model.tokenizer();
    } catch (TokenizerException e) {
      tokenizer = Optional.empty();
      note = (note + " Its tokenizer cannot be read: " + e.getMessage()).strip();
    }
    return new TransformerSummary(
        a.family(),
        a.sizes(),
        parameters,
        tied,
        traits(a),
        tokenizer.map(TransformerSummary::text).orElse(null),
        SiteList.of(a),
        memory(model, tied),
        note);
  }

  private static boolean isTied(Transformer model) {
    var embed = model.weight("embed.weight");
    var unembed = model.weight("unembed.weight");
    return embed.isPresent()
        && unembed.isPresent()
        && embed.get().address().equals(unembed.get().address());
  }

  private static Text text(Tokenizer tokenizer) {
    int special = 0;
    for (int id = 0; id < tokenizer.size(); id++) if (tokenizer.isSpecial(id)) special++;
    return new Text(tokenizer.size(), special);
  }

  private static List<Trait> traits(Architecture a) {
    List<Trait> traits = new ArrayList<>();
    traits.add(
        new Trait(
            "norm",
            switch (a.norm().kind()) {
                  case LAYER -> "layer norm";
                  case RMS -> "RMS norm";
                  case NONE -> "none";
                }
                + ", "
                + a.norm().placement().name().toLowerCase(Locale.ROOT)
                + ", ε "
                + a.norm().epsilon()));
    String positions = a.positions().learned() ? "learned" : "";
    if (!a.positions().rotary().isEmpty()) positions = "rotary";
    if (!a.positions().slopes().isEmpty()) positions = "ALiBi";
    traits.add(new Trait("positions", positions.isEmpty() ? "none" : positions));
    String heads = a.sizes().heads() == a.sizes().keyHeads() ? "multi-head" : "grouped";
    long windows = a.attention().windows().stream().filter(w -> w > 0).count();
    traits.add(
        new Trait(
            "attention",
            heads
                + (a.attention().causal() ? ", causal" : ", in both directions")
                + (windows > 0 ? ", " + windows + " layers with a window" : "")));
    if (a.sizes().mlpWidth() > 0) {
      traits.add(new Trait("mlp", (a.mlp().gated() ? "gated " : "") + a.mlp().activation()));
    }
    return traits;
  }

  private static Memory memory(Transformer model, boolean tied) {
    int size = model.weights().type().dtype().byteSize();
    Map<String, Long> parts = new TreeMap<>();
    long ends = 0;
    long whole = 0;
    for (String name : model.weightNames()) {
      long bytes = size * model.weight(name).orElseThrow().count();
      if (!tied || !name.equals("unembed.weight")) whole += bytes;
      if (name.startsWith("blocks.")) {
        parts.merge(name.substring(0, name.indexOf('.', 7)), bytes, Long::sum);
      } else ends = Math.max(ends, bytes);
    }
    long layer = parts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new Memory(whole, layer, ends, Math.max(2 * layer, ends));
  }
}
