package dev.sonde.question;

import dev.sonde.settings.SettingsCodec;
import java.util.List;
import java.util.Set;

/**
 * What a question is, before it is asked.
 *
 * @param name one lower-case word, the name of its command
 * @param group under which it is listed
 * @param sentence what it does, in one short sentence
 * @param details further sentences, each a paragraph; may be none
 * @param examples command lines without the program's name, at least one
 * @param settings the record that asks it
 * @param needs what must be there for it to be asked
 * @param output whether its answer is a file that must be named
 * @param version of the answer's form in JSON, from 1
 */
public record About<S extends Record>(
    String name,
    Group group,
    String sentence,
    List<String> details,
    List<String> examples,
    Class<S> settings,
    Set<Need> needs,
    boolean output,
    int version) {

  public About {
    details = List.copyOf(details);
    examples = List.copyOf(examples);
    needs = Set.copyOf(needs);
    if (examples.isEmpty()) throw new IllegalArgumentException(name + ": no example");
  }

  /** A question whose answer is words and tables, and a file only on request. */
  public static <S extends Record> About<S> of(
      String name, Group group, String sentence, Class<S> settings) {
    return new About<>(
        name, group, sentence, List.of(), List.of(name), settings, Set.of(), false, 1);
  }

  public About<S> details(String... sentences) {
    return new About<>(
        name, group, sentence, List.of(sentences), examples, settings, needs, output, version);
  }

  public About<S> examples(String... lines) {
    return new About<>(
        name, group, sentence, details, List.of(lines), settings, needs, output, version);
  }

  public About<S> needs(Need... all) {
    return new About<>(
        name, group, sentence, details, examples, settings, Set.of(all), output, version);
  }

  /** Its answer is a file. */
  public About<S> writesFile() {
    return new About<>(name, group, sentence, details, examples, settings, needs, true, version);
  }

  public SettingsCodec<S> codec() {
    return SettingsCodec.of(settings);
  }

  /** What it answers in JSON, and in which form: {@code sonde.stats/1}. */
  public String schema() {
    return "sonde." + name + "/" + version;
  }
}
