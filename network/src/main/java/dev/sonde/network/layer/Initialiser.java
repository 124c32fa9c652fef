package dev.sonde.network.layer;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How weights start. Biases and running means start at zero, scales and running variances at one,
 * except where an initialiser says otherwise.
 */
public sealed interface Initialiser {

  /** Fills the {@code spec.shape().count()} elements of one parameter. */
  void fill(ParameterSpec spec, float[] values, SplittableRandom random);

  /**
   * PyTorch's defaults: U(±1/√fan_in) for weights and biases (recurrent layers: fan_in = hidden
   * units), N(0,1) for embeddings.
   */
  record Framework() implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      switch (spec.role()) {
        case WEIGHT, RECURRENT, BIAS ->
            Fill.uniform(values, 1 / Math.sqrt((double) spec.fanIn()), random);
        case EMBEDDING -> Fill.normal(values, 1, random);
        case SCALE, SHIFT, MEAN, VARIANCE, COUNT, CONSTANT -> Fill.rest(spec.role(), values);
      }
    }
  }

  /** U(−bound, bound) on all trained parameters. */
  record Uniform(double bound) implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      if (spec.role().trained()) Fill.uniform(values, bound, random);
      else Fill.rest(spec.role(), values);
    }
  }

  /** N(0, deviation²) on all weights. */
  record Normal(double deviation) implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      if (Fill.isWeight(spec)) Fill.normal(values, deviation, random);
      else Fill.rest(spec.role(), values);
    }
  }

  /** N(0, 2/fan_in) (He et al. 2015). */
  record KaimingNormal() implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      if (Fill.isWeight(spec)) Fill.normal(values, Math.sqrt(2.0 / spec.fanIn()), random);
      else Fill.rest(spec.role(), values);
    }
  }

  /** U(±√(6/fan_in)) (He et al. 2015). */
  record KaimingUniform() implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      if (Fill.isWeight(spec)) Fill.uniform(values, Math.sqrt(6.0 / spec.fanIn()), random);
      else Fill.rest(spec.role(), values);
    }
  }

  /** N(0, gain²·2/(fan_in + fan_out)) (Glorot and Bengio 2010). */
  record XavierNormal(double gain) implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      double deviation = gain * Math.sqrt(2.0 / (spec.fanIn() + spec.fanOut()));
      if (Fill.isWeight(spec)) Fill.normal(values, deviation, random);
      else Fill.rest(spec.role(), values);
    }
  }

  /** U(±gain·√(6/(fan_in + fan_out))) (Glorot and Bengio 2010). */
  record XavierUniform(double gain) implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      double bound = gain * Math.sqrt(6.0 / (spec.fanIn() + spec.fanOut()));
      if (Fill.isWeight(spec)) Fill.uniform(values, bound, random);
      else Fill.rest(spec.role(), values);
    }
  }

  /** Orthonormal rows (or columns, if fewer), times gain (Saxe et al. 2014). */
  record Orthogonal(double gain) implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      if (Fill.isWeight(spec)) {
        Fill.orthogonal(values, Math.toIntExact(spec.shape().extent(0)), gain, random);
      } else {
        Fill.rest(spec.role(), values);
      }
    }
  }

  /**
   * Keras's defaults: U(±√(6/(in + out))) for weights, an orthonormal recurrent matrix of all gates
   * together, biases zero, an LSTM's forget gate open (bias 1); embeddings U(±0.05).
   */
  record Keras() implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      switch (spec.role()) {
        case WEIGHT -> {
          // Keras counts all gates as outputs of a recurrent layer's input weights.
          double in = (double) values.length / spec.shape().extent(0);
          double out = spec.shape().extent(0);
          boolean matrix = spec.shape().rank() == 2;
          Fill.uniform(
              values, Math.sqrt(6 / (matrix ? in + out : spec.fanIn() + spec.fanOut())), random);
        }
        case RECURRENT ->
            Fill.orthogonal(values, Math.toIntExact(spec.shape().extent(0)), 1, random);
        case EMBEDDING -> Fill.uniform(values, .05, random);
        case BIAS -> {
          Fill.rest(spec.role(), values);
          boolean lstm = spec.name().contains(".bias_ih_l") && values.length == 4 * spec.fanIn();
          if (lstm) Arrays.fill(values, values.length / 4, values.length / 2, 1);
        }
        case SCALE, SHIFT, MEAN, VARIANCE, COUNT, CONSTANT -> Fill.rest(spec.role(), values);
      }
    }
  }

  /** N(0, deviation²) without what lies beyond two deviations, which is drawn anew. */
  record TruncatedNormal(double deviation) implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      if (Fill.isWeight(spec)) Fill.truncated(values, deviation, random);
      else Fill.rest(spec.role(), values);
    }
  }

  /** One value in every weight. */
  record Constant(float value) implements Initialiser {
    @Override
    public void fill(ParameterSpec spec, float[] values, SplittableRandom random) {
      if (Fill.isWeight(spec)) Arrays.fill(values, value);
      else Fill.rest(spec.role(), values);
    }
  }
}
