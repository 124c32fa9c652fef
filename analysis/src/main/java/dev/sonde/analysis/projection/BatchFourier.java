package dev.sonde.analysis.projection;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sixteen discrete Fourier transforms at once, one per lane: Stockham's self-sorting algorithm with
 * radices 4, 2, 3 and 5 on arrays [length × 16]. No bit reversal, no shuffle, every access
 * contiguous.
 */
final class BatchFourier {
  static final int LANES = 16;
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private final int length;
  private final int[] radices;

  /** Per stage, for p = 0 … n/r−1 and k = 1 … r−1: cos and −sin of 2πpk/n. */
  private final float[][] twiddles;

  /** Arrays that one transform works in; one per thread at a time. */
  static final class Work {
    float[] re;
    float[] im;
    private float[] otherRe;
    private float[] otherIm;

    Work(int length) {
      re = new float[length * LANES];
      im = new float[length * LANES];
      otherRe = new float[length * LANES];
      otherIm = new float[length * LANES];
    }

    private void swap() {
      float[] a = re;
      re = otherRe;
      otherRe = a;
      a = im;
      im = otherIm;
      otherIm = a;
    }
  }

  /**
   * @param length 2^a·3^b·5^c
   */
  BatchFourier(int length) {
    this.length = length;
    this.radices = radices(length);
    this.twiddles = new float[radices.length][];
    int n = length;
    for (int stage = 0; stage < radices.length; stage++) {
      twiddles[stage] = twiddles(n, radices[stage]);
      n /= radices[stage];
    }
  }

  private static int[] radices(int length) {
    int[] found = new int[32];
    int size = 0;
    int left = length;
    for (int radix : new int[] {4, 5, 3, 2}) {
      while (left % radix == 0) {
        found[size++] = radix;
        left /= radix;
      }
    }
    if (left != 1) {
      throw new IllegalArgumentException("length %d has a prime factor above 5".formatted(length));
    }
    return Arrays.copyOf(found, size);
  }

  private static float[] twiddles(int n, int radix) {
    int m = n / radix;
    float[] table = new float[m * (radix - 1) * 2];
    int at = 0;
    for (int p = 0; p < m; p++) {
      for (int k = 1; k < radix; k++) {
        double angle = 2 * Math.PI * p * k / n;
        table[at++] = (float) Math.cos(angle);
        table[at++] = (float) -Math.sin(angle);
      }
    }
    return table;
  }

  int length() {
    return length;
  }

  /** X_k = Σ x_j exp(−2πi·jk/length), in place (the arrays of {@code work} are exchanged). */
  void forward(Work work) {
    int n = length;
    int stride = 1;
    for (int stage = 0; stage < radices.length; stage++) {
      int radix = radices[stage];
      int m = n / radix;
      float[] w = twiddles[stage];
      for (int p = 0; p < m; p++) {
        switch (radix) {
          case 4 ->
              four(work.re, work.im, work.otherRe, work.otherIm, p, m * stride, stride, w, p * 6);
          case 2 ->
              two(work.re, work.im, work.otherRe, work.otherIm, p, m * stride, stride, w, p * 2);
          case 3 ->
              three(work.re, work.im, work.otherRe, work.otherIm, p, m * stride, stride, w, p * 4);
          default ->
              five(work.re, work.im, work.otherRe, work.otherIm, p, m * stride, stride, w, p * 8);
        }
      }
      work.swap();
      n = m;
      stride *= radix;
    }
  }

  /** The same with +i, not divided by the length: real and imaginary parts change places. */
  void inverse(Work work) {
    exchange(work);
    forward(work);
    exchange(work);
  }

  private static void exchange(Work work) {
    float[] a = work.re;
    work.re = work.im;
    work.im = a;
    a = work.otherRe;
    work.otherRe = work.otherIm;
    work.otherIm = a;
  }

  private static void two(
      float[] re,
      float[] im,
      float[] toRe,
      float[] toIm,
      int p,
      int half,
      int s,
      float[] w,
      int t) {
    FloatVector wr = FloatVector.broadcast(S, w[t]);
    FloatVector wi = FloatVector.broadcast(S, w[t + 1]);
    int a = p * s * LANES;
    int b = a + half * LANES;
    int out = 2 * p * s * LANES;
    int next = out + s * LANES;
    for (int q = 0; q < s * LANES; q += L) {
      FloatVector ar = FloatVector.fromArray(S, re, a + q);
      FloatVector ai = FloatVector.fromArray(S, im, a + q);
      FloatVector br = FloatVector.fromArray(S, re, b + q);
      FloatVector bi = FloatVector.fromArray(S, im, b + q);
      ar.add(br).intoArray(toRe, out + q);
      ai.add(bi).intoArray(toIm, out + q);
      store(ar.sub(br), ai.sub(bi), wr, wi, toRe, toIm, next + q);
    }
  }

  private static void store(
      FloatVector r,
      FloatVector i,
      FloatVector wr,
      FloatVector wi,
      float[] toRe,
      float[] toIm,
      int at) {
    r.mul(wr).sub(i.mul(wi)).intoArray(toRe, at);
    r.mul(wi).add(i.mul(wr)).intoArray(toIm, at);
  }

  private static void four(
      float[] re,
      float[] im,
      float[] toRe,
      float[] toIm,
      int p,
      int quarter,
      int s,
      float[] w,
      int t) {
    FloatVector w1r = FloatVector.broadcast(S, w[t]);
    FloatVector w1i = FloatVector.broadcast(S, w[t + 1]);
    FloatVector w2r = FloatVector.broadcast(S, w[t + 2]);
    FloatVector w2i = FloatVector.broadcast(S, w[t + 3]);
    FloatVector w3r = FloatVector.broadcast(S, w[t + 4]);
    FloatVector w3i = FloatVector.broadcast(S, w[t + 5]);
    int a = p * s * LANES;
    int step = quarter * LANES;
    int out = 4 * p * s * LANES;
    int next = s * LANES;
    for (int q = 0; q < s * LANES; q += L) {
      FloatVector ar = FloatVector.fromArray(S, re, a + q);
      FloatVector ai = FloatVector.fromArray(S, im, a + q);
      FloatVector br = FloatVector.fromArray(S, re, a + step + q);
      FloatVector bi = FloatVector.fromArray(S, im, a + step + q);
      FloatVector cr = FloatVector.fromArray(S, re, a + 2 * step + q);
      FloatVector ci = FloatVector.fromArray(S, im, a + 2 * step + q);
      FloatVector dr = FloatVector.fromArray(S, re, a + 3 * step + q);
      FloatVector di = FloatVector.fromArray(S, im, a + 3 * step + q);
      FloatVector acr = ar.add(cr);
      FloatVector aci = ai.add(ci);
      FloatVector amr = ar.sub(cr);
      FloatVector ami = ai.sub(ci);
      FloatVector bdr = br.add(dr);
      FloatVector bdi = bi.add(di);
      FloatVector bmr = br.sub(dr);
      FloatVector bmi = bi.sub(di);
      acr.add(bdr).intoArray(toRe, out + q);
      aci.add(bdi).intoArray(toIm, out + q);
      store(amr.add(bmi), ami.sub(bmr), w1r, w1i, toRe, toIm, out + next + q);
      store(acr.sub(bdr), aci.sub(bdi), w2r, w2i, toRe, toIm, out + 2 * next + q);
      store(amr.sub(bmi), ami.add(bmr), w3r, w3i, toRe, toIm, out + 3 * next + q);
    }
  }

  private static void three(
      float[] re,
      float[] im,
      float[] toRe,
      float[] toIm,
      int p,
      int third,
      int s,
      float[] w,
      int t) {
    FloatVector w1r = FloatVector.broadcast(S, w[t]);
    FloatVector w1i = FloatVector.broadcast(S, w[t + 1]);
    FloatVector w2r = FloatVector.broadcast(S, w[t + 2]);
    FloatVector w2i = FloatVector.broadcast(S, w[t + 3]);
    float sin = (float) Math.sqrt(.75);
    int a = p * s * LANES;
    int step = third * LANES;
    int out = 3 * p * s * LANES;
    int next = s * LANES;
    for (int q = 0; q < s * LANES; q += L) {
      FloatVector ar = FloatVector.fromArray(S, re, a + q);
      FloatVector ai = FloatVector.fromArray(S, im, a + q);
      FloatVector br = FloatVector.fromArray(S, re, a + step + q);
      FloatVector bi = FloatVector.fromArray(S, im, a + step + q);
      FloatVector cr = FloatVector.fromArray(S, re, a + 2 * step + q);
      FloatVector ci = FloatVector.fromArray(S, im, a + 2 * step + q);
      FloatVector sr = br.add(cr);
      FloatVector si = bi.add(ci);
      FloatVector mr = ar.sub(sr.mul(.5f));
      FloatVector mi = ai.sub(si.mul(.5f));
      FloatVector dr = br.sub(cr).mul(sin);
      FloatVector di = bi.sub(ci).mul(sin);
      ar.add(sr).intoArray(toRe, out + q);
      ai.add(si).intoArray(toIm, out + q);
      store(mr.add(di), mi.sub(dr), w1r, w1i, toRe, toIm, out + next + q);
      store(mr.sub(di), mi.add(dr), w2r, w2i, toRe, toIm, out + 2 * next + q);
    }
  }

  private static void five(
      float[] re,
      float[] im,
      float[] toRe,
      float[] toIm,
      int p,
      int fifth,
      int s,
      float[] w,
      int t) {
    float c1 = (float) Math.cos(2 * Math.PI / 5);
    float c2 = (float) Math.cos(4 * Math.PI / 5);
    float s1 = (float) Math.sin(2 * Math.PI / 5);
    float s2 = (float) Math.sin(4 * Math.PI / 5);
    int a = p * s * LANES;
    int step = fifth * LANES;
    int out = 5 * p * s * LANES;
    int next = s * LANES;
    for (int q = 0; q < s * LANES; q += L) {
      FloatVector ar = FloatVector.fromArray(S, re, a + q);
      FloatVector ai = FloatVector.fromArray(S, im, a + q);
      FloatVector br = FloatVector.fromArray(S, re, a + step + q);
      FloatVector bi = FloatVector.fromArray(S, im, a + step + q);
      FloatVector cr = FloatVector.fromArray(S, re, a + 2 * step + q);
      FloatVector ci = FloatVector.fromArray(S, im, a + 2 * step + q);
      FloatVector dr = FloatVector.fromArray(S, re, a + 3 * step + q);
      FloatVector di = FloatVector.fromArray(S, im, a + 3 * step + q);
      FloatVector er = FloatVector.fromArray(S, re, a + 4 * step + q);
      FloatVector ei = FloatVector.fromArray(S, im, a + 4 * step + q);
      FloatVector ber = br.add(er);
      FloatVector bei = bi.add(ei);
      FloatVector bmr = br.sub(er);
      FloatVector bmi = bi.sub(ei);
      FloatVector cdr = cr.add(dr);
      FloatVector cdi = ci.add(di);
      FloatVector cmr = cr.sub(dr);
      FloatVector cmi = ci.sub(di);
      FloatVector m1r = ar.add(ber.mul(c1)).add(cdr.mul(c2));
      FloatVector m1i = ai.add(bei.mul(c1)).add(cdi.mul(c2));
      FloatVector m2r = ar.add(ber.mul(c2)).add(cdr.mul(c1));
      FloatVector m2i = ai.add(bei.mul(c2)).add(cdi.mul(c1));
      FloatVector n1r = bmi.mul(s1).add(cmi.mul(s2));
      FloatVector n1i = bmr.mul(s1).add(cmr.mul(s2));
      FloatVector n2r = bmi.mul(s2).sub(cmi.mul(s1));
      FloatVector n2i = bmr.mul(s2).sub(cmr.mul(s1));
      ar.add(ber).add(cdr).intoArray(toRe, out + q);
      ai.add(bei).add(cdi).intoArray(toIm, out + q);
      twiddled(m1r.add(n1r), m1i.sub(n1i), w, t, toRe, toIm, out + next + q);
      twiddled(m2r.add(n2r), m2i.sub(n2i), w, t + 2, toRe, toIm, out + 2 * next + q);
      twiddled(m2r.sub(n2r), m2i.add(n2i), w, t + 4, toRe, toIm, out + 3 * next + q);
      twiddled(m1r.sub(n1r), m1i.add(n1i), w, t + 6, toRe, toIm, out + 4 * next + q);
    }
  }

  private static void twiddled(
      FloatVector r, FloatVector i, float[] w, int t, float[] toRe, float[] toIm, int at) {
    store(r, i, FloatVector.broadcast(S, w[t]), FloatVector.broadcast(S, w[t + 1]), toRe, toIm, at);
  }
}
