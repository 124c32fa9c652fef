package dev.sonde.study.addition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.cells.ProbeSettings;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.study.addition.AblationStudy.Side;
import dev.sonde.study.addition.AblationStudy.To;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that others trained, and what is published of them. */
class KerasNetworksTest {

  private static final Format FORMAT = Format.of(2, 2);
  private static final List<Sum> ALL = Sums.all(FORMAT);

  private static Adder adder(int units) {
    return Adder.open(SharedData.path("addition-keras/2term-2digit-" + units + "units.h5"), FORMAT);
  }

  @ParameterizedTest
  @CsvSource({"1,.603,.006", "8,.835,.277", "32,.931,.656"})
  void allSums_publishedAccuracies(int units, double character, double exact) {
    try (Adder adder = adder(units)) {
      Accuracy found = Accuracy.of(adder.answers(ALL));
      assertThat(found.n()).isEqualTo(10_000);
      assertThat(found.character()).isCloseTo(character, within(.0005));
      assertThat(found.exact()).isCloseTo(exact, within(.0005));
    }
  }

  @Test
  void thirtyTwoUnits_errorsSitInTheOnes() {
    try (Adder adder = adder(32)) {
      List<Double> positions = Accuracy.of(adder.answers(ALL)).decodedByPosition();
      double[] published = {1, .998, .973, .656, 1};
      for (int t = 0; t < 5; t++) {
        assertThat(positions.get(t)).isCloseTo(published[t], within(.0006));
      }
    }
  }

  @Test
  void eightUnits_answersAgreeWithTheirAuthors() throws IOException {
    Map<String, String> said = new HashMap<>();
    try (Adder adder = adder(8)) {
      Answers answers = adder.answers(ALL);
      for (int i = 0; i < answers.size(); i++) {
        said.put(answers.sums().get(i).toString(), answers.text(i));
      }
    }
    int compared = 0;
    int different = 0;
    for (String file : List.of("correct", "incorrect")) {
      Path csv = SharedData.path("addition-keras/2term-2digit-8units-" + file + ".csv");
      List<String> lines = Files.readAllLines(csv);
      for (String line : lines.subList(1, lines.size())) {
        List<String> cells = List.of(line.split(",", -1));
        compared++;
        if (!cells.get(1).strip().equals(said.get(cells.get(0).strip()))) different++;
      }
    }
    assertThat(compared).isEqualTo(10_000);
    assertThat(different).as("all but float ties").isLessThanOrEqualTo(2);
  }

  @Test
  void decoderAblation_publishedAnchor() {
    AblationStudy.Settings decoder =
        new AblationStudy.Settings(To.ZERO, List.of(Side.DECODER), List.of(List.of(18, 31)), true);
    try (Adder adder = adder(32);
        Workers two = Workers.of(2)) {
      AblationStudy found = AblationStudy.of(adder, ALL, decoder, two, _ -> {});
      assertThat(found.whole().exact()).isCloseTo(.656, within(.0005));
      assertThat(found.encoder()).isEmpty();
      assertThat(found.decoder()).hasSize(33);
      assertThat(found.decoder().get(18).exact()).isCloseTo(.309, within(.0005));
      // NumPy: .3889 without unit 31, the mildest; .0567 without unit 9
      AblationStudy.Effect mildest = found.ranking(Side.DECODER).getLast();
      assertThat(mildest.units()).containsExactly(31);
      assertThat(mildest.exact()).isCloseTo(.3889, within(.0005));
      assertThat(found.decoder().get(9).exact()).isCloseTo(.0567, within(.0005));
      assertThat(found.decoder().get(32).exact()).isLessThan(.3);
    }
  }

  @Test
  void encoderAblation_ofOneUnit_agreesWithNumpy() {
    AblationStudy.Settings one =
        new AblationStudy.Settings(To.ZERO, List.of(Side.ENCODER), List.of(List.of(23)), false);
    try (Adder adder = adder(32);
        Workers two = Workers.of(2)) {
      AblationStudy found = AblationStudy.of(adder, ALL, one, two, _ -> {});
      assertThat(found.encoder().getFirst().exact()).isCloseTo(.1687, within(.0005));
      assertThat(found.encoder().getFirst().character()).isCloseTo(.79988, within(.0005));
    }
  }

  @Test
  void ablationToMean_leavesMoreThanToZero() {
    try (Adder adder = adder(32);
        Workers two = Workers.of(2)) {
      for (Side side : Side.values()) {
        AblationStudy.Settings mean =
            new AblationStudy.Settings(To.MEAN, List.of(side), List.of(List.of(18)), false);
        AblationStudy found = AblationStudy.of(adder, ALL, mean, two, _ -> {});
        // NumPy, means per step over all sums: encoder .5457, decoder .4597
        assertThat(found.ranking(side).getLast().exact())
            .isCloseTo(side == Side.ENCODER ? .5457 : .4597, within(.0005));
      }
    }
  }

  @Test
  void moreUnits_whatIsNewlyRightAndWrong() {
    try (Adder eight = adder(8);
        Adder many = adder(32)) {
      Disagreement found = Disagreement.of(eight.answers(ALL), many.answers(ALL));
      assertThat(found.both() + found.newlyRight()).isEqualTo(6563);
      assertThat(found.both() + found.newlyWrong()).isEqualTo(2774);
      assertThat(found.both() + found.newlyRight() + found.newlyWrong() + found.neither())
          .isEqualTo(10_000);
      assertThat(found.byTotal().stream().mapToInt(Disagreement.Group::n).sum()).isEqualTo(10_000);
      assertThat(found.byCarries())
          .extracting(Disagreement.Group::n)
          .containsExactly(3025, 4500, 2475);
      assertThat(found.firstSwaps().pairs()).isEqualTo(4950);
    }
  }

  @Test
  void states_areThoseOfTheRun_andProbesFindThePosition() {
    try (Adder adder = adder(32);
        Workers two = Workers.of(2)) {
      List<Sum> sums = ALL.subList(3000, 3600);
      CellStates states = CellStates.of(adder, sums);
      Answers answers = adder.answers(sums);
      for (int i = 0; i < sums.size(); i++) {
        assertThat(states.said()[i]).containsExactly(answers.symbols(i));
      }
      assertThat(states.encoder().read()[0]).containsExactly(FORMAT.source(sums.getFirst()));
      assertThat(states.guesses(0, 0, 1).getFirst().symbol())
          .isEqualTo(Alphabet.visible(answers.symbols(0)[0]));
      CellProbes probes = CellProbes.of(states, FORMAT, ProbeSettings.defaults(), two);
      assertThat(probes.encoder().getFirst().score()).isGreaterThan(.99);
      assertThat(probes.decoder().get(1).score())
          .isGreaterThan(probes.decoder().get(1).control() + .2);
    }
  }
}
