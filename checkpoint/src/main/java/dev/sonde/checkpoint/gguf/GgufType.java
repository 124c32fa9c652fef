package dev.sonde.checkpoint.gguf;

import dev.sonde.tensor.BlockLayout;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The element types of ggml ({@code enum ggml_type}) under their numbers. Those that no file needs
 * any more, because a later ggml dropped them, are known by name only.
 */
enum GgufType {
  F32(0, DType.FLOAT32),
  F16(1, DType.FLOAT16),
  Q4_0(2, 32, 18, PlainBlocks::q4_0),
  Q4_1(3, 32, 20, PlainBlocks::q4_1),
  Q4_2(4),
  Q4_3(5),
  Q5_0(6, 32, 22, PlainBlocks::q5_0),
  Q5_1(7, 32, 24, PlainBlocks::q5_1),
  Q8_0(8, 32, 34, PlainBlocks::q8_0),
  Q8_1(9),
  Q2_K(10, 256, 84, SuperBlocks::q2),
  Q3_K(11, 256, 110, SuperBlocks::q3),
  Q4_K(12, 256, 144, SuperBlocks::q4),
  Q5_K(13, 256, 176, SuperBlocks::q5),
  Q6_K(14, 256, 210, SuperBlocks::q6),
  Q8_K(15, 256, 292, SuperBlocks::q8),
  IQ2_XXS(16, 256, 66, CodebookBlocks::iq2xxs),
  IQ2_XS(17, 256, 74, CodebookBlocks::iq2xs),
  IQ3_XXS(18, 256, 98, CodebookBlocks::iq3xxs),
  IQ1_S(19, 256, 50, CodebookBlocks::iq1s),
  IQ4_NL(20, 32, 18, TableBlocks::iq4nl),
  IQ3_S(21, 256, 110, CodebookBlocks::iq3s),
  IQ2_S(22, 256, 82, CodebookBlocks::iq2s),
  IQ4_XS(23, 256, 136, TableBlocks::iq4xs),
  I8(24, DType.INT8),
  I16(25, DType.INT16),
  I32(26, DType.INT32),
  I64(27, DType.INT64),
  F64(28, DType.FLOAT64),
  IQ1_M(29, 256, 56, CodebookBlocks::iq1m),
  BF16(30, DType.BFLOAT16),
  Q4_0_4_4(31),
  Q4_0_4_8(32),
  Q4_0_8_8(33),
  TQ1_0(34, 256, 54, TernaryBlocks::tq1),
  TQ2_0(35, 256, 66, TernaryBlocks::tq2),
  IQ4_NL_4_4(36),
  IQ4_NL_4_8(37),
  IQ4_NL_8_8(38),
  MXFP4(39, 32, 17, TableBlocks::mxfp4),
  NVFP4(40, 64, 36, TableBlocks::nvfp4),
  Q1_0(41, 128, 18, PlainBlocks::q1_0),
  Q2_0(42, 64, 18, PlainBlocks::q2_0);

  /** Decodes one block that starts at {@code coded[from]}. */
  @FunctionalInterface
  interface Block {
    void decode(byte[] coded, int from, float[] target, int to);
  }

  private static final @Nullable GgufType[] BY_NUMBER = byNumber();

  private final int number;
  private final @Nullable DType dtype;
  private final int elements;
  private final int bytes;

  @SuppressWarnings("ImmutableEnumChecker") // a record of constants and a function
  private final @Nullable BlockLayout layout;

  /** Only known by name. */
  GgufType(int number) {
    this.number = number;
    this.dtype = null;
    this.elements = 1;
    this.bytes = 1;
    this.layout = null;
  }

  GgufType(int number, DType dtype) {
    this.number = number;
    this.dtype = dtype;
    this.elements = 1;
    this.bytes = dtype.byteSize();
    this.layout = null;
  }

  GgufType(int number, int elements, int bytes, Block block) {
    this.number = number;
    this.dtype = DType.FLOAT32;
    this.elements = elements;
    this.bytes = bytes;
    this.layout = new Layout(label(), elements, bytes, block);
  }

  /** As Sonde writes it: {@code q4_k}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its elements are read as; null if they cannot be. */
  @Nullable DType dtype() {
    return dtype;
  }

  /** Numbers of one block, 1 of plain ones. */
  int elements() {
    return elements;
  }

  /** Bytes of one block. */
  int bytes() {
    return bytes;
  }

  /** The numbers in {@code data}. */
  Storage storage(MemorySegment data) {
    return layout == null ? Storage.mapped(data) : Storage.coded(data, layout);
  }

  /** The type of a number in a file, or null. */
  static @Nullable GgufType of(long number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : null;
  }

  private static @Nullable GgufType[] byNumber() {
    @Nullable GgufType[] types = new @Nullable GgufType[values().length + 1];
    for (GgufType type : values()) types[type.number] = type;
    return types;
  }

  private record Layout(String label, int elements, int bytes, Block block) implements BlockLayout {
    @Override
    public void decode(byte[] coded, int from, float[] target, int to, int blocks) {
      for (int i = 0; i < blocks; i++) {
        block.decode(coded, from + i * bytes, target, to + i * elements);
      }
    }
  }
}
