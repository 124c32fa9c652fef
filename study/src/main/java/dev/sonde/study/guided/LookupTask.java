package dev.sonde.study.guided;

import dev.sonde.file.Digests;
import dev.sonde.numbers.Shuffle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Lookup-table composition (Liska et al. 2018, in the splits of Hupkes et al. 2018): eight tables,
 * each a random bijection on the eight 3-bit strings, applied from left to right.
 *
 * @param splits all examples; none of another split is in TRAIN
 */
public record LookupTask(Map<Split, List<Example>> splits) {

  /** Tables that occur in pairs in training; the other two are only seen alone. */
  private static final int KNOWN = 6;

  private static final int HELDOUT_PAIRS = 8;
  private static final int HELDOUT_PER_PAIR = 2;
  private static final int VALIDATION = 16;
  private static final int LONGER_INPUTS = 4;
  private static final int SEEN_TRIPLES = 136;
  private static final int INCREMENTAL_TRIPLES = 271;

  public LookupTask {
    Map<Split, List<Example>> copy = new EnumMap<>(Split.class);
    splits.forEach((split, examples) -> copy.put(split, List.copyOf(examples)));
    splits = Collections.unmodifiableMap(copy);
  }

  public List<Example> of(Split split) {
    List<Example> examples = splits.get(split);
    if (examples == null) throw new TaskException("the task has no split '" + split + "'");
    return examples;
  }

  /** A hash of all examples in their order: 16 hexadecimal digits. */
  public String digest() {
    StringBuilder all = new StringBuilder();
    splits.forEach(
        (split, examples) -> {
          all.append(split).append('\n');
          for (Example e : examples) all.append(e.line()).append('\n');
        });
    return Digests.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /**
   * Draws tables and splits; the same seed gives the same task. Sizes: train 232, validation 16,
   * heldout inputs 40, heldout compositions 64, heldout tables 192, new compositions 32, longer 544
   * (136 of the 216 triples of known tables), 1084 (271 of the 288 with one or two of the others),
   * 32 (all 8 of the others).
   */
  public static LookupTask generate(long seed) {
    return new Generator(new SplittableRandom(seed)).draw();
  }

  private static final class Generator {
    private final SplittableRandom random;
    private final int[][] tables = new int[Vocabulary.STRINGS][];
    private final Map<Split, List<Example>> splits = new EnumMap<>(Split.class);

    Generator(SplittableRandom random) {
      this.random = random;
      for (Split split : Split.values()) splits.put(split, new ArrayList<>());
    }

    LookupTask draw() {
      for (int t = 0; t < tables.length; t++) {
        tables[t] = shuffled(strings()).stream().mapToInt(Integer::intValue).toArray();
        add(Split.TRAIN, strings(), t);
      }
      pairs();
      triples();
      for (List<Example> examples : splits.values()) shuffle(examples);
      return new LookupTask(splits);
    }

    private void pairs() {
      List<int[]> known = new ArrayList<>();
      for (int a = 0; a < tables.length; a++) {
        for (int b = 0; b < tables.length; b++) {
          switch (fresh(a) + fresh(b)) {
            case 0 -> known.add(new int[] {a, b});
            case 1 -> add(Split.HELDOUT_TABLES, strings(), a, b);
            default -> add(Split.NEW_COMPOSITIONS, strings(), a, b);
          }
        }
      }
      shuffle(known);
      List<Example> heldout = new ArrayList<>();
      for (int[] pair : known.subList(HELDOUT_PAIRS, known.size())) {
        List<Integer> inputs = shuffled(strings());
        for (int input : inputs.subList(0, HELDOUT_PER_PAIR)) heldout.add(example(input, pair));
        add(Split.TRAIN, inputs.subList(HELDOUT_PER_PAIR, inputs.size()), pair);
      }
      for (int[] pair : known.subList(0, HELDOUT_PAIRS)) {
        add(Split.HELDOUT_COMPOSITIONS, strings(), pair);
      }
      shuffle(heldout);
      examples(Split.VALIDATION).addAll(heldout.subList(0, VALIDATION));
      examples(Split.HELDOUT_INPUTS).addAll(heldout.subList(VALIDATION, heldout.size()));
    }

    private void triples() {
      List<int[]> seen = new ArrayList<>();
      List<int[]> incremental = new ArrayList<>();
      List<int[]> fresh = new ArrayList<>();
      int n = tables.length;
      for (int i = 0; i < n * n * n; i++) {
        int[] triple = {i / (n * n), i / n % n, i % n};
        int unknown = IntStream.of(triple).map(Generator::fresh).sum();
        (unknown == 0 ? seen : unknown == triple.length ? fresh : incremental).add(triple);
      }
      longer(Split.LONGER_SEEN, seen, SEEN_TRIPLES);
      longer(Split.LONGER_INCREMENTAL, incremental, INCREMENTAL_TRIPLES);
      longer(Split.LONGER_NEW, fresh, fresh.size());
    }

    private void longer(Split split, List<int[]> triples, int count) {
      shuffle(triples);
      for (int[] triple : triples.subList(0, count)) {
        add(split, shuffled(strings()).subList(0, LONGER_INPUTS), triple);
      }
    }

    private static int fresh(int table) {
      return table < KNOWN ? 0 : 1;
    }

    private List<Example> examples(Split split) {
      return splits.computeIfAbsent(split, _ -> new ArrayList<>());
    }

    private void add(Split split, List<Integer> inputs, int... composition) {
      for (int input : inputs) examples(split).add(example(input, composition));
    }

    private Example example(int input, int... composition) {
      List<String> source = new ArrayList<>(List.of(Vocabulary.bits(input)));
      List<String> target = new ArrayList<>(source);
      int value = input;
      for (int table : composition) {
        source.add("t" + (table + 1));
        value = tables[table][value];
        target.add(Vocabulary.bits(value));
      }
      source.add(".");
      return new Example(source, target);
    }

    private static List<Integer> strings() {
      return IntStream.range(0, Vocabulary.STRINGS).boxed().toList();
    }

    private List<Integer> shuffled(List<Integer> list) {
      List<Integer> copy = new ArrayList<>(list);
      shuffle(copy);
      return copy;
    }

    private void shuffle(List<?> list) {
      Shuffle.of(list, random);
    }
  }
}
