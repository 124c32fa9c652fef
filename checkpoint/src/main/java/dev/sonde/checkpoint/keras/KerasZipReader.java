package dev.sonde.checkpoint.keras;

import dev.sonde.checkpoint.hdf5.Hdf5File;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code .keras} archives (Keras 2.12 and later): {@code config.json} says what the model is,
 * {@code model.weights.h5} holds its weights. Nothing that the configuration names is built or
 * called.
 */
public final class KerasZipReader implements CheckpointReader {

  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String NPZ_WEIGHTS = "model.weights.npz";
  private static final int MAX_JSON = 16 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String format() {
    return "keras-zip";
  }

  @Override
  public boolean recognises(Source source) {
    if (!ZipArchive.recognises(source.bytes())) return false;
    try {
      ZipArchive archive = ZipArchive.open(source.bytes());
      boolean weights = archive.find(WEIGHTS) != null || archive.find(NPZ_WEIGHTS) != null;
      return weights && archive.find(CONFIG) != null;
    } catch (CheckpointException e) {
      return startsLikeKeras(source.bytes());
    }
  }

  /** Keras writes the metadata first: an archive that was cut off is told by its beginning. */
  private static boolean startsLikeKeras(Bytes bytes) {
    int length = METADATA.length();
    return bytes.has(0, 30)
        && bytes.u16(26) == length
        && bytes.startsWith(30, METADATA.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Contents read(Source source) {
    String file = source.bytes().name();
    ZipArchive archive = ZipArchive.open(source.bytes());
    if (archive.find(WEIGHTS) == null) {
      throw new CheckpointException(
          file + ": its weights are in " + NPZ_WEIGHTS + "; save the model with HDF5 weights");
    }
    Contents.Builder contents = new Contents.Builder(file);
    byte[] config = json(archive.get(CONFIG), file);
    contents.metadata("model_config", new String(config, StandardCharsets.UTF_8));
    ZipEntry about = archive.find(METADATA);
    if (about != null) metadata(file, json(about, file), contents);
    ZipEntry entry = archive.get(WEIGHTS);
    Hdf5File weights = Hdf5File.inflated(entry.content(), entry.packedSize());
    KerasContents.add(weights, LayerConfig.read(file, config), contents);
    return contents.build();
  }

  /** Too long a configuration is refused before it is inflated. */
  private static byte[] json(ZipEntry entry, String file) {
    if (entry.size() > MAX_JSON) {
      throw new CheckpointException(
          "%s: %s has %d bytes, at most %d are read"
              .formatted(file, entry.name(), entry.size(), MAX_JSON));
    }
    Bytes bytes = entry.content();
    return bytes.copy(0, bytes.size(), MAX_JSON, entry.name());
  }

  /** {@code keras_version}, {@code date_saved}, and what else is plain text or a number. */
  private static void metadata(String file, byte[] json, Contents.Builder contents) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) return;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = in.currentName();
        if (in.nextToken().isScalarValue()) contents.metadata(key, in.getString());
        else in.skipChildren();
      }
    } catch (JacksonException e) {
      throw new CheckpointException(
          file + ": " + METADATA + " is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }
}
