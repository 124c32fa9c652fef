package dev.sonde.figure.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointPageTest {

  private static Checkpoint file(String name, Tensor... tensors) {
    return Checkpoint.of(Path.of(name), Arrays.asList(tensors), Map.of());
  }

  private static Page page(Checkpoint... files) {
    return CheckpointPage.of(Arrays.asList(files), null, values -> {});
  }

  private static Tensor constant(String address, float value) {
    return Tensor.ofFloats(address, Shape.of(2), new float[] {value, value});
  }

  @Test
  void findings_sayWhatTheFileIs_thenEachKindOnce_withTheAddresses() {
    Page page =
        page(
            file(
                "m.pt",
                Tensor.ofFloats("w", Shape.of(2), new float[] {1, Float.NaN}),
                constant("a", 1),
                constant("b", 1),
                constant("c", 1),
                constant("d", 1),
                constant("e", 1)));
    assertThat(page.title()).isEqualTo("m.pt");
    assertThat(page.findings().getFirst().sentence())
        .startsWith("m.pt (")
        .endsWith(") holds 6 tensors with 12 values in all.");
    assertThat(page.findings().subList(1, 3))
        .containsExactly(
            new Finding(
                Tone.GRAVE,
                "w holds values that are not finite: 1 NaN and 0 infinite among 2 values.",
                List.of("w")),
            new Finding(
                Tone.NOTABLE,
                "5 tensors are constant: a (all 2 values are 1); b (all 2 values are 1); c (all 2"
                    + " values are 1); and 2 others.",
                List.of("a", "b", "c", "d", "e")));
  }

  @Test
  void nothingFound_saysWhatWasLookedFor() {
    Page page = page(file("m.pt", Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2})));
    Finding last = page.findings().getLast();
    assertThat(last.tone()).isEqualTo(Tone.GOOD);
    assertThat(last.sentence())
        .startsWith("Nothing stands out. Looked for: values that are not finite,")
        .contains("under 1/20 of their median", "from 15 standard deviations on");
  }

  @Test
  void decayedChannels_areAFinding() {
    float[] values = new float[16 * 8];
    for (int i = 0; i < values.length; i++) values[i] = (i % 5 - 2.1f) * (i / 8 == 3 ? 0.01f : 1);
    Page page = page(file("m.pt", Tensor.ofFloats("w", Shape.of(16, 8), values)));
    assertThat(page.findings().getLast().sentence())
        .isEqualTo("w has decayed rows (root mean square under 1/20 of the median): 1 of 16: 3.");
  }

  @Test
  void mainTable_isThatOfAllTensors_andMarksWhatIsNotFinite() {
    Page page =
        page(
            file(
                "m.pt",
                constant("a", 1),
                Tensor.ofFloats("w", Shape.of(2), new float[] {1, Float.NaN})));
    Block.TableBlock main = page.mainTable().orElseThrow();
    assertThat(main.table().rows()).hasSize(2);
    assertThat(main.table().number(1, "nan")).isEqualTo(1);
    assertThat(main.marks())
        .contains(new Block.Mark(1, main.table().column("nan"), true, null))
        .contains(new Block.Mark(1, main.table().column("zero_share"), false, "0\u202f%"))
        .hasSize(3);
  }

  @Test
  void severalFiles_areNamedInTheirSections() {
    Page page =
        page(
            file("a.pt", Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2})),
            file("b.pt", Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2})));
    assertThat(page.sections())
        .extracting(Page.Section::title)
        .containsExactly(
            "What changed from a.pt to b.pt",
            "Values of a.pt",
            "Tensors of a.pt",
            "Values of b.pt",
            "Tensors of b.pt");
    assertThat(page.findings().getFirst().sentence())
        .isEqualTo("No tensor changed, of 1 that both have.");
  }

  @Test
  void twoFiles_sayWhatChanged() {
    Page page =
        page(
            file(
                "a.pt",
                Tensor.ofFloats("w", Shape.of(2), new float[] {3, 4}),
                Tensor.ofFloats("same", Shape.of(2), new float[] {1, 2}),
                constant("old", 1)),
            file(
                "b.pt",
                Tensor.ofFloats("w", Shape.of(2), new float[] {3, 5}),
                Tensor.ofFloats("same", Shape.of(2), new float[] {1, 2}),
                Tensor.ofFloats("new", Shape.of(2), new float[] {1, 2})));
    assertThat(page.findings().subList(0, 3))
        .extracting(Finding::sentence)
        .containsExactly(
            "1 of 2 tensors that both have changed, most of all w (by 20\u202f% of its length).",
            "1 tensor is only in the first.", "1 tensor is only in the second.");
    assertThat(page.sections().get(1).blocks())
        .containsExactly(
            new Block.Items(List.of("only in the first: old", "only in the second: new")));
  }
}
