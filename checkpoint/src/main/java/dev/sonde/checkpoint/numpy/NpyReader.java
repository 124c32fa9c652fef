package dev.sonde.checkpoint.numpy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;

/** Reads one {@code .npy} file: a single tensor, addressed by the file's name without extension. */
public final class NpyReader implements CheckpointReader {

  static final String EXTENSION = ".npy";

  @Override
  public String format() {
    return "npy";
  }

  @Override
  public boolean recognises(Source source) {
    return NpyHeader.recognises(source.bytes());
  }

  @Override
  public Contents read(Source source) {
    Bytes file = source.bytes();
    Contents.Builder contents = new Contents.Builder(file.name());
    NpyHeader header = NpyHeader.read(file);
    switch (header.type()) {
      case NpyType.Numeric numeric ->
          header.addTo(
              contents,
              address(String.valueOf(source.path().getFileName())),
              numeric,
              file.storage());
      case NpyType.Refused refused ->
          throw new CheckpointException(file.name() + ": cannot be read: " + refused.why());
    }
    return contents.build();
  }

  /** {@code layers/0/weight} for {@code layers/0/weight.npy}. */
  static String address(String name) {
    return name.endsWith(EXTENSION) && name.length() > EXTENSION.length()
        ? name.substring(0, name.length() - EXTENSION.length())
        : name;
  }
}
