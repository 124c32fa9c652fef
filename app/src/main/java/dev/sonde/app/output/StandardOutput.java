package dev.sonde.app.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard output, which remembers that something could not be written: a {@code
 * PrintWriter} above it tells nobody, and a full disk must not look like an answer.
 */
public final class StandardOutput extends FilterOutputStream {

  private static final String GONE = "Broken pipe";

  private @Nullable IOException failure;

  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    super(new BufferedOutputStream(out, 1 << 16));
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    remembering(() -> out.write(bytes, from, count));
  }

  @Override
  public void write(int b) throws IOException {
    remembering(() -> out.write(b));
  }

  @Override
  public void flush() throws IOException {
    remembering(out::flush);
  }

  private interface Action {
    void run() throws IOException;
  }

  private void remembering(Action action) throws IOException {
    try {
      action.run();
    } catch (IOException e) {
      if (failure == null) failure = e;
      throw e;
    }
  }

  /** Why not all was written; empty if it was, or if the reader had enough, as {@code head} has. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure).map(IOException::getMessage).filter(w -> !w.contains(GONE));
  }
}
