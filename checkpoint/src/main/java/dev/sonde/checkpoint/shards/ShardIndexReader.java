package dev.sonde.checkpoint.shards;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.checkpoint.safetensors.SafetensorsReader;
import dev.sonde.checkpoint.signature.Signatures;
import dev.sonde.checkpoint.torch.TorchLegacyReader;
import dev.sonde.checkpoint.torch.TorchZipReader;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads a model that is split over several safetensors or PyTorch files (<i>shards</i>) through the
 * index that maps each tensor to its shard. Tensors come in the index's order; shards are plain
 * files of the index's folder.
 */
public final class ShardIndexReader implements CheckpointReader {

  private final String format;
  private final Pattern names;
  private final List<CheckpointReader> readers;

  private ShardIndexReader(String format, String names, CheckpointReader... readers) {
    this.format = format;
    this.names = Pattern.compile(names);
    this.readers = List.of(readers);
  }

  /** For {@code *.safetensors.index.json}, and whatever else has a weight map. */
  public static ShardIndexReader safetensors() {
    return new ShardIndexReader(
        "safetensors-index", "(?!.*\\.(bin|pt|pth|ckpt|h5)$).*", new SafetensorsReader());
  }

  /** For {@code pytorch_model.bin.index.json}. */
  public static ShardIndexReader pytorch() {
    return new ShardIndexReader(
        "pytorch-index", ".*\\.(bin|pt|pth|ckpt)", new TorchZipReader(), new TorchLegacyReader());
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public boolean recognises(Source source) {
    if (source.isFolder()) return false;
    String first = ShardIndex.firstShard(source.bytes());
    return first != null && names.matcher(first).matches();
  }

  @Override
  public Contents read(Source source) {
    String name = source.bytes().name();
    ShardIndex index = ShardIndex.read(source.bytes());
    Shards shards = open(index, ModelFolder.around(source.path()), name);
    Contents.Builder contents = new Contents.Builder(name);
    index.metadata().forEach(contents::metadata);
    List<String> missing = new ArrayList<>();
    index
        .shards()
        .forEach(
            (tensor, shard) -> {
              Contents of = shards.of(shard);
              Tensor found = of.tensors().get(tensor);
              if (found != null) contents.add(found);
              else if (of.leftOut().contains(tensor)) contents.leftOut(tensor);
              else missing.add(tensor + "' of " + shard);
            });
    if (!missing.isEmpty()) {
      throw new CheckpointException(name + ": shards lack tensors: '" + some(missing));
    }
    keepMetadata(index, shards.files(), contents);
    shards
        .files()
        .forEach(
            (shard, found) -> found.notes().forEach(note -> contents.note(shard + ": " + note)));
    noteUnlisted(index, shards, contents);
    return contents.build();
  }

  /**
   * The files behind the names of shards: however often and however an index spells one, it is read
   * once.
   *
   * @param first for each name the first that leads to the same file
   * @param files by the first of their names
   */
  private record Shards(Map<String, String> first, Map<String, Contents> files) {

    Contents of(String shard) {
      return Objects.requireNonNull(files.get(first.get(shard)), shard);
    }
  }

  private Shards open(ShardIndex index, ModelFolder folder, String name) {
    Map<String, Path> paths = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String shard : new LinkedHashSet<>(index.shards().values())) {
      Path path = folder.find(shard, name);
      if (path != null) paths.put(shard, path);
      else missing.add(shard + "'");
    }
    if (!missing.isEmpty()) {
      throw new CheckpointException(name + ": shards are missing in its folder: '" + some(missing));
    }
    Map<Object, String> known = new HashMap<>();
    Shards shards = new Shards(new HashMap<>(), new LinkedHashMap<>());
    paths.forEach(
        (shard, path) -> {
          String before = known.putIfAbsent(identity(path), shard);
          shards.first.put(shard, before == null ? shard : before);
          if (before == null) shards.files.put(shard, read(name + ": " + shard, path));
        });
    return shards;
  }

  /** Tells files apart, whatever links lead to them. */
  private static Object identity(Path path) {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? path : key;
    } catch (IOException e) {
      return path;
    }
  }

  private Contents read(String name, Path shard) {
    try {
      CheckpointReader.Source source =
          new CheckpointReader.Source(shard, false, Bytes.map(shard, name));
      for (CheckpointReader reader : readers) {
        if (reader.recognises(source)) return reader.read(source);
      }
      String other = Signatures.of(source);
      throw new CheckpointException(
          name + (other == null ? " is not a " + kind() + " file" : ": " + other));
    } catch (IOException e) {
      throw new CheckpointException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private String kind() {
    return format.equals("pytorch-index") ? "PyTorch" : "safetensors";
  }

  /** The shards' own metadata, where the index or an earlier shard does not say otherwise. */
  private static void keepMetadata(
      ShardIndex index, Map<String, Contents> shards, Contents.Builder contents) {
    Map<String, String> kept = new LinkedHashMap<>(index.metadata());
    shards.forEach(
        (shard, found) ->
            found
                .metadata()
                .forEach(
                    (key, value) -> {
                      String before = kept.putIfAbsent(key, value);
                      if (before == null) contents.metadata(key, value);
                      else if (!before.equals(value)) contents.metadata(shard + ":" + key, value);
                    }));
  }

  private static void noteUnlisted(ShardIndex index, Shards shards, Contents.Builder contents) {
    shards.files.forEach(
        (shard, found) -> {
          List<String> unlisted =
              found.tensors().keySet().stream()
                  .filter(tensor -> !shard.equals(shards.first.get(index.shards().get(tensor))))
                  .map(tensor -> tensor + "'")
                  .toList();
          if (!unlisted.isEmpty()) {
            contents.note(
                shard + " holds tensors that the index does not list: '" + some(unlisted));
          }
        });
  }

  /** The first few of many names, and how many there are. */
  private static String some(List<String> names) {
    int shown = Math.min(names.size(), 5);
    String line = String.join(", '", names.subList(0, shown));
    return shown < names.size() ? line + ", … (" + names.size() + " in all)" : line;
  }
}
