package dev.sonde.app.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A print stream over a writer, for libraries that know only streams. */
final class WriterStream extends PrintStream {

  WriterStream(PrintWriter writer) {
    super(new Lines(writer), true, StandardCharsets.UTF_8);
  }

  private static final class Lines extends OutputStream {
    private final PrintWriter writer;

    Lines(PrintWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      writer.write(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
      writer.flush();
    }
  }
}
