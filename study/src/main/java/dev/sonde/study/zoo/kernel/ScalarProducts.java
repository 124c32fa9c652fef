package dev.sonde.study.zoo.kernel;

/** One number after the other. */
record ScalarProducts() implements Products {

  @Override
  public void gather(
      float[] from,
      int channels,
      int pixels,
      float[] weights,
      float[] bias,
      int[][] links,
      float[] to) {
    for (int o = 0; o < bias.length; o++) {
      for (int p = 0; p < links.length; p++) {
        for (int n = 0; n < WIDTH; n++) {
          float sum = bias[o];
          for (int c = 0; c < channels; c++) {
            int w = (o * channels + c) * Grid.TAPS;
            for (int j = 0; j < links[p].length; j += 2) {
              sum += weights[w + links[p][j]] * from[(c * pixels + links[p][j + 1]) * WIDTH + n];
            }
          }
          to[(o * links.length + p) * WIDTH + n] = sum;
        }
      }
    }
  }

  @Override
  public void correlate(
      float[] given,
      int outs,
      int outPixels,
      float[] from,
      int channels,
      int pixels,
      int[][] taps,
      float[] sums) {
    for (int o = 0; o < outs; o++) {
      for (int c = 0; c < channels; c++) {
        for (int t = 0; t < taps.length; t++) {
          for (int j = 0; j < taps[t].length; j += 2) {
            int g = (o * outPixels + taps[t][j]) * WIDTH;
            int x = (c * pixels + taps[t][j + 1]) * WIDTH;
            int s = ((o * channels + c) * Grid.TAPS + t) * WIDTH;
            for (int n = 0; n < WIDTH; n++) sums[s + n] += given[g + n] * from[x + n];
          }
        }
      }
    }
  }

  @Override
  public void tanh(float[] values) {
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.tanh(values[i]);
  }
}
