package dev.sonde.automata.dot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sonde.automata.Conversion;
import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Separation;
import dev.sonde.automata.language.Tomita;
import dev.sonde.checkpoint.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DotTest {

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SharedData.path("automata"))) {
      return files.filter(f -> f.toString().endsWith(".dot")).sorted().toList();
    }
  }

  @Test
  void everySample_isReadAndSurvivesBeingWritten() throws IOException {
    List<Path> files = samples();
    assertThat(files).hasSize(45);
    for (Path file : files) {
      Machine machine = DotReader.read(file);
      Machine again = DotReader.parse("again", machine.name(), DotWriter.of(machine));
      assertThat(again.inputs()).as(file.toString()).isEqualTo(machine.inputs());
      assertThat(again.states()).isEqualTo(machine.states());
      assertThat(again.kind()).isEqualTo(machine.kind());
      assertThat(Separation.equivalent(machine, again)).as(file.toString()).isTrue();
      assertThat(DotWriter.of(again)).isEqualTo(DotWriter.of(machine));
    }
  }

  @Test
  void samples_haveTheirKindsAndSizes() throws IOException {
    Machine ssh = DotReader.read(SharedData.path("automata/OpenSSH.dot"));
    assertThat(ssh.kind()).isEqualTo(Kind.MEALY);
    assertThat(ssh.size()).isEqualTo(31);
    assertThat(ssh.inputs()).hasSize(22);
    Machine moore = DotReader.read(SharedData.path("automata/moore_size_8_inputs_2_output3_2.dot"));
    assertThat(moore.kind()).isEqualTo(Kind.MOORE);
    assertThat(moore.outputs()).containsExactly("2", "3", "1"); // as they appear
    assertThat(moore.output(0)).isZero();
    Machine bare = DotReader.read(SharedData.path("automata/dfa_size_5_inputs_2_3.dot"));
    assertThat(bare.kind()).isEqualTo(Kind.DFA);
    assertThat(bare.inputs()).containsExactly("1", "2");
    Machine email = DotReader.read(SharedData.path("automata/email.dot"));
    assertThat(email.inputs()).containsExactly("a", "b", "c", "d", "@", "v", "y", "z");
    Machine last = DotReader.read(SharedData.path("automata/tomita_3.dot"));
    assertThat(last.states()).containsExactly("s0", "s1", "s2", "sink", "s4");
  }

  @Test
  void tomitaSamples_areTheBuiltInLanguages() throws IOException {
    for (int n = 1; n <= 7; n++) {
      Machine file = DotReader.read(SharedData.path("automata/tomita_" + n + ".dot"));
      Machine built = Tomita.of(n);
      // The sample of the second is (10)+: it rejects the empty word, which no network is asked.
      Machine compared = n == 2 ? Conversion.toMealy(built) : built;
      assertThat(Separation.shortest(compared, file)).as("tomita " + n).isEmpty();
      assertThat(Minimal.of(file).machine().size()).isEqualTo(n == 2 ? 4 : built.size());
    }
  }

  @Test
  void defaults_chains_commentsAndEscapes_areUnderstood() {
    Machine machine =
        DotReader.parse(
            "x.dot",
            "x",
            """
            // a comment
            digraph { rankdir=LR; graph [size="3"]; node [shape=circle]
            # another
            "a \\"quoted\\" state" [shape=doublecircle]; /* and
            one more */ b;
            "a \\"quoted\\" state" -> b -> "a \\"quoted\\" state" [label=-1]
            __start0 -> b }
            """);
    assertThat(machine.states()).containsExactly("a \"quoted\" state", "b");
    assertThat(machine.inputs()).containsExactly("-1");
    assertThat(machine.initial()).isEqualTo(1);
    assertThat(machine.lastOutput(new int[] {0})).isEqualTo(Machine.ACCEPT);
  }

  @Test
  void faults_areNamedWithTheirLine() {
    refuses("graph {}", "line 1", "digraph");
    refuses("digraph {\ns0 -> s1 [label=a];\ns1 -> s0 [label=a];\n}", "no initial state");
    refuses("digraph {\ns0 -> s1 [label=a];\n__start0 -> s0;\n}", "'s1'", "no transition", "'a'");
    refuses(
        "digraph {\ns0 -> s0 [label=a];\ns0 -> s0 [label=a];\n__start0 -> s0;\n}",
        "line 3",
        "two transitions");
    refuses("digraph {\ns0 -> s0;\n__start0 -> s0;\n}", "line 2", "no label");
    refuses("digraph {\ns0 -> s0 [label=\"a", "line 2", "not closed");
    refuses("digraph {\nsubgraph c { s0 } }", "line 2", "subgraphs");
    refuses("digraph {\ns0 -- s0 }", "line 2", "without direction");
    refuses("digraph {\n", "end of the file");
    refuses(
        "digraph {\ns0 -> s0 [label=\"a/b\"];\ns0 -> s0 [label=\"c\"];\n__start0 -> s0;\n}",
        "1 of 2 transitions");
    refuses("digraph { s\u001b[31m -> q; }", "\\x1b");
  }

  private static void refuses(String text, String... parts) {
    assertThatThrownBy(() -> DotReader.parse("bad.dot", "bad", text))
        .isInstanceOf(MachineException.class)
        .hasMessageStartingWith("bad.dot: ")
        .hasMessageContainingAll(parts);
  }

  @Test
  void aSparseTable_isRefusedBeforeItIsMade() {
    StringBuilder text = new StringBuilder("digraph {\n__start0 -> s0;\n");
    for (int i = 0; i < 40_000; i++) {
      text.append("s%d -> s%d [label=i%d];\n".formatted(i, i + 1, i));
    }
    refuses(text + "}", "no transition for input");
  }

  @Test
  void damagedFiles_areReadOrRefusedInOneLine() throws IOException {
    List<String> originals = new java.util.ArrayList<>();
    for (String name : List.of("tomita_3", "TCP_Linux_Client", "moore_size_8_inputs_2_output3_2")) {
      originals.add(Files.readString(SharedData.path("automata/" + name + ".dot")));
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int round = 0; round < 6000; round++) {
            Random random = new Random(round);
            String damaged = damage(originals.get(round % originals.size()), random);
            try {
              Machine machine = DotReader.parse("m.dot", "m", damaged);
              Minimal.of(machine);
            } catch (MachineException e) {
              String message = String.valueOf(e.getMessage());
              if (!message.startsWith("m.dot: ") || message.contains("\n")) {
                fail("round %d: message '%s'", round, message);
              }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
              fail("round " + round + ": " + e, e);
            }
          }
        });
  }

  private static String damage(String text, Random random) {
    StringBuilder file = new StringBuilder(text);
    String signs = "{}[]\"\\;=-><|/ \n\u0000#*s09é";
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(file.length());
      switch (random.nextInt(5)) {
        case 0 -> file.setLength(at);
        case 1 -> file.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
        case 2 -> file.insert(at, signs.charAt(random.nextInt(signs.length())));
        case 3 -> file.delete(at, Math.min(file.length(), at + 1 + random.nextInt(40)));
        default -> {
          int end = Math.min(file.length(), at + random.nextInt(120));
          file.insert(random.nextInt(file.length()), file.substring(at, end));
        }
      }
      if (file.isEmpty()) file.append(' ');
    }
    return file.toString();
  }

  private static final String TWO_STATES = "s0 -> s1 [label=a]; s1 -> s0 [label=a]; ";

  @Test
  void peripheries_acceptAsDoubleCirclesDo() {
    String start = "__start0 -> s0; ";
    Machine one =
        DotReader.parse("m", "m", "digraph {s0 [peripheries=2]; s1; " + TWO_STATES + start + "}");
    assertThat(one.accepts(0)).isTrue();
    assertThat(one.accepts(1)).isFalse();
    Machine none =
        DotReader.parse(
            "m",
            "m",
            "digraph {s0 [peripheries=1]; s1 [peripheries=0]; " + TWO_STATES + start + "}");
    assertThat(none.accepts(0)).isFalse();
    assertThat(none.accepts(1)).isFalse();
  }

  @Test
  void nodesThatAreOnlyAnArrow_markTheInitialState() {
    for (String bare :
        new String[] {
          "shape=point",
          "shape=plaintext,label=\"\"",
          "shape=none",
          "style=invisible",
          "style=invis"
        }) {
      Machine machine =
          DotReader.parse(
              "m",
              "m",
              "digraph {q ["
                  + bare
                  + "]; q -> s1; s0; s1 [shape=doublecircle]; "
                  + TWO_STATES
                  + "}");
      assertThat(machine.size()).as(bare).isEqualTo(2);
      assertThat(machine.states().get(machine.initial())).isEqualTo("s1");
    }
  }

  @Test
  void bareNodesInTheMachine_areStates() {
    Machine machine =
        DotReader.parse(
            "m",
            "m",
            "digraph {__start0 -> s0; s0 [shape=point]; s1 [shape=none]; " + TWO_STATES + "}");
    assertThat(machine.size()).isEqualTo(2);
    refuses("digraph {s0; s1; q -> s0; " + TWO_STATES + "}", "has no label, so no input");
  }
}
