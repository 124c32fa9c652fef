package dev.sonde.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Pickles that mean harm to memory, stack or time: each ends fast, in a value or in one line. */
class PickleAttackTest {

  private static final int MILLION = 1_000_000;

  /** Reads and prints within a second's work and heap that grows no faster than the pickle. */
  private static String survive(PickleAssembler pickle) {
    byte[] bytes = pickle.done();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          long before = threads.getCurrentThreadAllocatedBytes();
          PickleValue value =
              PickleMachine.read(Bytes.of("p", bytes), 0, new PickleHandler() {}).value();
          String text = PickleText.of(value, 200);
          long cost = threads.getCurrentThreadAllocatedBytes() - before;
          assertThat(cost).isLessThan((16L << 20) + 200L * bytes.length);
          assertThat(text.length()).isLessThanOrEqualTo(201);
          return text;
        });
  }

  private static void refused(PickleAssembler pickle, String words) {
    assertThatThrownBy(() -> survive(pickle))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(words);
  }

  @Test
  void dupOfTuples_growsExponentiallyOnlyOnPaper() {
    // ((((…),(…)),((…),(…)))…): 2^100000 leaves in 200 kB
    assertThat(survive(new PickleAssembler().op(")").repeat(100_000, "2\u0086").op(".")))
        .startsWith("((((((");
  }

  @Test
  void memoBombOfLists_growsExponentiallyOnlyOnPaper() {
    PickleAssembler bomb = new PickleAssembler().op("]\u0094(").repeat(10, "h\0").op("e0");
    for (int i = 1; i < 200; i++) {
      bomb.op("]\u0094(");
      for (int j = 0; j < 10; j++) bomb.op("h").little(1, i - 1);
      bomb.op("e0");
    }
    assertThat(survive(bomb.op("h\u00c7."))).startsWith("[[[[[");
  }

  @Test
  void listsNestedAMillionDeep_doNotOverflowTheStack() {
    survive(new PickleAssembler().repeat(MILLION, "]").repeat(MILLION - 1, "a").op("."));
  }

  @Test
  void tuplesNestedAMillionDeep_doNotOverflowTheStack() {
    survive(new PickleAssembler().op(")").repeat(MILLION, "\u0085").op("."));
  }

  @Test
  void callsNestedAMillionDeep_doNotOverflowTheStack() {
    survive(new PickleAssembler().global("a", "b").repeat(MILLION, ")R").op("."));
  }

  @Test
  void tuplesAsKeysNestedAMillionDeep_areNotHashed() {
    PickleAssembler key = new PickleAssembler().op("})").repeat(MILLION, "\u0085");
    survive(key.op("K\u0001s."));
  }

  @Test
  void marksWithoutEnd_costNoMoreThanTheirBytes() {
    refused(new PickleAssembler().repeat(MILLION, "(").op("."), "stack is empty");
  }

  @Test
  void tupleThatHoldsItselfThroughAList_isNotFollowed() {
    assertThat(survive(new PickleAssembler().op("]\u0094\u0085\u0094h\0h\u0001a.")))
        .isEqualTo("[([([([…],)],)],)]");
  }

  @Test
  void binputOfAHugeIndex_costsOneEntry() {
    PickleAssembler sparse = new PickleAssembler().op("K\u0001");
    for (long i = 0; i < 1000; i++) sparse.op("r").little(4, 0xffff_ffffL - i * 4_000_000);
    assertThat(survive(sparse.op("."))).isEqualTo("1");
  }

  @Test
  void long4OfTwoGigabytes_isRefused() {
    refused(
        new PickleAssembler().op("\u008b").little(4, Integer.MAX_VALUE).op("."), "at most 1024");
    refused(new PickleAssembler().op("\u008b").little(4, 0x8000_0000L).op("."), "-2147483648");
  }

  @Test
  void integerOfAMillionDigits_isRefused() {
    refused(new PickleAssembler().op("L").repeat(MILLION, "9").op("L\n."), "1000000 characters");
  }

  @Test
  void floatOfAMillionDigits_isRefused() {
    refused(new PickleAssembler().op("F").repeat(MILLION, "9").op("\n."), "not a float");
  }

  @Test
  void lineWithoutEnd_isRefused() {
    refused(new PickleAssembler().op("V").repeat(2 * MILLION, "a"), "more than 1048576 characters");
  }

  @Test
  void nameOfAMillionCharacters_isRefused() {
    refused(
        new PickleAssembler().op("c").repeat(MILLION, "a").op("\nb\n."),
        "more than 4096 characters");
  }

  @Test
  void stringLengthsThatLie_areRefused() {
    for (String opcode : new String[] {"X", "B", "T"}) {
      refused(
          new PickleAssembler().op(opcode).little(4, 0x7fff_ffffL).op("a."), "needs 2147483647");
    }
    for (String opcode : new String[] {"\u008d", "\u008e", "\u0096"}) {
      refused(
          new PickleAssembler().op(opcode).little(8, Long.MAX_VALUE - 8).op("a."),
          "needs 9223372036854775799");
    }
  }

  @Test
  void valuesBeyondTheHeapBudget_areRefusedBeforeTheHeapIsFull() {
    // Three million dicts would take about a gigabyte.
    refused(new PickleAssembler().repeat(3 * MILLION, "}").op("."), "bytes of values");
  }

  @Test
  void keysWithEqualHashes_doNotMakeTheDictSlow() {
    // "Aa" and "BB" have the same String.hashCode, and so have all 2^17 words made of them.
    PickleAssembler dict = new PickleAssembler().op("}(");
    for (int i = 0; i < 1 << 17; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 17; bit++) key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      dict.text(key.toString()).op("N");
    }
    assertThat(survive(dict.op("u."))).startsWith("{'AaAa");
  }
}
