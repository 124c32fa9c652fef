package dev.sonde.checkpoint.adapter;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.safetensors.SafetensorsReader;
import dev.sonde.checkpoint.torch.TorchLegacyReader;
import dev.sonde.checkpoint.torch.TorchZipReader;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a LoRA adapter of PEFT: {@code adapter_model.safetensors} or {@code .bin} with {@code
 * adapter_config.json} beside it. Besides A and B there is {@code MODULE.lora_delta.weight}, the
 * change that they make to the module's weight.
 */
public final class AdapterReader implements CheckpointReader {

  private static final List<CheckpointReader> WEIGHTS =
      List.of(new SafetensorsReader(), new TorchZipReader(), new TorchLegacyReader());

  /** {@code lora_A.weight}, with an adapter's name between in some files, or of an embedding. */
  private static final Pattern FIRST =
      Pattern.compile("(.+)\\.lora_(embedding_)?A((?:\\.[^.]+)??(?:\\.weight)?)");

  @Override
  public String format() {
    return "peft-lora";
  }

  @Override
  public boolean recognises(Source source) {
    return !source.isFolder()
        && Objects.toString(source.path().getFileName(), "").startsWith("adapter_model.")
        && weights(source) != null
        && AdapterConfig.beside(source.path()) != null;
  }

  private static @Nullable CheckpointReader weights(Source source) {
    for (CheckpointReader reader : WEIGHTS) if (reader.recognises(source)) return reader;
    return null;
  }

  @Override
  public Contents read(Source source) {
    CheckpointReader reader = weights(source);
    AdapterConfig config = AdapterConfig.beside(source.path());
    if (reader == null || config == null) {
      throw new CheckpointException(source.bytes().name() + ": not an adapter of PEFT");
    }
    Contents saved = reader.read(source);
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    saved.metadata().forEach(contents::metadata);
    contents.metadata("lora_alpha", Double.toString(config.alpha()));
    contents.metadata("use_rslora", Boolean.toString(config.isRankStabilized()));
    contents.metadata("base_model_name_or_path", config.base());
    saved.notes().forEach(contents::note);
    for (Tensor tensor : saved.tensors().values()) {
      contents.add(tensor);
      Matcher first = FIRST.matcher(tensor.address());
      if (first.matches()) addDelta(first, tensor, saved.tensors(), config, contents);
      if (tensor.address().contains("lora_magnitude_vector")) {
        contents.note(tensor.address() + ": DoRA, whose magnitudes are not in the deltas");
      }
    }
    return contents.build();
  }

  private static void addDelta(
      Matcher first,
      Tensor a,
      Map<String, Tensor> tensors,
      AdapterConfig config,
      Contents.Builder contents) {
    String module = first.group(1);
    boolean embedding = first.group(2) != null;
    Tensor b = tensors.get(module + ".lora_" + (embedding ? "embedding_B" : "B") + first.group(3));
    if (b == null) {
      contents.note(a.address() + " has no B beside it");
      return;
    }
    String address = module + ".lora_delta.weight";
    boolean transposed = embedding || config.isTransposed();
    Tensor delta =
        Delta.of(
            address,
            a,
            b,
            config.scale(module, a.shape().rank() == 0 ? 1 : a.shape().extent(0)),
            transposed);
    if (delta == null || contents.has(address) || tensors.containsKey(address)) {
      contents.note(
          "no delta of %s: %s and %s make no product that can be held"
              .formatted(module, a.shape(), b.shape()));
    } else {
      contents.add(delta);
    }
  }
}
