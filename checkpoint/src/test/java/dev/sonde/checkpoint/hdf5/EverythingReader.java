package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.Tensor;
import java.util.Collection;

/**
 * Reads all that an HDF5 file holds, attributes and text too. Without checksums, damage gets to the
 * code behind them, where an attacker who computes them gets as well.
 */
final class EverythingReader implements CheckpointReader {

  private final boolean verify;

  EverythingReader(boolean verify) {
    this.verify = verify;
  }

  @Override
  public String format() {
    return "hdf5";
  }

  @Override
  public boolean recognises(Source source) {
    return Hdf5File.recognises(source.bytes());
  }

  @Override
  public Contents read(Source source) {
    Hdf5File file = Hdf5File.open(source.bytes(), verify);
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    file.groups().values().forEach(group -> read(group.attributes().values()));
    for (Hdf5Dataset dataset : file.datasets().values()) {
      read(dataset.attributes().values());
      if (dataset.isNumbers()) contents.add(dataset.tensor(dataset.path()));
      else if (dataset.isText()) dataset.texts();
    }
    return contents.build();
  }

  private static void read(Collection<Hdf5Attribute> attributes) {
    for (Hdf5Attribute attribute : attributes) {
      if (attribute.isText()) attribute.texts();
      else if (attribute.isNumbers()) {
        Tensor numbers = attribute.numbers().asReal();
        numbers.reader().floats(0, new float[1], (int) Math.min(1, numbers.count()));
      }
    }
  }
}
