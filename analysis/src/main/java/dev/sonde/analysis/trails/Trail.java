package dev.sonde.analysis.trails;

import dev.sonde.analysis.kernel.Points;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one point through a sequence of pictures.
 *
 * @param places in order
 */
public record Trail(List<Place> places) {

  /**
   * @param depth how far along the sequence: 0 in the first picture, 1 in the last
   */
  public record Place(double x, double y, double depth) {}

  public Trail {
    places = List.copyOf(places);
    if (places.size() < 2) {
      throw new IllegalArgumentException("a trail of %d places".formatted(places.size()));
    }
  }

  /** One trail per point. */
  public static List<Trail> of(List<Points> pictures) {
    List<Trail> trails = new ArrayList<>();
    int last = pictures.size() - 1;
    for (int i = 0; i < pictures.getFirst().count(); i++) {
      List<Place> places = new ArrayList<>();
      for (int t = 0; t <= last; t++) {
        Points at = pictures.get(t);
        places.add(new Place(at.at(i, 0), at.at(i, 1), (double) t / last));
      }
      trails.add(new Trail(places));
    }
    return trails;
  }

  /** Its length in the plane. */
  public double length() {
    double sum = 0;
    for (int i = 1; i < places.size(); i++) {
      sum += distance(places.get(i - 1), places.get(i));
    }
    return sum;
  }

  static double distance(Place a, Place b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  /** Places at even steps, at most {@code step} apart; ends and depths are kept. */
  Trail resampled(double step) {
    double length = length();
    int pieces = (int) Math.clamp(Math.ceil(length / step), 1, 10_000);
    List<Place> even = new ArrayList<>();
    even.add(places.getFirst());
    int at = 1;
    double before = 0;
    double here = distance(places.get(0), places.get(1));
    for (int k = 1; k < pieces; k++) {
      double wanted = length * k / pieces;
      while (here < wanted && at + 1 < places.size()) {
        before = here;
        at++;
        here += distance(places.get(at - 1), places.get(at));
      }
      double share = here > before ? Math.clamp((wanted - before) / (here - before), 0, 1) : 0;
      Place a = places.get(at - 1);
      Place b = places.get(at);
      even.add(
          new Place(
              a.x + share * (b.x - a.x),
              a.y + share * (b.y - a.y),
              a.depth + share * (b.depth - a.depth)));
    }
    even.add(places.getLast());
    return new Trail(even);
  }

  /** Every place but the ends moved half way to the middle of its neighbours. */
  Trail smoothed() {
    List<Place> smooth = new ArrayList<>(places);
    for (int i = 1; i + 1 < places.size(); i++) {
      Place a = places.get(i - 1);
      Place b = places.get(i);
      Place c = places.get(i + 1);
      smooth.set(i, new Place(b.x / 2 + (a.x + c.x) / 4, b.y / 2 + (a.y + c.y) / 4, b.depth));
    }
    return new Trail(smooth);
  }
}
