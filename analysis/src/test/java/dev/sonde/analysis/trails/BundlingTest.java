package dev.sonde.analysis.trails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.trails.Trail.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BundlingTest {

  /** Two hundred nearly parallel ways from left to right. */
  private static List<Trail> parallel() {
    Random random = new Random(3);
    List<Trail> trails = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      trails.add(
          new Trail(
              List.of(
                  new Place(random.nextGaussian() * .2, random.nextGaussian(), 0),
                  new Place(10 + random.nextGaussian() * .2, random.nextGaussian(), .5),
                  new Place(20 + random.nextGaussian() * .2, random.nextGaussian(), 1))));
    }
    return trails;
  }

  private static double spreadAt(List<Trail> trails, double x) {
    double sum = 0;
    double squares = 0;
    for (Trail trail : trails) {
      Place near = trail.places().getFirst();
      for (Place place : trail.places()) {
        near = Math.abs(place.x() - x) < Math.abs(near.x() - x) ? place : near;
      }
      sum += near.y();
      squares += near.y() * near.y();
    }
    double mean = sum / trails.size();
    return Math.sqrt(squares / trails.size() - mean * mean);
  }

  @Test
  void parallelTrails_runTogetherInTheMiddle_endsAndDepthsStay() {
    List<Trail> bare = parallel();
    List<Trail> bundled = Bundling.of(bare, Bundling.Settings.defaults());
    assertThat(bundled).hasSize(200);
    assertThat(spreadAt(bundled, 5)).isLessThan(.35 * spreadAt(bare, 10));
    for (int i = 0; i < 200; i++) {
      Trail trail = bundled.get(i);
      assertThat(trail.places().getFirst()).isEqualTo(bare.get(i).places().getFirst());
      assertThat(trail.places().getLast()).isEqualTo(bare.get(i).places().getLast());
      for (int k = 1; k < trail.places().size(); k++) {
        assertThat(trail.places().get(k).depth())
            .isGreaterThanOrEqualTo(trail.places().get(k - 1).depth());
      }
    }
    assertThat(Bundling.of(bare, Bundling.Settings.defaults())).isEqualTo(bundled);
  }

  @Test
  void classes_areDrawnTogetherByThemselves() {
    List<Trail> bare = new ArrayList<>(parallel());
    List<Integer> one = Collections.nCopies(bare.size(), 4);
    Bundling.Settings how = Bundling.Settings.defaults();
    assertThat(Bundling.of(bare, one, how)).isEqualTo(Bundling.of(bare, how));
    // A trail of another class in their midst is not drawn in, and draws none of them in.
    Trail alone = new Trail(List.of(new Place(0, .3, 0), new Place(20, .3, 1)));
    bare.add(7, alone);
    List<Integer> two = new ArrayList<>(one);
    two.add(7, 1);
    List<Trail> bundled = Bundling.of(bare, two, how);
    assertThat(bundled.get(7).places()).allMatch(p -> Math.abs(p.y() - .3) < 1e-5);
    List<Trail> others = new ArrayList<>(bundled);
    others.remove(7);
    assertThat(others).isEqualTo(Bundling.of(parallel(), how));
  }

  @Test
  void resampling_isEvenAndKeepsTheDepth() {
    Trail trail = new Trail(List.of(new Place(0, 0, 0), new Place(3, 0, .5), new Place(3, 1, 1)));
    List<Place> places = trail.resampled(.5).places();
    assertThat(places).hasSize(9);
    assertThat(places.get(3).x()).isEqualTo(1.5, within(1e-12));
    assertThat(places.get(3).depth()).isEqualTo(.25, within(1e-12));
    assertThat(places.get(7).y()).isEqualTo(.5, within(1e-12));
    assertThat(places.get(7).depth()).isEqualTo(.75, within(1e-12));
  }

  @Test
  void pointsThatStay_areLeftInPeace() {
    Points still = Points.of(new double[][] {{1, 1}, {2, 2}});
    List<Trail> trails = Trail.of(List.of(still, still, still));
    List<Trail> bundled = Bundling.of(trails, Bundling.Settings.defaults());
    assertThat(bundled.get(0).length()).isZero();
    assertThat(bundled.get(1).places().getLast()).isEqualTo(new Place(2, 2, 1));
  }
}
