package dev.sonde.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperTest {

  private static Figure figure() {
    return Figure.of(
            "Distances",
            Panel.of(
                Axis.linear("distance"),
                Axis.categories("", List.of("model.layer1.a", "model.layer1.b", "model.layer2.a")),
                new Mark.Bars(
                    List.of(new Mark.Bar(Range.of(0, 1), Range.of(-0.3, 0.3), "")),
                    Fill.of(Palette.BLUE))))
        .subtitle("Of three layers.");
  }

  @Test
  void figure_isAsWideAsItsColumn_untitled_andItsNamesAreShort(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("f.svg");
    Paper column = Paper.ofWidth(85).font("Times New Roman").withoutTitle();
    FigureFile.write(figure(), file, column);
    assertThat(Files.readString(file))
        .contains("width=\"321.26\"")
        .contains("font-family=\"&#39;Times New Roman&#39;, Arial")
        .contains(">layer1.a</text>", ">layer2.a</text>", "All names begin with model.</text>")
        .doesNotContain("Of three layers", ">Distances</text>");
    FigureFile.write(figure(), folder.resolve("f.pdf"), column);
    assertThat(folder.resolve("f.pdf")).isNotEmptyFile();
  }

  @Test
  void commonBeginning_endsAtAMarkOfAnAddress() {
    assertThat(Paper.commonBeginning(List.of("a.bc.d", "a.bd.d"))).isEqualTo("a.");
    assertThat(Paper.commonBeginning(List.of("a/b/c", "a/b/d"))).isEqualTo("a/b/");
    assertThat(Paper.commonBeginning(List.of("a.b", "a.b"))).isEqualTo("a.");
    assertThat(Paper.commonBeginning(List.of("a.b"))).isEmpty();
    assertThat(Paper.commonBeginning(List.of("abc", "abd"))).isEmpty();
  }

  @Test
  void widths_thatNoPageHas_areRefused() {
    assertThatThrownBy(() -> Paper.ofWidth(3)).hasMessageContaining("from 40 to 1000");
  }
}
