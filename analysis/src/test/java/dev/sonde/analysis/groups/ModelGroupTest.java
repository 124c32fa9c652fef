package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelGroupTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String name : List.of("a1", "a2", "b1", "odd,name", "odd[1]", ".hidden")) {
      save(folder.resolve(name + ".safetensors"));
    }
    save(folder.resolve("x/run.safetensors"));
    save(folder.resolve("y/run.safetensors"));
  }

  private static void save(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Tensor tensor = Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2});
    Checkpoint.of(file, List.of(tensor), Map.of()).write(file);
  }

  private List<String> names(String patterns) {
    return ModelGroup.of("g", folder, patterns).files().stream()
        .map(file -> folder.relativize(file).toString().replace(".safetensors", ""))
        .toList();
  }

  @Test
  void patterns_areReadAsAShellReadsThem() {
    assertThat(names("a*.safetensors")).containsExactly("a1", "a2");
    assertThat(names("[ab]1.safetensors")).containsExactly("a1", "b1");
    assertThat(names("?1.safetensors")).containsExactly("a1", "b1");
    assertThat(names("{b,a}1.safetensors")).containsExactly("b1", "a1");
    assertThat(names("{x,y}/run.safetensors")).containsExactly("x/run", "y/run");
    assertThat(names("*/run.safetensors")).containsExactly("x/run", "y/run");
    assertThat(names("*.safetensors")).containsExactly("a1", "a2", "b1", "odd,name", "odd[1]");
    assertThat(names(".h*")).containsExactly(".hidden");
  }

  @Test
  void lists_keepTheirOrderAndTakeAFileOnce() {
    assertThat(names("b1.safetensors,a*.safetensors,a1.safetensors"))
        .containsExactly("b1", "a1", "a2");
  }

  @Test
  void aFileNamedAsThePatternStands_isThatFile() {
    assertThat(names("odd,name.safetensors")).containsExactly("odd,name");
    assertThat(names("odd[1].safetensors")).containsExactly("odd[1]");
  }

  @Test
  void absolutePatterns_areFoundFromTheRoot() {
    assertThat(ModelGroup.matching("g", folder + "/a*").files()).hasSize(2);
  }

  @Test
  void wrongPatterns_areOneClearLine() {
    for (String wrong :
        List.of("", "a1.safetensors,", "none*.pt", "{a,b", "a}b{", "[a", "x/y/z*")) {
      assertThatThrownBy(() -> ModelGroup.of("g", folder, wrong))
          .as(wrong)
          .isInstanceOf(GroupException.class)
          .hasMessageStartingWith("group 'g'")
          .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines().count()).isOne());
    }
    assertThatThrownBy(() -> ModelGroup.of("g", folder, "none*.pt"))
        .hasMessage("group 'g': no file matches 'none*.pt'");
    assertThatThrownBy(() -> ModelGroup.of("g", List.of())).isInstanceOf(GroupException.class);
    assertThatThrownBy(() -> ModelGroup.of("g", List.of(folder.resolve("none.pt"))))
        .isInstanceOf(CheckpointException.class);
  }
}
