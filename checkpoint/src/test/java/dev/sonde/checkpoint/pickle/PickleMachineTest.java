package dev.sonde.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PickleMachineTest {

  private static PickleValue read(byte[] pickle) {
    return PickleMachine.read(Bytes.of("p", pickle), 0, new PickleHandler() {}).value();
  }

  private static PickleValue read(String latin1) {
    return read(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(String latin1) {
    return PickleText.of(read(latin1), 1000);
  }

  @Test
  void read_everyProtocolOfCPython_printsAsCPythonPrints() throws Exception {
    JsonNode rows;
    try (InputStream in = PickleMachineTest.class.getResourceAsStream("pickles.json")) {
      rows = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
    }
    assertThat(rows).hasSize(8);
    for (JsonNode row : rows) {
      byte[] pickle = HexFormat.of().parseHex(row.get("hex").asString());
      String printed = PickleText.of(read(pickle), 100_000);
      // Before protocol 5 a bytearray is a call.
      String array = row.get("protocol").asInt() < 5 ? "builtins.bytearray(b'x')" : "b'x'";
      String expected = row.get("repr").asString().replace("bytearray(b'x')", array);
      assertThat(printed).as("protocol " + row.get("protocol")).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "I42\\n. | 42",
        "I01\\n. | True",
        "I00\\n. | False",
        "L-7L\\n. | -7",
        "F1e3\\n. | 1000.0",
        "Fnan\\n. | nan",
        "S'a\\\\x41\\\\101\\\\n\\\\'b'\\n. | 'aAA\\n\\'b'",
        "V\\\\u20ac\\\\U0001f600\\n. | '€😀'",
        "(lI1\\naI2\\na. | [1, 2]",
        "(I1\\nI2\\nl. | [1, 2]",
        "(I1\\nI2\\nd. | {1: 2}",
        "(dI1\\nI2\\ns. | {1: 2}",
        "](K\\1K\\2e. | [1, 2]",
        "K\\1K\\2\\x86. | (1, 2)",
        "(K\\1K\\2K\\3t. | (1, 2, 3)",
        "\\x8f(K\\1\\x90. | {1}",
        "(K\\1\\x91. | {1}",
        "K\\1p5\\n0g5\\n. | 1",
        "K\\1\\x94\\x940h\\1. | 1",
        "K\\1r\\xff\\xff\\xff\\xff0j\\xff\\xff\\xff\\xff. | 1",
        "K\\1K\\2(K\\3K\\41\\x86. | (1, 2)",
        "K\\1(0. | 1",
        "K\\12\\x86. | (1, 1)",
        "\\x80\\5\\x95\\2\\0\\0\\0\\0\\0\\0\\0K\\7. | 7",
        "cos\\nsystem\\n. | os.system",
        "U\\2osU\\6system\\x93. | os.system",
        "cos\\nsystem\\n(S'id'\\ntR. | os.system('id')",
        "(S'id'\\nios\\nsystem\\n. | os.system('id')",
        "(cos\\nsystem\\nS'id'\\no. | os.system('id')",
        "ca\\nB\\n)}U\\1kK\\1s\\x92. | a.B(**{'k': 1})",
        "\\x82\\7. | copyreg.extension 7",
        "\\x83\\1\\1. | copyreg.extension 257",
        "\\x84\\xff\\xff\\xff\\xff. | copyreg.extension 4294967295",
        "Pid\\n. | <outside: 'id'>",
        "U\\2idQ. | <outside: 'id'>"
      })
  void read_opcode_doesWhatPythonDoes(String pickle, String expected) {
    assertThat(text(unescape(pickle))).isEqualTo(expected);
  }

  /** {@code \n}, {@code \xhh}, {@code \\} and {@code \d} for control characters below eight. */
  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char next = text.charAt(++i);
      if (next == 'n') out.append('\n');
      else if (next == 'x') {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else if (next >= '0' && next < '8') out.append((char) (next - '0'));
      else out.append(next);
    }
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ". | stack is empty",
        "K | needs 1 bytes",
        "K\\1 | needs 1 bytes",
        "t. | needs a mark",
        "K\\1(K\\2\\x86. | needs 2 values",
        "K\\1(. | stack is empty",
        "h\\5. | memo number 5",
        "g-1\\n. | memo number -1",
        "p9\\n. | stack is empty",
        "K\\1K\\2a. | no list",
        ")K\\2a. | no list",
        "]K\\1K\\2s. | no dict",
        "}(K\\1u. | key without a value",
        "\\x80\\6. | protocol 6",
        "\\x97. | buffer outside",
        "\\xff. | 0xff",
        "cos\\nsystem\\nK\\1R. | arguments are no tuple",
        "cos\\nsystem\\n]R. | arguments are no tuple",
        "(o. | without its class",
        "K\\1K\\2\\x93. | name that is no text",
        "I1x\\n. | not a decimal integer",
        "I\\n. | integer of 0 characters",
        "F0x1p3\\n. | not a float",
        "F1e\\n. | not a float",
        "S'a\\n. | without its quotes",
        "S'a\\\\'\\n. | ends in a backslash",
        "V\\\\u12\\n. | broken escape",
        "V\\\\U00110000\\n. | beyond Unicode",
        "U\\5ab | needs 5 bytes",
        "T\\xff\\xff\\xff\\xff. | of -1 bytes",
        "X\\xff\\xff\\xff\\xff. | needs 4294967295 bytes",
        "X\\1\\0\\0\\0\\xff. | not UTF-8",
        "\\x8e\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff. | of -1 bytes",
        "\\x8e\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f. | needs 9223372036854775807 bytes",
        "\\x95\\x7f\\0\\0\\0\\0\\0\\0\\0. | frame of 127 bytes",
        "\\x95\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff. | frame of -1 bytes",
        "\\x95\\3\\0\\0\\0\\0\\0\\0\\0K\\1K\\2.... | its frame ends",
        "\\x95\\x0a\\0\\0\\0\\0\\0\\0\\0\\x95\\1\\0\\0\\0\\0\\0\\0\\0........ | frame inside a"
            + " frame",
        "\\x95\\5\\0\\0\\0\\0\\0\\0\\0K\\1..... | before the end of its frame"
      })
  void read_brokenPickle_isRefusedInOneLine(String pickle, String words) {
    assertThatThrownBy(() -> read(unescape(pickle)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("p: ")
        .hasMessageContaining(words)
        .hasMessageNotContaining("\n");
  }

  @Test
  void read_dictWithEqualKeys_keepsTheLastValueAsPythonDoes() {
    Dict dict = (Dict) read("}(U\1aK\1U\1aK\2K\1K\3\u0088K\4u.");
    assertThat(dict.get("a")).isEqualTo(new Int(2));
    assertThat(PickleText.of(dict, 100)).isEqualTo("{'a': 2, 1: 4}");
  }

  @Test
  void read_objectThatIsBuilt_keepsArgumentsStateItemsAndEntries() {
    Call call = (Call) read("ca\nB\nK\1\u0085\u0081}U\1kK\2sbK\3aU\1eK\4s.");
    assertThat(call.kind()).isEqualTo(Call.Kind.CONSTRUCT);
    assertThat(call.isOf("a", "B")).isTrue();
    assertThat(call.arguments()).containsExactly(new Int(1));
    assertThat(((Dict) call.states().getFirst()).get("k")).isEqualTo(new Int(2));
    assertThat(call.items()).containsExactly(new Int(3));
    assertThat(Objects.requireNonNull(call.entries()).get("e")).isEqualTo(new Int(4));
  }

  @Test
  void read_callThatIsThrownAway_isHeardOf() {
    List<String> heard = new ArrayList<>();
    PickleHandler handler =
        new PickleHandler() {
          @Override
          public void named(Global global, long at) {
            heard.add("named " + global + " at " + at);
          }

          @Override
          public void called(Call call, long at) {
            heard.add("called " + PickleText.of(call, 100) + " at " + at);
          }

          @Override
          public void changed(PickleValue target, PickleValue state, long at) {
            heard.add("changed " + PickleText.of(target, 100));
          }
        };
    byte[] pickle = "cos\nsystem\n(U\2idtR0ca\nB\n}b.".getBytes(StandardCharsets.ISO_8859_1);
    PickleMachine.read(Bytes.of("p", pickle), 0, handler);
    assertThat(heard)
        .containsExactly(
            "named os.system at 0",
            "called os.system('id') at 17",
            "named a.B at 19",
            "changed a.B");
  }

  @Test
  void read_severalPickles_endsBehindEach() {
    Bytes bytes = Bytes.of("p", new byte[] {'K', 1, '.', 'K', 2, '.'});
    Pickle first = PickleMachine.read(bytes, 0, new PickleHandler() {});
    Pickle second = PickleMachine.read(bytes, first.end(), new PickleHandler() {});
    assertThat(first.value()).isEqualTo(new Int(1));
    assertThat(second).isEqualTo(new Pickle(new Int(2), 6));
  }

  @Test
  void read_listThatHoldsItself_isPrintedWithinBounds() {
    Sequence list = (Sequence) read("]2a2a.".replace("2a2a", "\u0094h\0a"));
    assertThat(list.items()).containsExactly(list);
    assertThat(PickleText.of(list, 100)).isEqualTo("[[[[[[[…]]]]]]]");
  }
}
