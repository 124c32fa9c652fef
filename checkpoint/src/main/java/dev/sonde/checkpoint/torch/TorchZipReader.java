package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.Pickle;
import dev.sonde.checkpoint.pickle.PickleMachine;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import java.util.function.BiConsumer;

/**
 * Reads the zip archives that {@code torch.save} writes since torch 1.6: state dicts, training
 * checkpoints, whole pickled modules, single tensors.
 */
public final class TorchZipReader implements CheckpointReader {

  @Override
  public String format() {
    return "pytorch-zip";
  }

  @Override
  public boolean recognises(Source source) {
    return TorchArchive.recognises(source.bytes());
  }

  @Override
  public Contents read(Source source) {
    TorchArchive archive = TorchArchive.open(source.bytes());
    TorchContents contents = new TorchContents(source.bytes().name());
    archive.noteAmbiguousNames(contents);
    read(
        archive,
        TorchArchive.PICKLE,
        "data/",
        new UnpickleAudit(false),
        contents,
        (walk, value) -> walk.walk("", value));
    return contents.build();
  }

  /** Reads one pickle of an archive, its storages in {@code folder}, and walks its value. */
  static void read(
      TorchArchive archive,
      String name,
      String folder,
      UnpickleAudit audit,
      TorchContents contents,
      BiConsumer<StateWalk, PickleValue> walk) {
    Bytes bytes = archive.pickle(name);
    Pickle pickle = PickleMachine.read(bytes, 0, audit);
    audit.report(contents);
    if (pickle.end() < bytes.size()) {
      long rest = bytes.size() - pickle.end();
      contents.note(rest + " bytes after the pickle in " + name + " are not read");
    }
    Rebuilder rebuilder = new Rebuilder(bytes.name(), new ZipStorages(archive, folder));
    Budget budget = new Budget(bytes.name(), bytes.size());
    walk.accept(new StateWalk(rebuilder, contents, budget), pickle.value());
  }
}
