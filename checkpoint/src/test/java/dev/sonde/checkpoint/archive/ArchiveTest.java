package dev.sonde.checkpoint.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.CheckpointFiles;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.zip.ZipAssembler;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints inside archives. */
class ArchiveTest {

  private static final byte[] TEXT = "model: resnet\n".getBytes(UTF_8);

  @TempDir Path folder;

  private byte[] model(String tensor, float... values) throws IOException {
    Path file = folder.resolve("made");
    Tensor made = Tensor.ofFloats(tensor, Shape.of(values.length), values);
    Checkpoint.of(file, List.of(made), Map.of("epoch", "3")).write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private Checkpoint open(String name, byte[] content) throws IOException {
    return Checkpoint.open(Files.write(folder.resolve(name), content));
  }

  private void assertRefused(String name, byte[] content, String message) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void gzip_ofOneCheckpoint_hasItsAddressesAndMetadata() throws IOException {
    Checkpoint opened = open("model.safetensors.gz", gzip(model("w", 1, 2, 3)));
    assertThat(opened.format()).isEqualTo("gzip");
    assertThat(opened.tensor("w").toFloats()).containsExactly(1, 2, 3);
    assertThat(opened.metadata())
        .containsEntry("epoch", "3")
        .containsEntry("archive", "model.safetensors (safetensors)");
  }

  /** Two streams one after the other are one file, as gzip itself has it. */
  @Test
  void gzip_ofTwoStreams_isOneFile() throws IOException {
    byte[] model = model("w", 1, 2, 3);
    byte[] first = gzip(Arrays.copyOf(model, 20));
    byte[] second = gzip(Arrays.copyOfRange(model, 20, model.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(open("m.gz", both).tensor("w").toFloats()).containsExactly(1, 2, 3);
  }

  /** More than memory holds at once, and numbers that do not shrink to nothing. */
  @Test
  void gzip_ofALargeCheckpoint_isUnpackedIntoAFileThatIsGone() throws IOException {
    float[] values = new float[6 << 20];
    for (int i = 0; i < values.length; i++) values[i] = i % 4096;
    Checkpoint opened = open("large.gz", gzip(model("w", values)));
    assertThat(opened.tensor("w").toFloats()).isEqualTo(values);
    try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(temporary.map(p -> p.getFileName().toString()))
          .noneMatch(name -> name.startsWith("sonde") && name.endsWith(".scratch"));
    }
  }

  /** NeMo's layout: a configuration and the weights; also packed by gzip, as older ones are. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tar_ofAModelAndItsSettings_isTheModel(boolean packed) throws IOException {
    byte[] tar =
        new TarAssembler()
            .entry("./", '5', "0", new byte[0])
            .file("./model_config.yaml", TEXT)
            .file("./model_weights.ckpt", model("encoder.w", 4, 5))
            .done();
    Checkpoint opened = open("speech.nemo", packed ? gzip(tar) : tar);
    assertThat(opened.tensors()).extracting(Tensor::address).containsExactly("encoder.w");
    assertThat(opened.tensor("encoder.w").toFloats()).containsExactly(4, 5);
    assertThat(opened.format()).isEqualTo(packed ? "gzip" : "tar");
  }

  @Test
  void zip_ofSeveralCheckpoints_hasTheMembersBeforeTheirAddresses() throws IOException {
    byte[] zip =
        new ZipAssembler()
            .stored("data", "{}".getBytes(UTF_8))
            .stored("policy.pth", model("w", 1))
            .deflated("policy.optimizer.pth", model("w", 2))
            .stored("system_info.txt", TEXT)
            .done();
    Checkpoint opened = open("agent.zip", zip);
    assertThat(opened.tensors())
        .extracting(Tensor::address)
        .containsExactly("policy.pth/w", "policy.optimizer.pth/w");
    assertThat(opened.tensor("policy.optimizer.pth/w").toFloats()).containsExactly(2);
    assertThat(opened.metadata()).containsEntry("policy.pth/epoch", "3");
  }

  @Test
  void zip_ofTorchServe_isTheModelInIt() throws IOException {
    byte[] mar =
        new ZipAssembler()
            .stored("MAR-INF/MANIFEST.json", "{}".getBytes(UTF_8))
            .deflated("model.pt", model("w", 7))
            .stored("handler.py", TEXT)
            .done();
    assertThat(open("served.mar", mar).tensor("w").toFloats()).containsExactly(7);
  }

  @Test
  void zip_ofAModelAndArrays_isTheModel() throws IOException {
    byte[] zip =
        new ZipAssembler().stored("stats.npy", array(1)).stored("m/g.pth", model("w", 7)).done();
    assertThat(open("run.zip", zip).tensors()).extracting(Tensor::address).containsExactly("w");
  }

  @Test
  void archive_ofAModelsFolder_isItsOneSafetensors() throws IOException {
    byte[] tar =
        new TarAssembler()
            .file("r/optimizer.pt", model("state", 1))
            .file("r/model.safetensors", model("w", 2))
            .done();
    assertThat(open("r.tar", tar).tensors()).extracting(Tensor::address).containsExactly("w");
  }

  @Test
  void archive_ofShards_isOneCheckpoint() throws IOException {
    byte[] tar =
        new TarAssembler()
            .file("m/model-00001-of-00002.safetensors", model("a", 1))
            .file("m/model-00002-of-00002.safetensors", model("b", 2))
            .done();
    assertThat(open("m.tar", tar).tensors()).extracting(Tensor::address).containsExactly("a", "b");
  }

  @Test
  void tar_ofArrays_hasTheirNames() throws IOException {
    byte[] tar = new TarAssembler().file("a/x.npy", array(1, 2)).file("a/y.npy", array(3)).done();
    assertThat(open("arrays.tar", tar).tensors())
        .extracting(Tensor::address)
        .containsExactly("a/x", "a/y");
  }

  private byte[] array(float... values) throws IOException {
    Path file = folder.resolve("made.npy");
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(values.length), values), file);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  /** GNU's header of a long name, pax' of a name and a size, and a size in binary. */
  @Test
  void tar_ofOtherWriters_isRead() throws IOException {
    byte[] model = model("w", 1);
    String deep = "d/".repeat(80);
    byte[] gnu = (deep + "gnu.pt\0").getBytes(UTF_8);
    String name = "path=" + deep + "pax.pt\n";
    String size = "size=" + model.length + "\n";
    // Each record begins with its own length, of three and of two digits.
    byte[] pax =
        ((name.length() + 4) + " " + name + (size.length() + 3) + " " + size).getBytes(UTF_8);
    ByteBuffer binary = ByteBuffer.allocate(12).order(ByteOrder.BIG_ENDIAN);
    binary.put((byte) 0x80).position(4);
    binary.putLong(model.length);
    byte[] tar =
        new TarAssembler()
            .entry("././@LongLink", 'L', Integer.toOctalString(gnu.length), gnu)
            .file("cut", model)
            .entry("PaxHeader", 'x', Integer.toOctalString(pax.length), pax)
            .entry("cut", '0', "0", model)
            .entry(
                "big.pt",
                '0',
                new String(binary.array(), java.nio.charset.StandardCharsets.ISO_8859_1),
                model)
            .file("big.pt", model("last", 2))
            .done();
    assertThat(open("other.tar", tar).tensors())
        .extracting(Tensor::address)
        .containsExactly(deep + "gnu.pt/w", deep + "pax.pt/w", "big.pt/last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up.pt", "/etc/model.pt", "a/../../up.pt", "x\0.pt"})
  void names_thatLeaveTheArchive_areNoMembers(String name) throws IOException {
    byte[] model = model("w", 1);
    byte[] zip = new ZipAssembler().stored(name, model).stored("in.pt", model("v", 1)).done();
    assertThat(open("z.zip", zip).tensors()).extracting(Tensor::address).containsExactly("v");
    if (name.indexOf('\0') >= 0) return; // a tar's names end there
    byte[] tar = new TarAssembler().file(name, model).file("in.pt", model("v", 1)).done();
    assertThat(open("t.tar", tar).tensors()).extracting(Tensor::address).containsExactly("v");
  }

  @Test
  void links_inATar_areNoMembers() throws IOException {
    byte[] tar =
        new TarAssembler()
            .entry("link.pt", '2', "0", new byte[0])
            .file("in.pt", model("v", 1))
            .done();
    assertThat(open("t.tar", tar).tensors()).extracting(Tensor::address).containsExactly("v");
  }

  /** External data of a model in an archive is not looked for beside the archive. */
  @Test
  void settingsBesideTheArchive_areNotThoseOfAMember() throws IOException {
    Files.writeString(
        folder.resolve("adapter_config.json"), "{\"peft_type\":\"LORA\",\"lora_alpha\":2}");
    byte[] adapter = model("m.lora_A.weight", 1, 2);
    assertThat(open("adapter_model.safetensors.gz", gzip(adapter)).metadata())
        .doesNotContainKey("lora_alpha");
  }

  @Test
  void bombs_areRefusedBeforeTheyFillTheDisk() throws IOException {
    byte[] header =
        "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}".getBytes(UTF_8);
    byte[] zeros = new byte[80 << 20];
    ByteBuffer.wrap(zeros).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    byte[] packed = gzip(zeros);
    String refused =
        "bytes when unpacked (64 MB and 200 times its size); if you trust it, unpack it";
    assertRefused("bomb.gz", packed, refused);
    byte[] zip = new ZipAssembler().deflated("w.pt", zeros).done();
    assertRefused("bomb.zip", zip, refused);
    // A quarter of it in each of four files, each file below the bound.
    byte[] part = Arrays.copyOf(zeros, 20 << 20);
    ZipAssembler four = new ZipAssembler();
    for (int i = 0; i < 4; i++) four.deflated(i + ".pt", part);
    assertRefused("four.zip", four.done(), refused);
    assertRefused("nested.gz", gzip(gzip(zeros)), refused);
  }

  @Test
  void archivesInArchives_areOpenedToADepth() throws IOException {
    byte[] model = model("w", 9);
    byte[] tar = new TarAssembler().file("a.pt.gz", gzip(model)).done();
    byte[] zip = new ZipAssembler().stored("x.tar", tar).done();
    assertThat(open("three.zip", zip).tensor("w").toFloats()).containsExactly(9);
    byte[] deep = model;
    for (int i = 0; i < 5; i++) deep = gzip(deep);
    assertRefused("deep.gz", deep, "an archive in more than 4 others; unpack it");
  }

  @Test
  void damage_isOneLine() throws IOException {
    byte[] packed = gzip(model("w", 1, 2, 3));
    assertRefused("cut.gz", Arrays.copyOf(packed, packed.length - 9), "damaged gzip data");
    byte[] turned = packed.clone();
    turned[turned.length - 5] ^= 1;
    assertRefused("crc.gz", turned, "damaged gzip data");
    byte[] tar = new TarAssembler().file("in.pt", model("v", 1)).done();
    assertRefused("cut.tar", Arrays.copyOf(tar, 600), "ends within 'in.pt'");
    byte[] second = new TarAssembler().file("in.pt", model("v", 1)).file("b.pt", TEXT).done();
    second[1024 + 3] ^= 1;
    assertRefused("sum.tar", second, "no header where one must be");
  }

  @Test
  void whatHoldsNoCheckpoint_isNamedAsBefore() throws IOException {
    assertRefused("a.gz", gzip(TEXT), "a gzip archive; unpack it and open what is inside");
    byte[] tar = new TarAssembler().file("readme.txt", TEXT).done();
    assertRefused("a.tar", tar, "a tar archive; unpack it");
    assertRefused("b.gz", gzip(tar), "a gzip archive; unpack it");
    byte[] zip = new ZipAssembler().stored("readme.txt", TEXT).done();
    assertRefused("a.zip", zip, "a ZIP archive; unpack it");
    byte[] looks = {'{', 0, 0, 0, 0, 0, 0, 0, '{', '"', 'x'};
    assertRefused(
        "c.zip",
        new ZipAssembler()
            .stored(
                "c.h5",
                "\u0089HDF\r\n\u001a\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
            .done(),
        "c.zip");
    assertRefused("d.gz", gzip(looks), "d.gz");
  }

  /** In a folder an archive of data is no second checkpoint, and one of weights is. */
  @Test
  void folder_countsArchivesOfWeights() throws IOException {
    Files.write(folder.resolve("model.pt"), model("w", 1));
    Files.write(folder.resolve("data.tar.gz"), gzip(new TarAssembler().file("a.csv", TEXT).done()));
    Files.write(folder.resolve("labels.gz"), gzip(TEXT));
    assertThat(Checkpoint.open(folder).path()).isEqualTo(folder.resolve("model.pt"));
    Files.write(
        folder.resolve("old.nemo"), new TarAssembler().file("w.ckpt", model("w", 1)).done());
    assertThat(CheckpointFiles.below(folder))
        .extracting(p -> p.getFileName().toString())
        .containsExactly("model.pt", "old.nemo");
  }

  /** Shards are joined only if they are of one model. */
  @Test
  void zip_ofTwoShardedModels_keepsThemApart() throws IOException {
    byte[] zip =
        new ZipAssembler()
            .stored("a/model-00001-of-00001.safetensors", model("w", 1))
            .stored("b/model-00001-of-00001.safetensors", model("w", 2))
            .done();
    assertThat(open("two.zip", zip).tensors())
        .extracting(Tensor::address)
        .containsExactly(
            "a/model-00001-of-00001.safetensors/w", "b/model-00001-of-00001.safetensors/w");
  }

  /** Arrays under names that say nothing of arrays keep these. */
  @Test
  void zip_ofArraysUnderOtherNames_keepsTheNames() throws IOException {
    byte[] zip = new ZipAssembler().stored("ab.pt", array(1)).stored("ac.pt", array(2)).done();
    assertThat(open("arrays.zip", zip).tensors())
        .extracting(Tensor::address)
        .containsExactly("ab.pt", "ac.pt");
  }
}
