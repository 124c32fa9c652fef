package dev.sonde.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.settings.SettingSpec;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every question, also for one that is declared tomorrow. */
class QuestionsTest {

  /** Values of settings that a question cannot do without, and that exclude others. */
  private static final Map<String, String> GIVEN =
      Map.ofEntries(
          Map.entry("files", "a.pt"),
          Map.entry("file", "a.pt"),
          Map.entry("checkpoint", "a.pt"),
          Map.entry("addresses", "w"),
          Map.entry("address", "w"),
          Map.entry("a", "a.pt"),
          Map.entry("b", "b.pt"),
          Map.entry("first", "a.h5"),
          Map.entry("second", "b.h5"),
          Map.entry("model", "a.h5"),
          Map.entry("group", "a=a*.pt"),
          Map.entry("index", "a.idx"),
          Map.entry("input", "1+2"),
          Map.entry("source", "v.npy"),
          Map.entry("site", "fc1"),
          Map.entry("images", "synthetic-grey"),
          Map.entry("steps", "0..1"),
          Map.entry("text", "a text"),
          Map.entry("prompt", "a text"),
          Map.entry("clean", "a"),
          Map.entry("corrupted", "b"),
          Map.entry("answer", "1"),
          Map.entry("wrong", "2"),
          Map.entry("folders", "runs"),
          Map.entry("other", "b"),
          Map.entry("vector", "v.npy"),
          Map.entry("machine", "tomita3"));

  /** Other values of texts that are no free words. */
  private static final Map<String, String> OTHER =
      Map.of(
          "sort", "mean",
          "steps", "1..2",
          "group", "b=b*.pt",
          "clusterings", "lda",
          "clustering", "lda",
          "draw", "lda",
          "input", "2+3",
          "attend", "0:0",
          "resize", "224,224",
          "figure", "gates");

  static Stream<Question<?, ?>> questions() {
    return Questions.all().stream();
  }

  private static Map<String, List<String>> least(Question<?, ?> question) {
    Map<String, List<String>> least = new TreeMap<>();
    boolean report = question.about().name().equals("report");
    boolean ablate = question.about().name().equals("ablate");
    boolean sums = List.of("cells", "search").contains(question.about().name());
    for (SettingSpec spec : question.about().codec().specs()) {
      String value = GIVEN.get(spec.name());
      // A report is of files or of groups; units of an ablation are no groups of models.
      if (value == null || (spec.name().equals("group") && (report || ablate))) continue;
      // A sum, and so no text and nothing of how one is read.
      if (sums && List.of("text", "texts", "site", "vocab", "pad").contains(spec.name())) continue;
      if (spec.name().equals("file") && spec.list()) continue;
      if (spec.kind() == SettingSpec.Kind.INTEGER) continue; // another one of that name
      least.put(spec.name(), List.of(value));
    }
    return least;
  }

  /** Another value than the one that stands, if there is one. */
  private static String other(Question<?, ?> question, SettingSpec spec, String now) {
    if (spec.name().equals("group") && question.about().name().equals("ablate")) return "0-1";
    String known = OTHER.get(spec.name());
    if (known != null) return known;
    return switch (spec.kind()) {
      case TRUTH -> now.equals("true") ? "false" : "true";
      case CHOICE -> spec.choices().stream().filter(c -> !c.equals(now)).reduce(now, (a, b) -> b);
      case INTEGER -> now.equals("3") ? "4" : "3";
      case NUMBER -> now.equals("0.25") ? "0.5" : "0.25";
      case PATH, TEXT -> now + "x";
    };
  }

  @ParameterizedTest
  @MethodSource("questions")
  <S extends Record> void everySettingThatCanChangeTheAnswer_changesTheProvenance(
      Question<S, ?> question) {
    SettingsCodec<S> codec = question.about().codec();
    Map<String, List<String>> least = least(question);
    Map<String, String> before = codec.writeForResult(codec.readAll(least));
    List<String> tried = new ArrayList<>();
    for (SettingSpec spec : codec.specs()) {
      Map<String, List<String>> changed = new HashMap<>(least);
      String now = before.getOrDefault(spec.name(), "");
      String other = other(question, spec, now);
      if (other.equals(now)) continue; // one choice is none
      changed.put(spec.name(), List.of(other));
      S settings;
      try {
        settings = codec.readAll(changed);
      } catch (SettingsException e) {
        continue; // it goes only together with another setting
      }
      Map<String, String> after = codec.writeForResult(settings);
      tried.add(spec.name());
      if (spec.affectsResult()) {
        assertThat(after).as(question.about().name() + " " + spec.name()).isNotEqualTo(before);
      } else {
        assertThat(after).as(question.about().name() + " " + spec.name()).isEqualTo(before);
      }
    }
    assertThat(tried.size()).isGreaterThanOrEqualTo(codec.specs().size() / 2);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void everyQuestion_isDeclaredInWordsThatCanBeRead(Question<?, ?> question) {
    About<?> about = question.about();
    assertThat(about.name()).matches("[a-z]+");
    assertThat(about.sentence()).matches("[A-Z].{10,80}\\.");
    assertThat(about.examples()).allMatch(line -> line.startsWith(about.name() + " "));
    assertThat(about.needs()).isNotEmpty();
    for (SettingSpec spec : about.codec().specs()) {
      assertThat(spec.help()).as(about.name() + " " + spec.name()).hasSizeGreaterThan(5);
      assertThat(spec.help()).as(about.name() + " " + spec.name()).doesNotEndWith(".");
      assertThat(spec.help()).as(about.name() + " " + spec.name()).doesNotContain("--");
    }
  }
}
