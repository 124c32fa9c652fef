package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.network.recurrent.Symbols;
import dev.sonde.network.recurrent.TextReader;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which of a network's symbols words are made of. */
final class TextAlphabet {

  private TextAlphabet() {}

  /**
   * The numbers of the symbols that words are made of, in the order of a machine's inputs; see
   * {@link TextNetwork#open}.
   */
  static int[] of(
      TextReader reader, @Nullable String given, List<String> texts, @Nullable Machine machine) {
    Symbols symbols = reader.symbols();
    if (given != null) {
      int[] numbers = IntStream.of(reader.numbers(given)).distinct().toArray();
      if (machine == null || numbers.length == machine.inputs().size()) return numbers;
      throw new MachineException(
          "the alphabet has %d symbols, machine '%s' has %d inputs: %s"
              .formatted(
                  numbers.length, machine.name(), machine.inputs().size(), machine.inputs()));
    }
    if (machine != null) return ofMachine(reader, machine);
    if (!texts.isEmpty()) {
      return texts.stream()
          .flatMapToInt(text -> IntStream.of(reader.numbers(text)))
          .distinct()
          .sorted()
          .toArray();
    }
    if (!symbols.isEmpty()) return symbols.all().stream().mapToInt(Integer::intValue).toArray();
    if (reader.width().isPresent()) return IntStream.range(0, reader.width().getAsInt()).toArray();
    throw new MachineException(
            reader.model()
                + ": the file does not say which symbols it reads; give an alphabet, such as '0 1',"
                + " or a vocabulary")
        .mendedBy("alphabet", "vocab");
  }

  private static int[] ofMachine(TextReader reader, Machine machine) {
    List<String> names = machine.inputs();
    Symbols symbols = reader.symbols();
    if (symbols.isEmpty()) {
      boolean numbers = names.stream().allMatch(name -> name.matches("\\d{1,8}"));
      return IntStream.range(0, names.size())
          .map(i -> numbers ? Integer.parseInt(names.get(i)) : i)
          .toArray();
    }
    return names.stream()
        .mapToInt(
            name ->
                symbols
                    .number(name)
                    .orElseThrow(
                        () ->
                            new MachineException(
                                    "input '%s' of machine '%s' is not among the symbols of %s; give the alphabet in the order of the machine's inputs: %s"
                                        .formatted(
                                            name,
                                            machine.name(),
                                            reader.model(),
                                            String.join(" ", names)))
                                .mendedBy("alphabet")))
        .toArray();
  }
}
