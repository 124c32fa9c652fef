package dev.sonde.checkpoint.numpy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;

/**
 * Reads an {@code .npz}: a ZIP archive of {@code .npy} files. Stored members are mapped, deflated
 * ones ({@code savez_compressed}) inflate only their header until someone reads them.
 */
public final class NpzReader implements CheckpointReader {

  @Override
  public String format() {
    return "npz";
  }

  @Override
  public boolean recognises(Source source) {
    Bytes bytes = source.bytes();
    if (!ZipArchive.recognises(bytes)) return false;
    if (isArray(firstName(bytes))) return true;
    try {
      return ZipArchive.open(bytes).names().stream().anyMatch(NpzReader::isArray);
    } catch (CheckpointException e) {
      return false; // a damaged archive of something else
    }
  }

  /** The name in the first local header: known even if the directory is cut off. */
  private static String firstName(Bytes bytes) {
    if (!bytes.has(0, 30) || !bytes.has(30, bytes.u16(26))) return "";
    return bytes.utf8(30, bytes.u16(26), 1 << 16, "an entry's name");
  }

  private static boolean isArray(String name) {
    return name.endsWith(NpyReader.EXTENSION);
  }

  @Override
  public Contents read(Source source) {
    ZipArchive archive = ZipArchive.open(source.bytes());
    NpyCollection arrays = new NpyCollection(archive.fileName());
    for (ZipEntry entry : archive.entries()) {
      if (isArray(entry.name())) {
        int header = NpyHeader.length(entry.head(NpyHeader.PREFIX));
        arrays.add(entry.name(), NpyHeader.read(entry.head(header)), entry.storage());
      } else if (!entry.name().endsWith("/")) {
        arrays.note("entry '" + entry.name() + "' is not a NumPy array: left out");
      }
    }
    return arrays.build();
  }
}
