package dev.sonde.checkpoint.torch;

import static dev.sonde.checkpoint.torch.TorchFiles.floats;
import static dev.sonde.checkpoint.torch.TorchFiles.legacyHead;
import static dev.sonde.checkpoint.torch.TorchFiles.read;
import static dev.sonde.checkpoint.torch.TorchFiles.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TorchLegacyReaderTest {

  private static final TorchLegacyReader READER = new TorchLegacyReader();

  private static Tensor only(Contents contents) {
    assertThat(contents.tensors()).hasSize(1);
    return Objects.requireNonNull(contents.tensors().get("w"));
  }

  @Test
  void read_stream_isRead() {
    byte[] file = TorchAttackTest.legacy(4, 4, "0");
    assertThat(READER.recognises(source(file))).isTrue();
    assertThat(only(read(READER, file)).toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_viewOfAStorage_startsAtItsOffset() {
    PickleAssembler file = legacyHead(true).op("\u0080\u0002}").text("w");
    file.global("torch._utils", "_rebuild_tensor").op("((").text("storage");
    file.global("torch.cuda", "FloatStorage").text("0").text("cuda:0").integer(4).op("(");
    file.text("v").integer(1).integer(3).op("ttQ").integer(1).tuple(2).tuple(1);
    file.op("tRs.\u0080\u0002]").text("0").op("a.").little(8, 4).bytes(floats(1, 2, 3, 4));
    assertThat(only(read(READER, file.done())).toFloats()).containsExactly(3, 4);
  }

  @Test
  void read_countOfABigEndianMachine_isAccepted() {
    PickleAssembler file = legacyHead(false).op("\u0080\u0002}").text("w").vector("0", 4);
    file.op("s.\u0080\u0002]").text("0").op("a.").little(8, 4L << 56).bytes(floats(1, 2, 3, 4));
    assertThat(only(read(READER, file.done())).toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_moduleClassWithItsSource_isTheClass() {
    PickleAssembler file = legacyHead(true).op("\u0080\u0002(").text("module");
    file.global("torch.nn.modules.linear", "Linear").text("linear.py").text("class Linear: …");
    file.op("tQ)\u0081}(").text("_parameters").op("}").text("w").vector("0", 4).op("s");
    file.text("_modules").op("}ub.\u0080\u0002]").text("0").op("a.");
    Contents contents = read(READER, file.little(8, 4).bytes(floats(1, 2, 3, 4)).done());
    assertThat(only(contents).toFloats()).containsExactly(1, 2, 3, 4);
    assertThat(contents.metadata()).containsEntry("class", "torch.nn.modules.linear.Linear");
    assertThat(contents.notes()).isEmpty();
  }

  @Test
  void read_bytesBehindTheLastStorage_areNoted() {
    byte[] file = TorchAttackTest.legacy(4, 4, "0");
    assertThat(read(READER, Arrays.copyOf(file, file.length + 7)).notes())
        .containsExactly("7 bytes after the last storage are not read");
  }

  @Test
  void read_truncatedStorage_isRefused() {
    byte[] file = TorchAttackTest.legacy(4, 4, "0");
    assertThatThrownBy(() -> read(READER, Arrays.copyOf(file, file.length - 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("needs 16 bytes");
  }

  @Test
  void read_anotherProtocol_isRefused() {
    byte[] file = TorchAttackTest.legacy(4, 4, "0");
    file[18] ^= 1;
    assertThatThrownBy(() -> read(READER, file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected 1001");
  }

  @Test
  void read_oneStorageUnderTwoTypes_isRefused() {
    PickleAssembler file = legacyHead(true).op("\u0080\u0002}").text("w").vector("0", 4).op("s");
    file.text("v").tensor("Int", "0", 4, 0, new long[] {4}, new long[] {1}).op("s.");
    file.op("\u0080\u0002]").text("0").op("a.").little(8, 4).bytes(floats(1, 2, 3, 4));
    assertThatThrownBy(() -> read(READER, file.done()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("claimed as 4 × torch.float32 and as 4 × torch.int32");
  }

  @Test
  void read_tarOfTheFirstTorch_isRefusedWithAdvice() {
    byte[] tar = new byte[1024];
    System.arraycopy("sys_info".getBytes(StandardCharsets.US_ASCII), 0, tar, 0, 8);
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertThat(READER.recognises(source(tar))).isTrue();
    assertThatThrownBy(() -> read(READER, tar))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("save it again with torch.save");
    tar[0] = 'x';
    assertThat(READER.recognises(source(tar))).isFalse();
  }

  @Test
  void recognises_otherPickles_isFalse() {
    assertThat(READER.recognises(source(new byte[0]))).isFalse();
    assertThat(READER.recognises(source(new byte[] {(byte) 0x80, 2, 'N', '.'}))).isFalse();
    assertThat(READER.recognises(source(new byte[] {(byte) 0x80}))).isFalse();
  }
}
