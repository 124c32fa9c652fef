package dev.sonde.app.serve.http;

import dev.sonde.app.output.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events (WHATWG HTML, section 9.2) to one reader. */
public final class EventStream {

  private final OutputStream out;
  private final Deadline deadline;

  EventStream(OutputStream out, Deadline deadline) {
    this.out = out;
    this.deadline = deadline;
  }

  /**
   * Sends an event.
   *
   * @param data as JSON on one line
   * @throws IOException if the reader has gone
   */
  public void send(String event, Object data) throws IOException {
    write("event: " + event + "\ndata: " + Json.compact(data) + "\n\n");
  }

  /** A comment, which shows whether the reader is still there. */
  public void beat() throws IOException {
    write(": still here\n\n");
  }

  private void write(String text) throws IOException {
    deadline.within(
        Bounds.PIECE_SECONDS,
        () -> {
          out.write(text.getBytes(StandardCharsets.UTF_8));
          out.flush();
          return true;
        });
  }
}
