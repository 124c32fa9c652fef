package dev.sonde.checkpoint.exported;

import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.Tensor;
import java.util.List;

/** Reads the weights and constants of the programs in a {@code .pt2} archive. */
public final class ExportedReader implements CheckpointReader {

  @Override
  public String format() {
    return "torch-export";
  }

  @Override
  public boolean recognises(Source source) {
    return ExportedArchive.recognises(source.bytes());
  }

  @Override
  public Contents read(Source source) {
    ExportedArchive archive = ExportedArchive.open(source.bytes());
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    List<String> models = archive.models();
    for (String model : models) {
      // Several programs of one archive often share weights under the same names.
      String prefix = models.size() == 1 ? "" : model + ".";
      add(archive.weights(model), prefix, contents);
      add(archive.constants(model), prefix, contents);
    }
    contents.metadata("programs", String.join(", ", models));
    if (archive.isCompiled()) {
      contents.note(
          "holds a compiled model (AOTInductor): weights inside its library are not read");
    }
    return contents.build();
  }

  private static void add(Contents part, String prefix, Contents.Builder contents) {
    part.notes().forEach(contents::note);
    for (Tensor tensor : part.tensors().values()) {
      String address = prefix + tensor.address();
      if (contents.has(address)) contents.note("a constant has the name of '" + address + "'");
      else contents.add(tensor.named(address));
    }
  }
}
