package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import org.jspecify.annotations.Nullable;

/** From tokens or pixels to the residual stream that enters block 0. */
final class Embed {

  private final Architecture architecture;
  private final Weights weights;
  private final Input input;
  private final Call.Sites sites;
  private final @Nullable KeyValues past;

  Embed(
      Architecture architecture,
      Weights weights,
      Input input,
      Call.Sites sites,
      @Nullable KeyValues past) {
    this.architecture = architecture;
    this.weights = weights;
    this.input = input;
    this.sites = sites;
    this.past = past;
  }

  Array compute() {
    Array x =
        switch (input) {
          case Input.Tokens tokens -> tokens(tokens);
          case Input.Pixels pixels -> patches(pixels);
        };
    x = sites.visit("embed", x, -1);
    if (architecture.positions().learned()) x = x.add(sites.visit("pos_embed", positions(x), -1));
    if (architecture.embedding().types()) {
      x = x.add(weights.get("embed.types.weight").select(0, 0));
    }
    if (!architecture.embedding().norm()) return x;
    return new Norms(architecture.norm(), weights, sites).visited("ln_embed", x);
  }

  private Array tokens(Input.Tokens tokens) {
    Architecture.Sizes sizes = architecture.sizes();
    if (sizes.vocabulary() == 0) {
      throw new TransformerException("the model reads images, not tokens");
    }
    int before = past == null ? 0 : past.length();
    if (tokens.positions() > sizes.context() - before) {
      throw new TransformerException(
          "a text of "
              + (before + tokens.positions())
              + " tokens; the model has at most "
              + sizes.context()
              + " positions");
    }
    long[] ids = new long[tokens.ids().length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tokens.ids()[i];
      if (ids[i] < 0 || ids[i] >= sizes.vocabulary()) {
        throw new TransformerException(
            "token " + ids[i] + " of a vocabulary of " + sizes.vocabulary());
      }
    }
    Array rows =
        weights.isKept()
            ? Functional.embedding(weights.get("embed.weight"), Array.ofIndices(ids, ids.length))
            : weights.rows("embed.weight", ids);
    Array x = rows.view(tokens.rows(), tokens.positions(), sizes.width());
    double scale = architecture.embedding().scale();
    if (scale == 1) return x;
    // The factor is rounded to the model's own type, as the reference has it.
    return x.multiply(Array.scalar((float) scale).to(x.type()));
  }

  private Array positions(Array x) {
    int before = past == null ? 0 : past.length();
    long start = architecture.positions().offset() + (long) before;
    Array table = weights.get("embed.positions.weight");
    return table
        .narrow(0, start, x.extent(1))
        .unsqueeze(0)
        .expand(x.extent(0), x.extent(1), x.extent(2));
  }

  /** Patches through one matrix, behind the class token. */
  private Array patches(Input.Pixels input) {
    Architecture.Image image =
        architecture
            .embedding()
            .image()
            .orElseThrow(() -> new TransformerException("the model reads tokens, not images"));
    Array pixels = Array.of(input.pixels()).to(weights.type());
    if (pixels.extent(1) != image.channels()
        || pixels.extent(2) != image.height()
        || pixels.extent(3) != image.width()) {
      throw new TransformerException(
          "images of shape %s; the model reads %d channels of %d × %d pixels"
              .formatted(pixels.shape(), image.channels(), image.height(), image.width()));
    }
    long rows = pixels.extent(0);
    int down = image.down();
    int across = image.across();
    int high = image.patchHeight();
    int wide = image.patchWidth();
    Array seen = pixels.narrow(2, 0, (long) down * high).narrow(3, 0, (long) across * wide);
    Array cut = seen.contiguous().view(rows, image.channels(), down, high, across, wide);
    Array flat =
        Indexing.permute(cut, 0, 2, 4, 1, 3, 5).contiguous().view(rows, (long) down * across, -1);
    Array weight = weights.get("embed.patch.weight").view(architecture.sizes().width(), -1);
    Array x = Functional.linear(flat, weight, weights.find("embed.patch.bias"));
    Array first =
        weights.get("embed.class").view(1, 1, -1).expand(rows, 1, architecture.sizes().width());
    return Functional.concatenate(1, first, x);
  }
}
