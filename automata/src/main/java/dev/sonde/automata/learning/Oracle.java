package dev.sonde.automata.learning;

import de.learnlib.oracle.MembershipOracle;
import de.learnlib.query.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.automatalib.word.Word;

/**
 * The teacher as LearnLib asks it: remembers answers, asks many words at once, counts what they
 * cost, and stops at the limits.
 */
final class Oracle implements MembershipOracle.MealyMembershipOracle<Integer, Integer> {

  /** Which limit ended the learning. */
  static final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitReached(String limit) {
      super(limit, null, false, false);
    }

    String limit() {
      return Objects.requireNonNull(getMessage());
    }
  }

  private final Teacher teacher;
  private final Limits limits;
  private final Answers answers;
  private final long begin = System.nanoTime();
  private long queries;
  private long symbols;

  Oracle(Teacher teacher, int inputs, Limits limits) {
    this.teacher = teacher;
    this.limits = limits;
    this.answers = new Answers(inputs);
  }

  /** Words that the teacher was asked, without those that were known. */
  long queries() {
    return queries;
  }

  long symbols() {
    return symbols;
  }

  double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  @Override
  public void processQueries(Collection<? extends Query<Integer, Word<Integer>>> batch) {
    List<int[]> words = new ArrayList<>();
    for (Query<Integer, Word<Integer>> query : batch) words.add(ints(query.getInput()));
    List<int[]> all = outputs(words);
    int i = 0;
    for (Query<Integer, Word<Integer>> query : batch) {
      int[] found = all.get(i++);
      int from = query.getPrefix().length();
      List<Integer> suffix = new ArrayList<>();
      for (int t = from; t < found.length; t++) suffix.add(found[t]);
      query.answer(Word.fromList(suffix));
    }
  }

  /** Answers to words, asking the teacher once for all that are not known. */
  List<int[]> outputs(List<int[]> words) {
    Map<String, int[]> unknown = new LinkedHashMap<>();
    List<int @org.jspecify.annotations.Nullable []> known = new ArrayList<>();
    for (int[] word : words) {
      int[] found = answers.find(word);
      known.add(found);
      if (found == null) unknown.put(java.util.Arrays.toString(word), word);
    }
    Map<String, int[]> asked = ask(unknown);
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int[] found = known.get(i);
      all.add(
          found != null
              ? found
              : Objects.requireNonNull(asked.get(java.util.Arrays.toString(words.get(i)))));
    }
    return all;
  }

  private Map<String, int[]> ask(Map<String, int[]> unknown) {
    if (unknown.isEmpty()) return unknown;
    if (queries + unknown.size() > limits.queries()) throw new LimitReached("queries");
    if (seconds() > limits.seconds()) throw new LimitReached("seconds");
    List<int[]> words = List.copyOf(unknown.values());
    List<int[]> outputs = teacher.outputs(words);
    queries += words.size();
    Map<String, int[]> asked = new LinkedHashMap<>();
    int i = 0;
    for (String key : unknown.keySet()) {
      answers.add(words.get(i), outputs.get(i));
      symbols += words.get(i).length;
      asked.put(key, outputs.get(i++));
    }
    return asked;
  }

  static int[] ints(Word<Integer> word) {
    return word.stream().mapToInt(Integer::intValue).toArray();
  }
}
