package dev.sonde.app.command;

import dev.sonde.analysis.projection.TsneState;
import dev.sonde.app.output.UserError;
import dev.sonde.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A t-SNE that was stopped, in a file beside its output.
 *
 * @param key of points and settings: the state of another command is not taken
 * @param state where it stands
 * @param seconds worked so far
 */
record PausedProjection(String key, TsneState state, double seconds) {
  private static final int MAGIC = 0x54534e45;
  private static final int VERSION = 1;

  static Path beside(Path output) {
    return output.resolveSibling(output.getFileName() + ".paused");
  }

  void write(Path file) throws IOException {
    AtomicFile.write(
        file,
        temporary -> {
          try (DataOutputStream out =
              new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(key);
            out.writeDouble(seconds);
            out.writeInt(state.iteration());
            out.writeInt(state.gridColumns());
            out.writeInt(state.gridRows());
            out.writeDouble(state.kl());
            out.writeInt(2 * state.count());
            floats(out, state.position());
            floats(out, state.velocity());
            floats(out, state.gain());
          }
        });
  }

  private static void floats(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) out.writeFloat(value);
  }

  /** The state in a file, if it is there and belongs to {@code key} and {@code count} points. */
  static Optional<PausedProjection> read(Path file, String key, int count) throws IOException {
    if (!Files.exists(file)) return Optional.empty();
    // magic, version, key, seconds, iteration, grid, kl, length, three arrays
    long expected = 4 + 4 + 2 + key.length() + 8 + 12 + 8 + 4 + 24L * count;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) throw foreign(file);
      if (!in.readUTF().equals(key)) {
        throw new UserError(
            file
                + ": is the state of another projection (other vectors or settings); remove it, or"
                + " write to another output");
      }
      if (Files.size(file) != expected) throw foreign(file);
      double seconds = in.readDouble();
      int iteration = in.readInt();
      int columns = in.readInt();
      int rows = in.readInt();
      double kl = in.readDouble();
      if (in.readInt() != 2 * count) throw foreign(file);
      TsneState state =
          TsneState.of(
              iteration,
              floats(in, 2 * count),
              floats(in, 2 * count),
              floats(in, 2 * count),
              columns,
              rows,
              kl);
      return Optional.of(new PausedProjection(key, state, seconds));
    } catch (java.io.EOFException e) {
      throw foreign(file);
    }
  }

  private static UserError foreign(Path file) {
    return new UserError(file + ": is not the state of a projection; remove it and begin again");
  }

  private static float[] floats(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = in.readFloat();
    return values;
  }
}
