package dev.sonde.network.train;

/** The rule by which gradients change weights, with PyTorch's definitions. */
public sealed interface Optimiser {

  /**
   * Kingma and Ba 2015.
   *
   * @param weightDecay λ of an L2 term: the gradient becomes g + λw
   */
  record Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimiser {

    public static Adam of(double rate) {
      return new Adam(rate, 0.9, 0.999, 1e-8, 0);
    }

    public Adam weightDecay(double decay) {
      return new Adam(rate, beta1, beta2, epsilon, decay);
    }
  }

  /**
   * Adam with a decay apart from the gradient (Loshchilov and Hutter 2019): w ← w − rate·λw, then
   * Adam's step of g alone.
   *
   * @param weightDecay λ
   */
  record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay)
      implements Optimiser {

    public static AdamW of(double rate, double weightDecay) {
      return new AdamW(rate, 0.9, 0.999, 1e-8, weightDecay);
    }

    public AdamW beta2(double other) {
      return new AdamW(rate, beta1, other, epsilon, weightDecay);
    }
  }

  /**
   * Stochastic gradient descent: v ← momentum·v + g + λw, w ← w − rate_t·v.
   *
   * @param decay of the rate: rate_t = rate / (1 + decay·t), t = steps done before
   */
  record Sgd(double rate, double momentum, double decay, double weightDecay) implements Optimiser {

    public static Sgd of(double rate, double momentum) {
      return new Sgd(rate, momentum, 0, 0);
    }

    double rateAt(long step) {
      return rate / (1 + decay * step);
    }
  }
}
