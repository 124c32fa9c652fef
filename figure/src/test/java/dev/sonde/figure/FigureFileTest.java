package dev.sonde.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.figure.FigureFile.Format;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FigureFileTest {

  @TempDir Path folder;

  @Test
  void everyKind_isWrittenAsPngAndPdf() throws IOException {
    for (Map.Entry<String, Figure> entry : Gallery.figures().entrySet()) {
      assertThat(FigureFile.bytes(entry.getValue(), Format.PNG))
          .as(entry.getKey())
          .startsWith(0x89, 'P', 'N', 'G');
      assertThat(FigureFile.bytes(entry.getValue(), Format.PDF))
          .as(entry.getKey())
          .startsWith('%', 'P', 'D', 'F');
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void sameFigure_givesTheSameBytes(Format format) throws IOException {
    Figure figure = Gallery.figure("heatmap");
    assertThat(FigureFile.bytes(figure, format)).isEqualTo(FigureFile.bytes(figure, format));
  }

  @Test
  void png_hasTwoDotsPerPixel_andSomethingOnIt() throws IOException {
    Figure figure = Gallery.figure("lines");
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(FigureFile.bytes(figure, Format.PNG)));
    assertThat(image.getWidth()).isEqualTo(1440);
    assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    long blue = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) == 0x0072b2) blue++;
      }
    }
    assertThat(blue).isGreaterThan(1000);
  }

  @Test
  void pdf_isOneVectorPageWithTextAndEmbeddedFont() throws IOException {
    byte[] bytes = FigureFile.bytes(Gallery.figure("boxes"), Format.PDF);
    try (PDDocument document = Loader.loadPDF(bytes)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Gradients per layer");
      assertThat(document.getDocumentInformation().getCreationDate()).isNull();
      String text = new PDFTextStripper().getText(document);
      assertThat(text).contains("Gradients per layer").contains("−1");
      var resources = document.getPage(0).getResources();
      for (var name : resources.getFontNames()) {
        assertThat(resources.getFont(name).isEmbedded()).isTrue();
      }
      assertThat(resources.getXObjectNames()).isEmpty();
    }
  }

  @Test
  void unknownEnding_isRefusedBeforeAnythingIsWritten() {
    Path path = folder.resolve("figure.gif");
    assertThatThrownBy(() -> FigureFile.write(Gallery.figure("bars"), path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("figure.gif")
        .hasMessageContaining(".svg, .png or .pdf");
    assertThat(path).doesNotExist();
  }

  /** As on a fresh server: no display, no fontconfig, no fonts, a bare environment. */
  @Test
  void withoutDisplayAndFonts_theFilesAreTheSame() throws Exception {
    Path nothing = Files.createDirectory(folder.resolve("nothing"));
    Path config =
        Files.writeString(nothing.resolve("fonts.conf"), "<?xml version=\"1.0\"?><fontconfig/>");
    Path log = folder.resolve("log.txt");
    Path out = folder.resolve("out");
    ProcessBuilder child =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dsun.java2d.fontpath=" + nothing,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Gallery.class.getName(),
                out.toString(),
                "confusion"));
    child.environment().clear();
    child.environment().put("FONTCONFIG_FILE", config.toString());
    child.environment().put("FONTCONFIG_PATH", nothing.toString());
    Process process = child.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    for (Format format : Format.values()) {
      String ending = "." + format.name().toLowerCase(java.util.Locale.ROOT);
      assertThat(Files.readAllBytes(out.resolve("confusion" + ending)))
          .isEqualTo(FigureFile.bytes(Gallery.figure("confusion"), format));
    }
  }
}
