package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;

/** From the last residual stream to the logits; to the normalised stream if there is no head. */
record Head(Architecture architecture, Weights weights, Call.Sites sites) {

  Array compute(Array last) {
    Norms norms = new Norms(architecture.norm(), weights, sites);
    Array x = architecture.output().norm() ? norms.visited("ln_final", last) : last;
    if (architecture.sizes().outputs() == 0) return x;
    if (architecture.output().first()) x = x.narrow(1, 0, 1);
    if (architecture.output().transform()) {
      Array dense =
          Functional.linear(x, weights.get("head.dense.weight"), weights.find("head.dense.bias"));
      x = norms.visited("head.norm", architecture.mlp().activation().of(dense));
    }
    Array logits =
        Functional.linear(x, weights.get("unembed.weight"), weights.find("unembed.bias"));
    double cap = architecture.output().softcap();
    if (cap > 0) logits = logits.multiply(1 / cap).tanh().multiply(cap);
    return sites.visit("logits", logits, -1);
  }
}
