package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import org.jspecify.annotations.Nullable;

/** One block: attention and MLP around the residual stream. */
final class Block {

  private final Architecture architecture;
  private final Weights weights;
  private final Call.Sites sites;
  private final Norms norms;
  private final Attend attend;

  Block(
      Architecture architecture,
      Weights weights,
      Call.Sites sites,
      Visibility visibility,
      @Nullable KeyValues past) {
    this.architecture = architecture;
    this.weights = weights;
    this.sites = sites;
    this.norms = new Norms(architecture.norm(), weights, sites);
    this.attend = new Attend(architecture, weights, sites, norms, visibility, past);
  }

  Array compute(int layer, Array entering) {
    String name = "blocks." + layer;
    boolean mlp = architecture.sizes().mlpWidth() > 0;
    Array x = sites.visit(name + ".resid_pre", entering, -1);
    return switch (architecture.norm().placement()) {
      case BEFORE -> {
        Array mid = x.add(attend.compute(layer, norms.visited(name + ".ln1", x)));
        if (!mlp) yield sites.visit(name + ".resid_post", mid, -1);
        mid = sites.visit(name + ".resid_mid", mid, -1);
        Array post = mid.add(mlp(name, norms.visited(name + ".ln2", mid)));
        yield sites.visit(name + ".resid_post", post, -1);
      }
      case PARALLEL -> {
        Array attention = attend.compute(layer, norms.visited(name + ".ln1", x));
        Array post = mlp(name, norms.visited(name + ".ln2", x)).add(attention).add(x);
        yield sites.visit(name + ".resid_post", post, -1);
      }
      case AFTER -> {
        Array mid = sites.visit(name + ".resid_mid", x.add(attend.compute(layer, x)), -1);
        Array normal = norms.visited(name + ".ln1", mid);
        Array post = sites.visit(name + ".resid_post", normal.add(mlp(name, normal)), -1);
        yield norms.visited(name + ".ln2", post);
      }
      case AROUND -> {
        Array attention = attend.compute(layer, norms.visited(name + ".ln1", x));
        Array mid = x.add(norms.visited(name + ".ln1_post", attention));
        mid = sites.visit(name + ".resid_mid", mid, -1);
        Array written = mlp(name, norms.visited(name + ".ln2", mid));
        Array post = mid.add(norms.visited(name + ".ln2_post", written));
        yield sites.visit(name + ".resid_post", post, -1);
      }
    };
  }

  private Array mlp(String block, Array x) {
    String name = block + ".mlp";
    Array pre = sites.visit(name + ".pre", linear(name + ".in", x), -1);
    Array post = architecture.mlp().activation().of(pre);
    if (architecture.mlp().gated()) {
      post = post.multiply(sites.visit(name + ".up", linear(name + ".up", x), -1));
    }
    post = sites.visit(name + ".post", post, -1);
    return sites.visit(name + ".out", linear(name + ".out", post), -1);
  }

  private Array linear(String name, Array x) {
    return Functional.linear(x, weights.get(name + ".weight"), weights.find(name + ".bias"));
  }
}
