package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.zip.ZipEntry;
import dev.sonde.tensor.Storage;
import java.lang.foreign.MemorySegment;

/** Storages as entries of a zip archive: {@code archive/data/0}, {@code archive/data/1}, … */
record ZipStorages(TorchArchive archive, String folder) implements TorchStorages {

  /** The key is only ever compared with the archive's own names: there is no path to follow. */
  @Override
  public Located find(StorageId id, String where) {
    ZipEntry entry = archive.entry(folder + id.key());
    if (entry == null) {
      if (id.elements() == 0)
        return new Located(Storage.mapped(MemorySegment.NULL), archive.order());
      throw new CheckpointException(
          where + ": the archive has no storage '" + archive.root() + folder + id.key() + "'");
    }
    if (entry.size() < id.byteSize()) {
      throw new CheckpointException(
          where
              + ": storage '"
              + id.key()
              + "' claims "
              + id.elements()
              + " elements of torch."
              + id.type().name()
              + ", but has "
              + entry.size()
              + " bytes");
    }
    return new Located(entry.storage(), archive.order());
  }
}
