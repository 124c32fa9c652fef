package dev.sonde.network.transformer;

import dev.sonde.network.transformer.TransformerSummary.Site;
import java.util.ArrayList;
import java.util.List;

/** The canonical sites of an architecture. */
final class SiteList {

  private static final String ROWS = "rows × positions × ";

  private SiteList() {}

  static List<Site> of(Architecture a) {
    Architecture.Sizes s = a.sizes();
    String stream = ROWS + s.width();
    List<Site> all = new ArrayList<>();
    all.add(new Site("embed", stream, "dimensions"));
    if (a.positions().learned()) all.add(new Site("pos_embed", stream, "dimensions"));
    boolean normed = a.norm().kind() != Architecture.Norm.Kind.NONE;
    boolean mlp = s.mlpWidth() > 0;
    boolean parallel = a.norm().placement() == Architecture.Norm.Placement.PARALLEL;
    all.add(new Site("blocks.N.resid_pre", stream, "dimensions"));
    if (mlp && !parallel) all.add(new Site("blocks.N.resid_mid", stream, "dimensions"));
    all.add(new Site("blocks.N.resid_post", stream, "dimensions"));
    if (normed) {
      all.add(new Site("blocks.N.ln1", stream, "dimensions"));
      if (mlp) all.add(new Site("blocks.N.ln2", stream, "dimensions"));
    }
    String queries = ROWS + s.heads() + " × " + s.headWidth();
    String keys = ROWS + s.keyHeads() + " × " + s.headWidth();
    all.add(new Site("blocks.N.attn.q", queries, "heads"));
    all.add(new Site("blocks.N.attn.k", keys, "heads"));
    all.add(new Site("blocks.N.attn.v", keys, "heads"));
    if (!a.positions().rotary().isEmpty()) {
      all.add(new Site("blocks.N.attn.rot_q", queries, "heads"));
      all.add(new Site("blocks.N.attn.rot_k", keys, "heads"));
    }
    String square = "rows × " + s.heads() + " × queries × keys";
    all.add(new Site("blocks.N.attn.scores", square, "heads"));
    all.add(new Site("blocks.N.attn.pattern", square, "heads"));
    all.add(new Site("blocks.N.attn.z", queries, "heads"));
    all.add(new Site("blocks.N.attn.result", ROWS + s.heads() + " × " + s.width(), "heads"));
    all.add(new Site("blocks.N.attn.out", stream, "dimensions"));
    if (mlp) {
      String neurons = ROWS + s.mlpWidth();
      all.add(new Site("blocks.N.mlp.pre", neurons, "neurons"));
      if (a.mlp().gated()) all.add(new Site("blocks.N.mlp.up", neurons, "neurons"));
      all.add(new Site("blocks.N.mlp.post", neurons, "neurons"));
      all.add(new Site("blocks.N.mlp.out", stream, "dimensions"));
    }
    if (normed && a.output().norm()) all.add(new Site("ln_final", stream, "dimensions"));
    if (s.outputs() > 0) {
      String where = a.output().first() ? "rows × 1 × " : ROWS;
      all.add(new Site("logits", where + s.outputs(), "tokens"));
    }
    return all;
  }
}
