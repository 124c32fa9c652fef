package dev.sonde.checkpoint.numpy;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.Storage;

/**
 * Several arrays that make one checkpoint. An array that is not of numbers is left out with a note,
 * as long as others can be read.
 */
final class NpyCollection {

  private final String file;
  private final Contents.Builder contents;
  private int arrays;
  private String refusal = "no NumPy array in it";

  NpyCollection(String file) {
    this.file = file;
    this.contents = new Contents.Builder(file);
  }

  void add(String name, NpyHeader header, Storage bytes) {
    String address = NpyReader.address(name);
    switch (header.type()) {
      case NpyType.Numeric numeric -> {
        header.addTo(contents, address, numeric, bytes);
        arrays++;
      }
      case NpyType.Refused refused -> {
        refusal = "array '" + address + "' cannot be read: " + refused.why();
        contents.note(refusal + "; left out");
      }
    }
  }

  void note(String note) {
    contents.note(note);
  }

  Contents build() {
    if (arrays == 0) throw new CheckpointException(file + ": " + refusal);
    return contents.build();
  }
}
