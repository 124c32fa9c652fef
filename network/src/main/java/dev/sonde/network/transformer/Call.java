package dev.sonde.network.transformer;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Probes;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Autograd;
import dev.sonde.network.torch.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a transformer, block by block, so that a question may compute once what several
 * variants share.
 *
 * <pre>{@code
 * try (Call call = model.call(tokens, Tap.values("blocks.*.attn.pattern"))) {
 *   Array x = call.embed();
 *   for (int n = 0; n < model.architecture().sizes().layers(); n++) x = call.block(n, x);
 *   float[] logits = call.output(x).toFloats();
 *   Capture seen = call.capture();
 * }
 * }</pre>
 *
 * Every array made during the call is freed when it closes. Belongs to the thread that opened it.
 */
public final class Call implements AutoCloseable {

  private final Architecture architecture;
  private final Weights weights;
  private final Probes probes;
  private final boolean gradients;
  private final Scope scope = new Scope();
  private final Autograd.@Nullable Off off;
  private final Embed embed;
  private final Block block;
  private final Head head;

  Call(
      Architecture architecture,
      Weights weights,
      Input input,
      List<Probe> probes,
      @Nullable KeyValues past) {
    this.architecture = architecture;
    this.weights = weights;
    this.probes = new Probes(probes);
    this.gradients = this.probes.needGradients();
    this.off = gradients ? null : Autograd.off();
    Sites sites = new Sites(this.probes);
    Visibility visibility = new Visibility(architecture, input, past, weights.type());
    this.embed = new Embed(architecture, weights, input, sites, past);
    this.block = new Block(architecture, weights, sites, visibility, past);
    this.head = new Head(architecture, weights, sites);
  }

  /** The residual stream that enters block 0: {@code [rows × positions × width]}. */
  public Array embed() {
    return embed.compute();
  }

  /**
   * What block {@code layer} makes of the residual stream. Without gradients all else that it
   * computed is freed.
   */
  public Array block(int layer, Array x) {
    if (gradients) return block.compute(layer, x);
    try (Scope inner = new Scope()) {
      return inner.keep(block.compute(layer, x));
    }
  }

  /** The logits of the last residual stream: {@code [rows × positions × outputs]}. */
  public Array output(Array x) {
    return head.compute(x);
  }

  /** Logits of any residual stream through the final norm, not seen by probes. */
  public Array unembed(Array x) {
    return new Head(architecture, weights, new Sites(new Probes(List.of()))).compute(x);
  }

  /** All blocks one after the other. */
  public Array forward() {
    Array x = embed();
    for (int layer = 0; layer < architecture.sizes().layers(); layer++) {
      Array next = block(layer, x);
      if (!gradients) x.close();
      x = next;
    }
    Array logits = output(x);
    probes.requireUsed();
    return logits;
  }

  /** Sends the gradient of a scalar back to the sites that are tapped for it. */
  public void backward(Array scalar) {
    Autograd.backward(scalar);
  }

  /**
   * What the taps recorded.
   *
   * @throws dev.sonde.network.probe.SiteException if a probe names a site that the model does not
   *     have
   */
  public Capture capture() {
    return probes.capture();
  }

  @Override
  public void close() {
    if (off != null) off.close();
    scope.close();
  }

  /** Reports sites to the probes. */
  record Sites(Probes probes) {

    Array visit(String address, Array value, int unitAxis) {
      return probes.visit(address, value, unitAxis);
    }

    /** Whether somebody looks at a site that would not be computed otherwise. */
    boolean watches(String address) {
      probes.offer(address);
      return probes.watch(address);
    }

    /**
     * Whether what flows on must come from this site. Where somebody only looks, it is computed
     * beside what flows, so that looking changes no bit.
     */
    boolean changes(String address) {
      return probes.changes(address, List.of());
    }
  }
}
