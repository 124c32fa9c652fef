package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.weights.Findings;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.TensorFacts;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionsTest {

  private static FileContents file(Tensor... tensors) {
    List<TensorFacts> facts = Arrays.stream(tensors).map(TensorFacts::of).toList();
    Findings findings = Findings.of(facts, Findings.Settings.defaults());
    List<Summary> rows = Arrays.stream(tensors).map(Summary::of).toList();
    return new FileContents(
        "m.pt",
        "pytorch-zip",
        100,
        List.of("the file names os.system"),
        rows,
        findings,
        List.of(),
        List.of(),
        "");
  }

  private static Tensor constant(String address, float value) {
    return Tensor.ofFloats(address, Shape.of(2), new float[] {value, value});
  }

  @Test
  void summary_saysWhatTheFileIs_thenItsNotes_thenEachKindOnce() {
    FileContents file =
        file(
            Tensor.ofFloats("w", Shape.of(2), new float[] {1, Float.NaN}),
            constant("a", 1),
            constant("b", 1),
            constant("c", 1),
            constant("d", 1),
            constant("e", 1));
    assertThat(FileSections.summary(file))
        .containsExactly(
            Finding.plain("m.pt (pytorch-zip) holds 6 tensors with 12 values in all."),
            new Finding(Tone.NOTABLE, "the file names os.system"),
            new Finding(
                Tone.GRAVE,
                "w holds values that are not finite: 1 NaN and 0 infinite among 2 values."),
            new Finding(
                Tone.NOTABLE,
                "5 tensors are constant: a (all 2 values are 1); b (all 2 values are 1); c (all 2"
                    + " values are 1); and 2 others."));
  }

  @Test
  void nothingFound_isSaidToo() {
    FileContents file = file(Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2}));
    assertThat(FileSections.summary(file).getLast().tone()).isEqualTo(Tone.GOOD);
    assertThat(FileSections.of(file, false))
        .extracting(Page.Section::title)
        .containsExactly("Tensors");
    assertThat(FileSections.of(file, true))
        .extracting(Page.Section::title)
        .containsExactly("Tensors of m.pt");
  }

  @Test
  void groups_nameWhatDiffers_andHowItWasTested() {
    GroupFacts facts =
        new GroupFacts(
            List.of(new GroupFacts.Group("guided", 5), new GroupFacts.Group("baseline", 1)),
            "Wasserstein distance",
            "All 252 labellings were counted.",
            List.of(
                new GroupFacts.Layer("a", 0.1, 0.9, 0.7, 0.004, 0.008, true, "differs"),
                new GroupFacts.Layer("b", 0.1, 0.1, 0, 0.5, 0.5, false, "no difference found")),
            List.of("c: shapes differ"),
            List.of(),
            List.of());
    assertThat(GroupSections.summary(facts))
        .extracting(Finding::sentence)
        .containsExactly(
            "guided (5 runs) against baseline (1 run): 2 tensors compared by the Wasserstein"
                + " distance.",
            "The groups differ in 1 of 2 tensors: a (between 0.9, within 0.1).",
            "All 252 labellings were counted.",
            "1 tensor was left out; see below why.");
    assertThat(GroupSections.of(facts))
        .extracting(Page.Section::title)
        .containsExactly("All tensors", "Left out");
  }

  @Test
  void provenance_keepsEverythingNeededToRepeat() {
    Provenance provenance =
        new Provenance(
            "0.1.0",
            "25",
            "sonde report m.pt -o r.html",
            List.of(
                new Provenance.Input("m.pt", 12345, "abc"),
                new Provenance.Input("big.pt", 9, null)),
            Map.of("bins", "50"),
            7L);
    assertThat(ProvenanceLines.of(provenance))
        .extracting(line -> line.name() + ": " + line.value())
        .containsExactly(
            "Sonde: 0.1.0",
            "Java: 25",
            "Input: m.pt, 12\u202f345 bytes, SHA-256 abc",
            "Input: big.pt, 9 bytes, not hashed",
            "bins: 50",
            "Seed: 7");
  }
}
