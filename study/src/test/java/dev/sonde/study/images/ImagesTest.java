package dev.sonde.study.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesTest {
  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static ImageSettings split(Split split) {
    return ImageSettings.defaults().split(split);
  }

  @Test
  void idx_foldersAreSplitByName_labelsComeFromBeside() throws IOException {
    write("train-images-idx3-ubyte", Made.idx(Made.counting(24), 4, 2, 3));
    write("train-labels-idx1-ubyte.gz", Made.gzip(Made.idx(new byte[] {2, 0, 1, 2}, 4)));
    write("t10k-images-idx3-ubyte.gz", Made.gzip(Made.idx(Made.counting(12), 2, 2, 3)));
    write("t10k-labels-idx1-ubyte", Made.idx(new byte[] {1, 2}, 2));
    Images train = Images.open(folder, split(Split.TRAIN));
    assertThat(train.shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(train.labels()).containsExactly(2, 0, 1, 2);
    assertThat(train.classes()).containsExactly("0", "1", "2");
    assertThat(train.counts()).containsExactly(1, 1, 2);
    assertThat(train.pixels(1))
        .containsExactly(6 / 255f, 7 / 255f, 8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f);
    Images all = Images.open(folder);
    assertThat(all.size()).isEqualTo(6);
    assertThat(all.label(4)).isEqualTo(1);
    assertThat(all.pixels(5)).startsWith(6 / 255f);
    assertThat(all.name(5)).isEqualTo("t10k-images-idx3-ubyte.gz[1]");
  }

  @Test
  void idx_labelsAndImagesMustBeAsMany() throws IOException {
    Path file = write("images-idx3", Made.idx(Made.counting(24), 4, 2, 3));
    write("labels-idx1", Made.idx(new byte[] {1, 2, 3}, 3));
    assertThatThrownBy(() -> Images.open(file))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("holds 3 labels")
        .hasMessageContaining("holds 4 images");
  }

  @Test
  void idx_liesAboutSizes() throws IOException {
    Path less = write("a", Made.idx(Made.counting(23), 4, 2, 3));
    assertThatThrownBy(() -> Images.open(less)).hasMessageContaining("holds 23 elements");
    Path packed = write("c", Made.gzip(Made.idx(Made.counting(23), 4, 2, 3)));
    assertThatThrownBy(() -> Images.open(packed))
        .hasMessageContaining("holds 23 elements, its header says 24")
        .hasMessageStartingWith(packed.toString());
    Path more = write("b", Made.idx(Made.counting(25), 4, 2, 3));
    assertThatThrownBy(() -> Images.open(more)).hasMessageContaining("more than the 24");
  }

  @Test
  void cifar_recordsAndSplitsOfAFolder() throws IOException {
    write("data_batch_1.bin", Made.cifar(3, 9));
    write("data_batch_2.bin", Made.cifar(0));
    write("test_batch.bin", Made.cifar(5));
    write("readme.html", "nothing".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Images train = Images.open(folder, split(Split.TRAIN));
    assertThat(train.labels()).containsExactly(3, 9, 0);
    assertThat(train.classes().get(9)).isEqualTo("truck");
    assertThat(train.shape()).isEqualTo(Shape.of(3, 32, 32));
    assertThat(train.pixels(1)).startsWith(9 / 255f, 10 / 255f);
    assertThat(train.name(2)).isEqualTo("data_batch_2.bin[0]");
    assertThat(Images.open(folder, split(Split.TEST)).labels()).containsExactly(5);
    assertThat(train.and(train).range(2, 2)).hasSize(2 * 3072);
  }

  @Test
  void cifar_isNotRecognisedWithALabelAbove9() throws IOException {
    Path file = write("x.bin", Made.cifar(3, 10));
    assertThatThrownBy(() -> Images.open(file)).hasMessageContaining("holds no images");
  }

  @Test
  void pictures_classesAndSplitsAreFolders() throws IOException {
    write("train/cat/1.png", Made.picture("png", 2, 2, 0xff0000));
    write("train/cat/2.png", Made.picture("png", 2, 2, 0x00ff00));
    write("train/dog/1.PNG", Made.picture("png", 2, 2, 0x0000ff));
    write("test/dog/7", Made.picture("png", 2, 2, 0x336699));
    write("test/dog/notes.txt", new byte[] {1, 2, 3});
    Images train = Images.open(folder, split(Split.TRAIN));
    assertThat(train.classes()).containsExactly("cat", "dog");
    assertThat(train.labels()).containsExactly(0, 0, 1);
    assertThat(train.pixels(2)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
    Images test = Images.open(folder, split(Split.TEST));
    assertThat(test.labels()).containsExactly(1);
    assertThat(test.name(0)).isEqualTo("test/dog/7");
    assertThat(test.pixels(0)).startsWith(0x33 / 255f);
  }

  @Test
  void pictures_aClassMayBeCalledTrain() throws IOException {
    write("train/1.png", Made.picture("png", 1, 1, 0));
    write("car/1.png", Made.picture("png", 1, 1, 0));
    assertThat(Images.open(folder).classes()).containsExactly("car", "train");
  }

  @Test
  void pictures_withoutFoldersHaveNoClass() throws IOException {
    write("b.jpg", Made.picture("jpg", 16, 8, 0x808080));
    write("a.png", Made.picture("png", 16, 8, 0xffffff));
    Images images = Images.open(folder);
    assertThat(images.labelled()).isFalse();
    assertThat(images.classes()).isEmpty();
    assertThat(images.name(1)).isEqualTo("b.jpg");
    assertThat(images.pixels(1)[5]).isBetween(126 / 255f, 130 / 255f);
    assertThat(Images.open(folder.resolve("b.jpg")).size()).isEqualTo(1);
  }

  @Test
  void pictures_ofSeveralSizesNeedAFit() throws IOException {
    write("a.png", Made.picture("png", 4, 4, 0x102030));
    write("b.png", Made.picture("png", 8, 4, 0x102030));
    assertThatThrownBy(() -> Images.open(folder).pixels(1))
        .hasMessageContaining("b.png: is 4 × 8")
        .hasMessageContaining("bring them to one size")
        .asInstanceOf(InstanceOfAssertFactories.type(InputException.class))
        .satisfies(e -> assertThat(e.mends()).containsExactly("resize", "crop"));
    Images stretched = Images.open(folder, ImageSettings.defaults().fit(new Fit.Stretch(3, 5)));
    assertThat(stretched.shape()).isEqualTo(Shape.of(3, 3, 5));
    assertThat(stretched.pixels(1)).startsWith(0x10 / 255f).endsWith(0x30 / 255f);
    Images cut = Images.open(folder, ImageSettings.defaults().fit(new Fit.Crop(4, 2, 2)));
    assertThat(cut.pixels(1)).hasSize(12);
  }

  @Test
  void pictures_greyOnesKeepTheirSamples() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    grey.getRaster().setSample(1, 0, 0, 200);
    write("a.png", Made.encoded(grey, "png"));
    assertThat(Images.open(folder).pixels(0)).containsExactly(100 / 255f, 200 / 255f);
    ImageSettings rgb = ImageSettings.defaults().colour(ImageSettings.Colour.RGB);
    assertThat(Images.open(folder, rgb).pixels(0)).hasSize(6).endsWith(200 / 255f);
  }

  @Test
  void pictures_transparencyIsShownOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff0000);
    Path file = write("a.png", Made.encoded(image, "png"));
    assertThat(Images.open(file).pixels(0)).containsOnly(1);
  }

  @Test
  void zips_areLaidOutAsFolders() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("set-main/train/b/0.png", Made.picture("png", 2, 2, 0xffffff));
    entries.put("set-main/train/a/0.png", Made.picture("png", 2, 2, 0x00ff00));
    entries.put("set-main/test/a/0.png", Made.picture("png", 2, 2, 0x0000ff));
    entries.put("set-main/LICENSE", new byte[] {1});
    Path file = write("set.zip", Made.zip(entries));
    Images train = Images.open(file, split(Split.TRAIN));
    assertThat(train.classes()).containsExactly("a", "b");
    assertThat(train.labels()).containsExactly(0, 1);
    assertThat(train.name(0)).isEqualTo("set-main/train/a/0.png");
    assertThat(Images.open(folder, split(Split.TEST)).size()).isEqualTo(1);
  }

  @Test
  void npy_axesAndLabels() throws IOException {
    write("x.npy", Made.npy("|u1", "(2, 2, 2, 3)", Made.counting(24)));
    write("labels.npy", Made.npy("|i1", "(2,)", new byte[] {1, 0}));
    Images images = Images.open(folder);
    assertThat(images.shape()).isEqualTo(Shape.of(3, 2, 2));
    assertThat(images.labels()).containsExactly(1, 0);
    float[] first = images.pixels(0);
    assertThat(first[1]).isEqualTo(3 / 255f);
    assertThat(first[4]).isEqualTo(1 / 255f);
    Path ambiguous = write("y.npy", Made.npy("|u1", "(1, 3, 2, 3)", Made.counting(18)));
    assertThatThrownBy(() -> Images.open(ambiguous)).hasMessageContaining("say the layout");
  }

  @Test
  void folderOfSeveralKinds_asksForAName() throws IOException {
    write("x.bin", Made.cifar(1));
    write("x.zip", Made.zip(Map.of("a/1.png", Made.picture("png", 2, 2, 0))));
    assertThatThrownBy(() -> Images.open(folder)).hasMessageContaining("several kinds");
  }

  @Test
  void sample_isWithoutReplacementAndBySeed() {
    Images images =
        SyntheticImages.of(SyntheticImages.Settings.grey().side(8).images(100, 1), Split.TRAIN);
    Images some = images.sample(30, 5);
    assertThat(some.size()).isEqualTo(30);
    List<String> names = java.util.stream.IntStream.range(0, 30).mapToObj(some::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(images.sample(30, 5).name(7)).isEqualTo(some.name(7));
    assertThat(images.sample(30, 6).labels()).isNotEqualTo(some.labels());
    assertThat(images.sample(200, 5)).isSameAs(images);
  }

  @Test
  void normalisation_isPerChannel() {
    float[] two = {.5f, .5f, 1, 1};
    new Normalisation(List.of(.5, 0.), List.of(.5, 2.)).apply(two, Shape.of(2, 1, 2));
    assertThat(two).containsExactly(0, 0, .5f, .5f);
  }

  @Test
  void damagedFiles_endInImagesOrOneException() throws IOException {
    Map<String, byte[]> good = new LinkedHashMap<>();
    good.put("idx", Made.idx(Made.counting(48), 4, 4, 3));
    good.put("idx.gz", Made.gzip(Made.idx(Made.counting(48), 4, 4, 3)));
    good.put("cifar.bin", Made.cifar(1, 2));
    good.put("a.png", Made.picture("png", 5, 5, 0x102030, 0x405060));
    good.put("a.jpg", Made.picture("jpg", 17, 9, 0x102030, 0x405060));
    good.put("x.npy", Made.npy("|u1", "(2, 2, 2, 3)", Made.counting(24)));
    good.put(
        "x.zip",
        Made.zip(
            Map.of(
                "a/1.png", Made.picture("png", 3, 3, 1), "b/1.jpg", Made.picture("jpg", 3, 3, 2))));
    int read = 0;
    int refused = 0;
    for (Map.Entry<String, byte[]> file : good.entrySet()) {
      for (int round = 0; round < 80; round++) {
        Random random = new Random(round * 31L + file.getKey().hashCode());
        byte[] damaged = file.getValue().clone();
        if (round % 5 == 0) {
          damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
          int near = round % 2 == 0 ? Math.min(64, damaged.length) : damaged.length;
          damaged[random.nextInt(near)] = (byte) random.nextInt();
        }
        Path path = write("damaged-" + round % 5, damaged);
        try {
          Images images = Images.open(path);
          images.range(0, Math.min(4, images.size()));
          read++;
        } catch (ImageException e) {
          assertThat(e.getMessage()).isNotBlank();
          refused++;
        }
      }
    }
    assertThat(read).isGreaterThan(20);
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void aPictureThatClaimsToBeHuge_isRefusedBeforeItIsDecoded() throws IOException {
    byte[] png = Made.picture("png", 4, 4, 0);
    java.nio.ByteBuffer.wrap(png).putInt(16, 16_000).putInt(20, 16_000); // width, height
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    java.nio.ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    Path file = write("huge.png", png);
    assertThatThrownBy(() -> Images.open(file)).hasMessageContaining("too large");
  }

  @Test
  void realSets_haveTheirSizesAndFirstLabels() {
    Path mnist = SharedData.path("mnist");
    Images test = Images.open(mnist, split(Split.TEST));
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(java.util.Arrays.copyOf(test.labels(), 5)).containsExactly(7, 2, 1, 0, 4);
    Images cifar = Images.open(SharedData.path("cifar10/test-1000.bin"));
    assertThat(cifar.size()).isEqualTo(1000);
    assertThat(cifar.classes().get(cifar.label(0))).isEqualTo("cat");
  }

  @Test
  void theZipOfJpegs_isNearTheLosslessOriginals() {
    Images copies = Images.open(SharedData.path("cifar10/cifar-10-jpeg.zip"), split(Split.TEST));
    Images originals = Images.open(SharedData.path("cifar10/test-1000.bin"));
    assertThat(copies.size()).isEqualTo(10_000);
    assertThat(copies.classes()).isEqualTo(originals.classes());
    // Its files are sorted by class: the first cat of the test set is the original's first image.
    int cat = copies.classes().indexOf("cat");
    int first =
        java.util.stream.IntStream.range(0, 10_000)
            .filter(i -> copies.label(i) == cat)
            .findFirst()
            .orElseThrow();
    float[] copy = copies.pixels(first);
    float[] original = originals.pixels(0);
    double sum = 0;
    for (int i = 0; i < copy.length; i++) sum += Math.abs(copy[i] - original[i]);
    assertThat(sum / copy.length).isLessThan(.05);
  }
}
