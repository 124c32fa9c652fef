package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Below the command line a message says a setting in words: the same message is read in a form, in
 * a page and in Java. {@link InputException#mends} is how options get beside it.
 */
class PlainMessagesTest {

  private static final List<String> BELOW =
      List.of("checkpoint", "network", "analysis", "automata", "figure", "study", "question");

  /** Examples of a question or a study are command lines, and meant to be. */
  private static final Pattern EXAMPLES = Pattern.compile("(?s)\\bexamples\\(.*?;\\n");

  private static final Pattern TEXT =
      Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z]");

  /** What a shell runs is no message. */
  private static final Pattern SCRIPT = Pattern.compile("\"\"\"\\s*#!");

  /** Options of other programs, and variables of style sheets. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "gguf-split --merge|JVM with --add-modules|sbatch --parsable|--dependency=|--kill-on"
              + "|var\\(--figure|spark-submit --master URL --class");

  private static List<String> options(String source) {
    List<String> found = new ArrayList<>();
    Matcher text = TEXT.matcher(EXAMPLES.matcher(source).replaceAll(";"));
    while (text.find()) {
      if (SCRIPT.matcher(text.group()).lookingAt()) continue;
      String plain = OTHERS.matcher(text.group()).replaceAll("");
      if (OPTION.matcher(plain).find()) found.add(text.group());
    }
    return found;
  }

  @Test
  void texts_belowTheCommandLine_nameNoOptions() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (String module : BELOW) {
      Path sources = Path.of(System.getProperty("sonde.root", "..")).resolve(module + "/src/main");
      try (Stream<Path> all = Files.walk(sources)) {
        for (Path file : all.filter(path -> path.toString().endsWith(".java")).toList()) {
          files++;
          options(Files.readString(file)).forEach(text -> found.add(file + ": " + text));
        }
      }
    }
    assertThat(files).isGreaterThan(1000);
    assertThat(found).isEmpty();
  }

  @Test
  void optionInAMessage_isFound_andOneInAnExampleIsNot() {
    assertThat(options("throw new X(\"say it with --input FILE\");\n")).hasSize(1);
    assertThat(options(".examples(\n\"stats --match a\",\n\"b\");\n")).isEmpty();
    assertThat(options("\"start the JVM with --add-modules \" + NAME")).isEmpty();
    assertThat(options("\"a -- b\" + \"non--linear\"")).isEmpty();
  }
}
