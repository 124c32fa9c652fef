package dev.sonde.network.transformer.dictionary;

import dev.sonde.network.model.Network;
import dev.sonde.network.model.SparseAutoencoder;
import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where each feature is strongest. */
public final class Contexts {

  private Contexts() {}

  /**
   * A place in the texts.
   *
   * @param text which one, from 0
   * @param position of its token, from 0
   * @param code how strong the feature is there, in units of the site's standard deviation
   */
  public record Place(int text, int position, double code) {}

  /**
   * A feature.
   *
   * @param density share of the tokens in whose code it stands
   * @param energy mean of its squared codes over all tokens
   * @param top the places where it is strongest, at most one per text
   */
  public record Feature(int feature, double density, double energy, List<Place> top) {
    public Feature {
      top = List.copyOf(top);
    }
  }

  /**
   * Looks at all activations of the texts that they were captured from.
   *
   * @param texts in the order of the capture
   * @param most places per feature
   * @return features, those of most energy first
   */
  public static List<Feature> of(
      Network<Array, SparseAutoencoder.Output> network,
      Activations activations,
      List<int[]> texts,
      int most) {
    int features = Math.toIntExact(network.parameters().get("W_dec").shape().extent(0));
    RowSource source = RowSource.plain(activations);
    long[] counts = new long[features];
    double[] energy = new double[features];
    List<List<Place>> top = new ArrayList<>();
    for (int f = 0; f < features; f++) top.add(new ArrayList<>());
    int at = 0;
    for (int text = 0; text < texts.size(); text++) {
      int rows = texts.get(text).length - 1;
      if (rows < 1) continue;
      float[] codes = codes(network, source.rows(at, at + rows), rows);
      at += rows;
      for (int f = 0; f < features; f++) {
        int best = 0;
        for (int row = 0; row < rows; row++) {
          float code = codes[row * features + f];
          if (code > 0) counts[f]++;
          energy[f] += (double) code * code;
          if (code > codes[best * features + f]) best = row;
        }
        double code = codes[best * features + f];
        if (code > 0) keep(top.get(f), new Place(text, best + 1, code), most);
      }
    }
    List<Feature> found = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      double tokens = source.count();
      found.add(new Feature(f, counts[f] / tokens, energy[f] / tokens, top.get(f)));
    }
    found.sort(Comparator.comparingDouble(feature -> -feature.energy()));
    return found;
  }

  private static float[] codes(
      Network<Array, SparseAutoencoder.Output> network, float[] rows, int count) {
    try (Array x = Array.of(rows, count, rows.length / count)) {
      return network.compute(x, out -> out.codes().toFloats());
    }
  }

  private static void keep(List<Place> places, Place place, int most) {
    if (places.size() == most && places.getLast().code() >= place.code()) return;
    int at = 0;
    while (at < places.size() && places.get(at).code() >= place.code()) at++;
    places.add(at, place);
    if (places.size() > most) places.removeLast();
  }

  /** Features in no code of any text. */
  public static long dead(List<Feature> features) {
    return features.stream().filter(feature -> feature.density() == 0).count();
  }
}
