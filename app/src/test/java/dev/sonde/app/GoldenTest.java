package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every command says and leaves is what it said and left before. {@code goldens/cases.txt}
 * lists the command lines, one file each beside it holds the answer; {@code -Dsonde.goldens=write}
 * rewrites these, and the commit says why.
 *
 * <p>Paths are relative to this module, so that they read the same on every machine.
 */
class GoldenTest {

  private static final Path GOLDENS = Path.of("src/test/resources/goldens");
  private static final Set<String> OTHERS = Set.of("cases", "commands", "options");
  private static final Path WORK = Path.of("target/goldens");
  private static final boolean WRITE = "write".equals(System.getProperty("sonde.goldens"));
  private static final Pattern OPTION =
      Pattern.compile("^ +(?:-\\w, )?--[\\w\\[\\]-]+|^ +-\\w(?=[ =]|$)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** A command line under a name; see the head of the list of cases. */
  private record Case(String name, Set<String> flags, String line) {

    static Case parse(String text) {
      int colon = text.indexOf(": ");
      List<String> head = List.of(text.substring(0, colon).split(" "));
      Set<String> flags = new HashSet<>(head.subList(1, head.size()));
      return new Case(head.getFirst(), flags, text.substring(colon + 2));
    }

    Path out() {
      return WORK.resolve(name);
    }

    String[] words() {
      List<String> words = new ArrayList<>();
      Matcher matcher = WORD.matcher(line);
      while (matcher.find()) {
        String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        words.add(word.replace("IN/", WORK + "/in/").replace("OUT", out().toString()));
      }
      return words.toArray(String[]::new);
    }
  }

  private static List<Case> cases() throws IOException {
    return Files.readAllLines(GOLDENS.resolve("cases.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Case::parse)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> commands_sayAndLeaveWhatTheyDid() throws IOException {
    delete(WORK);
    new GoldenInputs(WORK.resolve("in")).write();
    return cases().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> hold(one)));
  }

  @Test
  void everyGolden_hasACase() throws IOException {
    List<String> names = cases().stream().map(Case::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    try (Stream<Path> files = Files.list(GOLDENS)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString().replaceAll("\\.\\w+$", ""))
                  .filter(name -> !OTHERS.contains(name)))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void everyJson_saysItsForm() throws IOException {
    try (Stream<Path> files = Files.list(GOLDENS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .containsPattern("^\\{\n  \"schema\" : \"sonde(\\.[a-z]+)+/\\d+\",");
      }
    }
  }

  /** Every command's options, so that no name that scripts use is lost. */
  @Test
  void options_keepTheirNames() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String command : Files.readAllLines(GOLDENS.resolve("commands.txt"))) {
      StringWriter out = new StringWriter();
      Console console = new Console(new PrintWriter(out), new PrintWriter(out), false, 100);
      assertThat(Main.run(console, (command + " --help").split(" "))).isZero();
      Set<String> options = new TreeSet<>();
      out.toString().lines().map(OPTION::matcher).forEach(m -> add(m, options));
      text.append(command).append(": ").append(String.join(" ", options)).append('\n');
    }
    compare(GOLDENS.resolve("options.txt"), text.toString());
  }

  /** The names at the head of a line of help, {@code -o, --output=FILE}. */
  private static void add(Matcher line, Set<String> options) {
    if (!line.find()) return;
    for (String name : line.group().strip().split(", ")) options.add(name);
  }

  private static void hold(Case one) throws IOException {
    if (one.flags().contains("keys")) block(one.out().resolve("trials"));
    else Files.createDirectories(one.out());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, 100);
    int code = Main.run(console, one.words());
    String said = out.toString();
    boolean json = GoldenText.isJson(said);
    String answer = answer(one, code, said, err.toString());
    Path golden = GOLDENS.resolve(one.name() + (json ? ".json" : ".txt"));
    compare(golden, answer, one.flags().contains("chaotic"));
  }

  private static void compare(Path golden, String answer) throws IOException {
    compare(golden, answer, false);
  }

  /**
   * @param chaotic whether numbers are another machine's other numbers, and only words are compared
   */
  private static void compare(Path golden, String answer, boolean chaotic) throws IOException {
    if (WRITE) {
      Files.writeString(golden, answer);
      return;
    }
    assertThat(golden).as("no golden; -Dsonde.goldens=write makes it").exists();
    String right = Files.readString(golden);
    if (chaotic) {
      assertThat(GoldenText.withoutNumbers(answer)).isEqualTo(GoldenText.withoutNumbers(right));
    } else if (!GoldenText.agree(answer, right)) {
      assertThat(answer).isEqualTo(right);
    }
  }

  private static String answer(Case one, int code, String out, String err) throws IOException {
    boolean json = GoldenText.isJson(out);
    StringBuilder text = new StringBuilder();
    if (one.flags().contains("keys")) {
      // It failed, since no trial had a place; its plan is what is asked for.
      assertThat(code).as(err).isNotZero();
    } else {
      assertThat(code).as(err).isEqualTo(one.flags().contains("refused") ? 2 : 0);
      text.append(json ? GoldenText.json(out) : GoldenText.plain(out));
      if (!err.isEmpty()) text.append("--- standard error\n").append(GoldenText.plain(err));
    }
    if (one.flags().contains("listed")) return text.toString();
    return text + GoldenFiles.described(one.out(), one.flags().contains("exact"));
  }

  /** Files where trials' folders would be: the study writes its plan, and no trial can begin. */
  private static void block(Path trials) throws IOException {
    Files.createDirectories(trials);
    for (int i = 0; i < 256; i++) Files.createFile(trials.resolve("%02x".formatted(i)));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
