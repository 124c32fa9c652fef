package dev.sonde.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  private static StandardOutput failing(String message) {
    return new StandardOutput(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        });
  }

  private static void print(StandardOutput out) {
    PrintWriter writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.println("an answer");
    writer.flush();
  }

  @Test
  void fullDisk_isRemembered() {
    StandardOutput out = failing("No space left on device");
    print(out);
    assertThat(out.failure()).contains("No space left on device");
  }

  @Test
  void readerWhoHasEnough_isNoFailure() {
    StandardOutput out = failing("Broken pipe");
    print(out);
    assertThat(out.failure()).isEmpty();
  }
}
