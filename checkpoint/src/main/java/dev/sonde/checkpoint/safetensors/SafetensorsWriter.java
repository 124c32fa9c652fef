package dev.sonde.checkpoint.safetensors;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.AtomicFile;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes tensors of any checkpoint as one safetensors file, atomically, streaming: memory does not
 * grow with it.
 */
public final class SafetensorsWriter {

  private static final int BLOCK = 1 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  private SafetensorsWriter() {}

  /**
   * Writes all tensors and the metadata. The same tensors give the same bytes.
   *
   * @throws CheckpointException if a type has no name in the format
   */
  public static void write(List<Tensor> tensors, Map<String, String> metadata, Path target)
      throws IOException {
    byte[] header = header(tensors, metadata);
    AtomicFile.write(
        target,
        temporary -> {
          try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip();
            drain(length, out);
            drain(ByteBuffer.wrap(header), out);
            for (Tensor tensor : tensors) write(tensor, out);
            out.force(false);
          }
        });
  }

  private static byte[] header(List<Tensor> tensors, Map<String, String> metadata) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectPropertyStart("__metadata__");
        new TreeMap<>(metadata).forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      long offset = 0;
      for (Tensor tensor : tensors) {
        json.writeObjectPropertyStart(tensor.address());
        json.writeStringProperty("dtype", typeName(tensor));
        json.writeArrayPropertyStart("shape");
        for (long extent : tensor.shape().toArray()) json.writeNumber(extent);
        json.writeEndArray();
        json.writeArrayPropertyStart("data_offsets");
        json.writeNumber(offset);
        offset = Math.addExact(offset, tensor.byteSize());
        json.writeNumber(offset);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    while (bytes.size() % 8 != 0) bytes.write(' '); // the format asks for aligned data
    return bytes.toByteArray();
  }

  private static String typeName(Tensor tensor) {
    String name = SafetensorsTypes.NAMES.get(tensor.dtype());
    if (name == null)
      throw new CheckpointException(tensor + ": safetensors has no such element type");
    return name;
  }

  private static void write(Tensor tensor, WritableByteChannel out) throws IOException {
    Tensor real = tensor.asReal();
    DType dtype = real.dtype();
    TensorReader reader = real.reader();
    int step = BLOCK / dtype.byteSize();
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long at = 0; at < real.count(); at += step) {
      int n = (int) Math.min(step, real.count() - at);
      block.clear().limit(n * dtype.byteSize());
      reader.littleEndian(at, block, n);
      drain(block.flip(), out);
    }
  }

  private static void drain(ByteBuffer buffer, WritableByteChannel out) throws IOException {
    while (buffer.hasRemaining()) out.write(buffer);
  }
}
