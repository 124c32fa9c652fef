package dev.sonde.study.images;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;
import dev.sonde.study.images.ImageFiles.Part;
import java.nio.file.Path;
import java.util.List;

/** Pictures in a zip, laid out as in {@link PictureFolder}. */
final class PictureZip {
  private PictureZip() {}

  static boolean recognises(Bytes bytes) {
    return ZipArchive.recognises(bytes);
  }

  static List<Part> read(Path file, Bytes bytes, ImageSettings settings) {
    List<ZipEntry> entries =
        ZipArchive.open(bytes).entries().stream().filter(PictureZip::isPicture).toList();
    if (entries.isEmpty()) {
      throw new ImageException(file + ": a zip without PNG or JPEG pictures");
    }
    return PictureFiles.sort(
        entries.stream().map(ZipEntry::name).toList(),
        ImageSource.of(file),
        (names, indices) ->
            new PicturePixels(names, i -> content(entries.get(indices.get(i))), settings));
  }

  private static boolean isPicture(ZipEntry entry) {
    if (entry.name().endsWith("/") || entry.name().contains("__MACOSX/")) return false;
    return Picture.isNamed(entry.name());
  }

  private static byte[] content(ZipEntry entry) {
    if (entry.size() > Limits.PICTURE) {
      throw new ImageException(
          ImageFiles.printable(entry.name()) + ": too many bytes for one picture");
    }
    Bytes bytes = entry.content();
    return bytes.copy(0, bytes.size(), (int) Limits.PICTURE, "a picture");
  }
}
