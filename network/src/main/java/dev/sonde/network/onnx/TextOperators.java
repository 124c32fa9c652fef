package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Text in, text or numbers out. */
final class TextOperators {

  private TextOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.any("StringConcat", 2, Units.BY_RANK, "", TextOperators::joined),
        Operator.any("StringSplit", 1, Units.BY_RANK, "delimiter maxsplit", TextOperators::split),
        Operator.any(
            "StringNormalizer",
            1,
            Units.BY_RANK,
            "case_change_action is_case_sensitive locale stopwords",
            TextOperators::normalised),
        Operator.any("RegexFullMatch", 1, Units.BY_RANK, "pattern", Patterns::match),
        Operator.any(
            "TfIdfVectorizer",
            1,
            Units.LAST,
            "max_gram_length max_skip_count min_gram_length mode ngram_counts ngram_indexes"
                + " pool_int64s pool_strings weights",
            Grams::count));
  }

  private static List<Datum> joined(Call call) {
    List<String> one = call.text(0).elements();
    List<String> other = call.text(1).elements();
    Texts.Pairs pairs = Texts.pairs(call, call.text(0), call.text(1));
    List<String> elements = new ArrayList<>();
    long letters = 0;
    for (int i = 0; i < pairs.count(); i++) {
      String left = one.get(pairs.left(i));
      String right = other.get(pairs.right(i));
      letters += left.length() + (long) right.length();
      call.requireSize(letters);
      elements.add(left + right);
    }
    return List.of(new Datum.OfText(pairs.shape(), elements));
  }

  /** Into as many parts as the longest has, the rest empty, and how many there are of each. */
  private static List<Datum> split(Call call) {
    Datum.OfText text = call.text(0);
    String delimiter = call.text("delimiter", "");
    long most = call.integer("maxsplit", -1);
    List<List<String>> parts = new ArrayList<>();
    int longest = 0;
    for (String one : text.elements()) {
      parts.add(delimiter.isEmpty() ? words(one, most) : parts(one, delimiter, most));
      longest = Math.max(longest, parts.getLast().size());
    }
    long[] shape = Arrays.copyOf(text.shape().toArray(), text.shape().rank() + 1);
    shape[shape.length - 1] = longest;
    call.requireSize(shape);
    List<String> elements = new ArrayList<>();
    long[] counts = new long[parts.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = parts.get(i).size();
      elements.addAll(parts.get(i));
      for (long rest = counts[i]; rest < longest; rest++) elements.add("");
    }
    return List.of(
        new Datum.OfText(Shape.of(shape), elements),
        Datum.of(Array.ofIndices(counts, text.shape().toArray())));
  }

  private static List<String> parts(String text, String delimiter, long most) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(delimiter);
        at >= 0 && (most < 0 || parts.size() < most);
        at = text.indexOf(delimiter, from)) {
      parts.add(text.substring(from, at));
      from = at + delimiter.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** Between runs of white space. */
  private static List<String> words(String text, long most) {
    List<String> words = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) end++;
      if (most >= 0 && words.size() == most) end = rest.length();
      words.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    return words;
  }

  /** Without stop words, in one case; one empty text where nothing is left. */
  private static List<Datum> normalised(Call call) {
    Datum.OfText text = call.text(0);
    int rank = text.shape().rank();
    if (rank < 1 || rank > 2 || (rank == 2 && text.shape().extent(0) != 1)) {
      throw call.refused("takes text [n] or [1, n], not " + text.shape());
    }
    String action = call.text("case_change_action", "NONE");
    UnaryOperator<String> change =
        switch (action) {
          case "NONE" -> UnaryOperator.identity();
          case "LOWER" -> word -> word.toLowerCase(Locale.ROOT);
          case "UPPER" -> word -> word.toUpperCase(Locale.ROOT);
          default -> throw call.refused("changes case by '" + action + "'");
        };
    boolean sensitive = call.flag("is_case_sensitive", false);
    UnaryOperator<String> compared =
        sensitive ? UnaryOperator.identity() : word -> word.toLowerCase(Locale.ROOT);
    Set<String> stops = new HashSet<>();
    for (String stop : call.texts("stopwords")) stops.add(compared.apply(stop));
    List<String> kept = new ArrayList<>();
    for (String word : text.elements()) {
      if (!stops.contains(compared.apply(word))) kept.add(change.apply(word));
    }
    if (kept.isEmpty()) kept.add("");
    Shape shape = rank == 1 ? Shape.of(kept.size()) : Shape.of(1, kept.size());
    return List.of(new Datum.OfText(shape, kept));
  }
}
