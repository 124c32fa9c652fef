package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipAssembler;
import dev.sonde.checkpoint.zip.ZipEntry;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mutates the pickle inside an archive, and packs a sound archive around it. */
record DamagedPickles(CheckpointReader reader, String pickle, Map<String, byte[]> entries)
    implements CheckpointReader {

  static void hold(CheckpointReader reader, String name, byte[] archive, int rounds) {
    Map<String, byte[]> entries = entries(archive);
    for (String entry : entries.keySet()) {
      if (entry.endsWith(".pkl") && !entry.contains("/code/")) {
        CheckpointReader packing = new DamagedPickles(reader, entry, entries);
        Mutations.hold(packing, name, entries.get(entry), rounds, entry.hashCode());
      }
    }
  }

  static Map<String, byte[]> entries(byte[] archive) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (ZipEntry entry : ZipArchive.open(Bytes.of("original", archive)).entries()) {
      entries.put(entry.name(), entry.content().segment().toArray(ValueLayout.JAVA_BYTE));
    }
    return entries;
  }

  @Override
  public String format() {
    return reader.format();
  }

  @Override
  public boolean recognises(Source source) {
    return reader.recognises(pack(source));
  }

  @Override
  public Contents read(Source source) {
    return reader.read(pack(source));
  }

  private Source pack(Source source) {
    ZipAssembler zip = new ZipAssembler();
    entries.forEach(
        (name, content) ->
            zip.stored(
                name,
                name.equals(pickle)
                    ? source.bytes().segment().toArray(ValueLayout.JAVA_BYTE)
                    : content));
    String name = source.bytes().name();
    return new Source(Path.of(name), false, Bytes.of(name, zip.done()));
  }
}
