package dev.sonde.analysis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StretchSearchTest {

  @TempDir Path folder;

  /** {@code [sequence][step][unit]} in one index. */
  private StretchIndex index(float[][][] states) throws IOException {
    Path file = folder.resolve("states.idx");
    int steps = states[0].length;
    int units = states[0][0].length;
    try (StretchIndex.Writer writer = StretchIndex.create(file)) {
      for (int s = 0; s < states.length; s++) {
        float[] flat = new float[steps * units];
        int[] text = new int[steps];
        for (int i = 0; i < flat.length; i++) flat[i] = states[s][i / units][i % units];
        text[0] = s % 100;
        text[1] = s / 100;
        writer.append(Traces.of(flat, 1, steps, units), new int[][] {text});
      }
      return writer.finish(Map.of("side", "encoder"));
    }
  }

  private static final float ON = .9f;
  private static final float OFF = -.2f;

  private static StretchMatches search(
      StretchIndex index, float[][] states, Stretch stretch, int itself, int most) {
    try (Workers two = Workers.of(2)) {
      return StretchSearch.of(index, states, stretch, index.symbols(itself), most, two);
    }
  }

  @Test
  void sameUnits_rankFirst_atTheirPlace() throws IOException {
    float[][][] states = {
      {{ON, OFF, OFF}, {ON, OFF, ON}, {ON, OFF, OFF}}, // the stretch: steps 0..1 has unit 0
      {{OFF, OFF, OFF}, {ON, ON, OFF}, {ON, ON, OFF}}, // units 0 and 1 at 1..2: 1/2
      {{OFF, OFF, OFF}, {ON, OFF, OFF}, {ON, OFF, OFF}}, // unit 0 alone at 1..2: 1
      {{OFF, ON, OFF}, {OFF, ON, OFF}, {OFF, ON, OFF}} // none
    };
    StretchIndex index = index(states);
    StretchMatches found = search(index, states[0], new Stretch(0, 1, .5, false, false), 0, 10);
    assertThat(found.units()).containsExactly(0);
    assertThat(found.note()).isEmpty();
    assertThat(found.alike()).isEqualTo(2);
    assertThat(found.matches()).extracting(StretchMatches.Match::sequence).containsExactly(2, 1);
    StretchMatches.Match best = found.matches().getFirst();
    assertThat(best.from()).isEqualTo(1);
    assertThat(best.to()).isEqualTo(2);
    assertThat(best.score()).isEqualTo(1);
    assertThat(found.matches().get(1).score()).isEqualTo(.5);
    assertThat(found.matches().get(1).more()).isEqualTo(1);
  }

  @Test
  void offBeside_leavesOutUnitsThatStayOn() throws IOException {
    float[][][] states = {
      {{OFF, ON}, {ON, ON}, {OFF, ON}},
      {{OFF, OFF}, {ON, OFF}, {OFF, OFF}},
      {{ON, ON}, {ON, ON}, {ON, ON}}
    };
    Stretch alone = new Stretch(1, 1, .5, true, true);
    StretchMatches found = search(index(states), states[0], alone, 0, 10);
    assertThat(found.units()).containsExactly(0);
    assertThat(found.matches().getFirst().sequence()).isEqualTo(1);
    assertThat(found.matches().getFirst().from()).isEqualTo(1);
  }

  @Test
  void nothingFound_saysWhy() throws IOException {
    float[][][] states = {{{.4f, .1f}, {.3f, .2f}}, {{OFF, OFF}, {OFF, OFF}}};
    StretchIndex index = index(states);
    StretchMatches none = search(index, states[0], new Stretch(0, 1, .5, false, false), 0, 5);
    assertThat(none.matches()).isEmpty();
    assertThat(none.note())
        .startsWith("no unit stays above 0.50 from step 0 to 1; the highest, unit 0, stays above");
    StretchMatches lonely = search(index, states[0], new Stretch(0, 1, .25, false, false), 0, 5);
    assertThat(lonely.units()).containsExactly(0);
    assertThat(lonely.matches()).isEmpty();
    assertThat(lonely.note()).startsWith("none of these units is on for 2 steps");
  }

  @Test
  void sameTextUpToTheStretch_countsOnce_andTheOwnTextNotAtAll() throws IOException {
    Path file = folder.resolve("texts.idx");
    int[][] texts = {{1, 2, 3}, {1, 2, 4}, {5, 2, 3}, {5, 2, 4}, {5, 2, 5}, {6, 2, 3}};
    StretchIndex index;
    try (StretchIndex.Writer writer = StretchIndex.create(file)) {
      for (int[] text : texts) {
        float[] states = {ON, ON, text[0] == 6 ? OFF : ON, OFF, OFF, OFF};
        writer.append(Traces.of(states, 1, 3, 2), new int[][] {text});
      }
      index = writer.finish(Map.of("side", "encoder"));
    }
    StretchMatches found =
        search(index, index.states(0), new Stretch(0, 1, .5, false, false), 0, 9);
    assertThat(found.units()).containsExactly(0);
    assertThat(found.alike()).isEqualTo(3);
    assertThat(found.matches()).hasSize(1);
    assertThat(found.matches().getFirst().sequence()).isEqualTo(2);
    assertThat(found.matches().getFirst().sequences()).isEqualTo(3);
  }

  /** A search written the obvious way, over random states of more than 64 units. */
  @Test
  void randomStates_sameAsTheObviousSearch() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    float[][][] states = new float[400][5][70];
    for (float[][] sequence : states) {
      for (float[] step : sequence) {
        for (int u = 0; u < 70; u++) step[u] = random.nextInt(-127, 128) / 127f;
      }
    }
    StretchIndex index = index(states);
    Stretch stretch = new Stretch(1, 2, .1, true, false);
    StretchMatches found = search(index, states[7], stretch, 7, 400);
    List<double[]> expected = new ArrayList<>();
    for (int s = 0; s < 400; s++) {
      if (s == 7) continue;
      double best = 0;
      for (int from = 0; from <= 3; from++) {
        int shared = 0;
        int either = 0;
        for (int u = 0; u < 70; u++) {
          boolean a = on(states[7], 1, u);
          boolean b = on(states[s], from, u);
          if (a && b) shared++;
          if (a || b) either++;
        }
        best = Math.max(best, (double) shared / either);
      }
      if (best > 0) expected.add(new double[] {best, s});
    }
    expected.sort(Comparator.comparingDouble((double[] e) -> -e[0]));
    assertThat(found.alike()).isEqualTo(expected.size());
    assertThat(found.matches().stream().map(StretchMatches.Match::score))
        .containsExactlyElementsOf(expected.stream().map(e -> e[0]).toList());
  }

  private static boolean on(float[][] states, int from, int unit) {
    boolean before = from > 0 && states[from - 1][unit] > .1f;
    return !before && states[from][unit] > .1f && states[from + 1][unit] > .1f;
  }

  @Test
  void byteMask_comparesAllBytesWithAllLimits() {
    byte[] bytes = new byte[264];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (37 * i);
    for (int limit = -130; limit <= 130; limit++) {
      for (int at = 0; at + 8 <= bytes.length; at += 5) {
        long expected = 0;
        for (int k = 0; k < 8; k++) if (bytes[at + k] > limit) expected |= 1L << k;
        assertThat(ByteMask.above(bytes, at, limit)).as("limit " + limit).isEqualTo(expected);
      }
    }
  }

  @Test
  void index_keepsStatesAndText() throws IOException {
    float[][][] states = {{{1, -1}, {.5f, 0}}, {{0, .25f}, {-.5f, 2}}};
    StretchIndex index = index(states);
    assertThat(index.sequences()).isEqualTo(2);
    assertThat(index.states(1)[0][1]).isEqualTo(32 / 127f);
    assertThat(index.states(1)[1][1]).isEqualTo(1);
    assertThat(index.symbols(1)).containsExactly(1, 0);
    assertThat(index.find(new int[] {1, 0})).isEqualTo(1);
    assertThat(index.find(new int[] {1, 1})).isEqualTo(-1);
    assertThat(index.metadata()).containsEntry("side", "encoder");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("states.idx"));
    }
  }

  @Test
  void otherFile_isRefused() throws IOException {
    Path file = folder.resolve("x.safetensors");
    dev.sonde.checkpoint.Checkpoint.of(file, List.of(), Map.of()).write(file);
    assertThatThrownBy(() -> StretchIndex.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("not an index of states");
  }
}
