package dev.sonde.analysis.trails;

import dev.sonde.analysis.trails.Trail.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Draws trails together that run alike (kernel density estimation edge bundling; Hurter, Ersoy,
 * Telea 2012): again and again the density of all trails is estimated, every place but the ends
 * moves up its slope, and the trails are resampled and smoothed, each time with a narrower kernel.
 *
 * <p>A place keeps its depth while it moves, so that colours by depth are those before bundling.
 * Bundles show where many trails run, not where each runs: show the bare trails too.
 */
public final class Bundling {
  private Bundling() {}

  /**
   * @param rounds of density, slope, resampling and smoothing
   * @param kernel its first half width, as a share of the picture's width
   * @param shrinking factor of the kernel's width from round to round
   * @param sampling distance of places, as a share of the picture's width
   * @param grid cells of the density along each axis
   */
  public record Settings(int rounds, double kernel, double shrinking, double sampling, int grid) {
    public Settings {
      boolean shares = kernel > 0 && kernel < 1 && sampling > 0 && sampling < 1;
      if (rounds < 0 || grid < 16 || !shares || !(shrinking > 0 && shrinking <= 1)) {
        throw new IllegalArgumentException(
            "rounds %d, kernel %s, shrinking %s, sampling %s, grid %d: out of range"
                .formatted(rounds, kernel, shrinking, sampling, grid));
      }
    }

    /** 14 rounds from a kernel of 5 % that shrinks to 0.85 each time. */
    public static Settings defaults() {
      return new Settings(14, .05, .85, .008, 300);
    }
  }

  /** The trails in their order, with more places. */
  public static List<Trail> of(List<Trail> trails, Settings settings) {
    return trails.isEmpty()
        ? List.of()
        : bundled(trails, new Density(trails, settings.grid), settings);
  }

  /**
   * The trails in their order, those of each class drawn together by themselves, so that a bundle
   * has one colour. Kernels are as wide for all, as shares of the whole picture.
   *
   * @param classes of the trails
   */
  public static List<Trail> of(List<Trail> trails, List<Integer> classes, Settings settings) {
    if (classes.size() != trails.size()) {
      throw new IllegalArgumentException(
          "%d classes for %d trails".formatted(classes.size(), trails.size()));
    }
    if (trails.isEmpty()) return List.of();
    Density density = new Density(trails, settings.grid);
    List<Trail> all = new ArrayList<>(trails);
    for (int wanted : new TreeSet<>(classes)) {
      List<Integer> members =
          IntStream.range(0, trails.size()).filter(i -> classes.get(i) == wanted).boxed().toList();
      List<Trail> own = bundled(members.stream().map(trails::get).toList(), density, settings);
      for (int k = 0; k < own.size(); k++) all.set(members.get(k), own.get(k));
    }
    return List.copyOf(all);
  }

  private static List<Trail> bundled(List<Trail> trails, Density density, Settings settings) {
    double step = settings.sampling * density.extent();
    List<Trail> now = trails.stream().map(t -> t.resampled(step)).toList();
    double kernel = settings.kernel * density.extent();
    for (int round = 0; round < settings.rounds; round++) {
      density.estimate(now, kernel);
      List<Trail> next = new ArrayList<>();
      for (Trail trail : now) {
        next.add(climbed(trail, density, kernel / 2).resampled(step).smoothed());
      }
      now = next;
      kernel *= settings.shrinking;
    }
    return now;
  }

  private static Trail climbed(Trail trail, Density density, double step) {
    List<Place> places = new ArrayList<>(trail.places());
    for (int i = 1; i + 1 < places.size(); i++) {
      Place at = places.get(i);
      double dx = density.slopeX(at.x(), at.y());
      double dy = density.slopeY(at.x(), at.y());
      double steep = Math.hypot(dx, dy);
      if (steep > 0) {
        // Gentle slopes move less: on a ridge nothing may jump from side to side.
        double far = step * Math.min(1, steep / density.steepness());
        places.set(i, new Place(at.x() + far * dx / steep, at.y() + far * dy / steep, at.depth()));
      }
    }
    return new Trail(places);
  }
}
