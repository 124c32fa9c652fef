package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.hdf5.Hdf5File;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.checkpoint.shards.ShardIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;

/**
 * Reads what Keras' {@code save_weights(…, max_shard_size)} writes: an index, {@code
 * model.weights.json}, and HDF5 files beside it that hold some layers each.
 */
public final class KerasShardsReader implements CheckpointReader {

  @Override
  public String format() {
    return "keras-index";
  }

  @Override
  public boolean recognises(Source source) {
    if (source.isFolder()) return false;
    String first = ShardIndex.firstShard(source.bytes());
    return first != null && first.endsWith(".h5");
  }

  @Override
  public Contents read(Source source) {
    String name = source.bytes().name();
    ShardIndex index = ShardIndex.read(source.bytes());
    Contents.Builder contents = new Contents.Builder(name);
    index.metadata().forEach(contents::metadata);
    ModelFolder folder = ModelFolder.around(source.path());
    for (String shard : new LinkedHashSet<>(index.shards().values())) {
      Path path = folder.find(shard, name);
      if (path == null) {
        throw new CheckpointException(name + ": '" + shard + "' is missing in its folder");
      }
      KerasContents.add(open(name + ": " + shard, path), null, contents);
    }
    return contents.build();
  }

  private static Hdf5File open(String name, Path shard) {
    try {
      Bytes mapped = Bytes.map(shard);
      Bytes bytes = mapped.slice(name, 0, mapped.size());
      if (!Hdf5File.recognises(bytes)) {
        throw new CheckpointException(name + " is not an HDF5 file");
      }
      return Hdf5File.open(bytes);
    } catch (IOException e) {
      throw new CheckpointException(name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
