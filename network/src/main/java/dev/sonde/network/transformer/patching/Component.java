package dev.sonde.network.transformer.patching;

import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a transformer that writes to or reads from the residual stream: {@code embed}, a head
 * {@code 1.3}, an MLP {@code mlp.2}, {@code logits}; as a receiver a head reads through its
 * queries, keys or values: {@code 1.3.q}.
 *
 * @param layer counted from 0; −1 of the embedding and the logits
 * @param head counted from 0; −1 of all but heads
 * @param part {@code q}, {@code k} or {@code v} of a head that receives, else empty
 */
public record Component(Kind kind, int layer, int head, String part) {

  /** What it is. */
  public enum Kind {
    EMBED,
    HEAD,
    MLP,
    LOGITS
  }

  private static final Pattern HEAD = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.([qkv]))?");
  private static final Pattern MLP = Pattern.compile("mlp\\.(\\d{1,6})");

  /**
   * Reads a name.
   *
   * @throws TransformerException if it is none
   */
  public static Component of(String name) {
    if (name.equals("embed")) return new Component(Kind.EMBED, -1, -1, "");
    if (name.equals("logits")) return new Component(Kind.LOGITS, -1, -1, "");
    Matcher mlp = MLP.matcher(name);
    if (mlp.matches()) return new Component(Kind.MLP, Integer.parseInt(mlp.group(1)), -1, "");
    Matcher head = HEAD.matcher(name);
    if (!head.matches()) {
      throw new TransformerException(
          "'"
              + name
              + "' is no component: embed, a head as 1.3, an MLP as mlp.2, logits; a head receives"
              + " as 1.3.q, 1.3.k or 1.3.v");
    }
    return new Component(
        Kind.HEAD,
        Integer.parseInt(head.group(1)),
        Integer.parseInt(head.group(2)),
        head.group(3) == null ? "" : head.group(3));
  }

  /** All that write before {@code to}, in the order of the model. */
  public static List<Component> before(Transformer model, Component to) {
    Architecture a = model.architecture();
    List<Component> all = new ArrayList<>();
    all.add(new Component(Kind.EMBED, -1, -1, ""));
    for (int layer = 0; layer < a.sizes().layers(); layer++) {
      for (int head = 0; head < a.sizes().heads(); head++) {
        all.add(new Component(Kind.HEAD, layer, head, ""));
      }
      if (a.sizes().mlpWidth() > 0) all.add(new Component(Kind.MLP, layer, -1, ""));
    }
    all.removeIf(sender -> !sender.isBefore(to, a.norm().placement()));
    return all;
  }

  boolean isBefore(Component to, Architecture.Norm.Placement placement) {
    if (kind == Kind.LOGITS || !part.isEmpty()) return false;
    if (to.kind == Kind.EMBED) return false;
    if (kind == Kind.EMBED || to.kind == Kind.LOGITS) return true;
    if (layer != to.layer) return layer < to.layer;
    boolean inTurn = placement == Architecture.Norm.Placement.BEFORE;
    return inTurn && kind == Kind.HEAD && to.kind == Kind.MLP;
  }

  void requireIn(Transformer model) {
    Architecture.Sizes s = model.architecture().sizes();
    boolean mlp = kind != Kind.MLP || s.mlpWidth() > 0;
    if (layer < s.layers() && head < s.heads() && mlp) return;
    throw new TransformerException(
        "%s: no component '%s'; there are %d layers of %d heads, counted from 0%s"
            .formatted(
                model.path(),
                this,
                s.layers(),
                s.heads(),
                s.mlpWidth() > 0 ? "" : ", and no MLPs"));
  }

  /** The site that holds what it writes; of a head what stands before its output matrix. */
  String writes() {
    return switch (kind) {
      case EMBED -> "embed";
      case HEAD -> "blocks." + layer + ".attn.z";
      case MLP -> "blocks." + layer + ".mlp.out";
      case LOGITS -> throw new TransformerException("logits write nothing");
    };
  }

  /** The site at which a changed input shows; empty where it must be said through what. */
  String reads() {
    return switch (kind) {
      case HEAD -> part.isEmpty() ? "" : "blocks." + layer + ".attn." + part;
      case MLP -> "blocks." + layer + ".mlp.out";
      case LOGITS -> "logits";
      case EMBED -> throw new TransformerException("the embedding receives nothing");
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case EMBED -> "embed";
      case HEAD -> layer + "." + head + (part.isEmpty() ? "" : "." + part);
      case MLP -> "mlp." + layer;
      case LOGITS -> "logits";
    };
  }
}
