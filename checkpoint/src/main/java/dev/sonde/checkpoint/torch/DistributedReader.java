package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads the folder that {@code torch.distributed.checkpoint} writes: {@code .metadata} says of each
 * tensor in which chunks it was saved and where they lie in the {@code .distcp} files. A tensor
 * that was split over processes is put together when it is read.
 */
public final class DistributedReader implements CheckpointReader {

  private static final String METADATA = ".metadata";

  @Override
  public String format() {
    return "pytorch-distributed";
  }

  /** The folder, or one of its files. */
  @Override
  public boolean recognises(Source source) {
    if (source.isFolder()) return isOne(source.path());
    String name = Objects.toString(source.path().getFileName(), "");
    return (name.equals(METADATA) || name.endsWith(".distcp")) && isOne(folder(source));
  }

  private static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(METADATA))
        && Files.isRegularFile(folder.resolve("__0_0.distcp"));
  }

  private static Path folder(Source source) {
    return source.isFolder() ? source.path() : source.path().resolveSibling("");
  }

  @Override
  public Contents read(Source source) {
    String name = source.bytes().name();
    DistributedFiles files = new DistributedFiles(name, ModelFolder.of(folder(source)));
    DistributedMetadata metadata = DistributedMetadata.read(files.map(METADATA));
    if (metadata.tensors().isEmpty()) {
      throw new CheckpointException(
          name
              + ": a distributed checkpoint (DCP) whose .metadata lists no tensors; python -m"
              + " torch.distributed.checkpoint.format_utils dcp_to_torch FOLDER FILE converts one");
    }
    Contents.Builder contents = new Contents.Builder(name);
    metadata.tensors().forEach((address, tensor) -> contents.add(files.joined(address, tensor)));
    if (metadata.others() > 0) {
      contents.note(metadata.others() + " values that are no tensors are left out");
    }
    return contents.build();
  }
}
