package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;

/**
 * Reads the parameters, buffers and other attributes of a TorchScript archive ({@code
 * torch.jit.save}) under their attribute names, and the constants of its code as {@code
 * CONSTANTS.c0}, {@code CONSTANTS.c1}, … as the code itself calls them. The code is not read.
 */
public final class TorchScriptReader implements CheckpointReader {

  private static final String CONSTANTS = "constants.pkl";

  @Override
  public String format() {
    return "torchscript";
  }

  @Override
  public boolean recognises(Source source) {
    TorchArchive archive = TorchArchive.find(source.bytes());
    return archive != null && (archive.entry(CONSTANTS) != null || archive.hasFolder("code"));
  }

  @Override
  public Contents read(Source source) {
    TorchArchive archive = TorchArchive.open(source.bytes());
    TorchContents contents = new TorchContents(source.bytes().name());
    archive.noteAmbiguousNames(contents);
    TorchZipReader.read(
        archive,
        TorchArchive.PICKLE,
        "data/",
        new UnpickleAudit(true),
        contents,
        (walk, value) -> walk.walk("", value));
    if (archive.entry(CONSTANTS) != null) {
      TorchZipReader.read(
          archive,
          CONSTANTS,
          "constants/",
          new UnpickleAudit(true),
          contents,
          TorchScriptReader::walkConstants);
    }
    return contents.build();
  }

  private static void walkConstants(StateWalk walk, PickleValue constants) {
    if (!(constants instanceof Sequence tuple)) {
      walk.walk("CONSTANTS", constants);
      return;
    }
    for (int i = 0; i < tuple.items().size(); i++) {
      walk.walk("CONSTANTS.c" + i, tuple.items().get(i));
    }
  }
}
