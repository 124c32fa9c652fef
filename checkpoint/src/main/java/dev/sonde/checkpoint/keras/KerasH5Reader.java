package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.hdf5.Hdf5File;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;

/**
 * Reads HDF5 files: those of Keras with the addresses that the package describes, any other with
 * its datasets' paths.
 */
public final class KerasH5Reader implements CheckpointReader {

  @Override
  public String format() {
    return "keras-h5";
  }

  @Override
  public boolean recognises(Source source) {
    return Hdf5File.recognises(source.bytes());
  }

  @Override
  public Contents read(Source source) {
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    KerasContents.add(Hdf5File.open(source.bytes()), null, contents);
    return contents.build();
  }
}
