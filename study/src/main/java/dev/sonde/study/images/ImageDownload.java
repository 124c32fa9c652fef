package dev.sonde.study.images;

import dev.sonde.file.AtomicFile;
import dev.sonde.file.OutputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a public set from where it is published. A file appears under its name only when its
 * content is what was published: by SHA-256 without gzip, of CIFAR-10's archive as it is. What is
 * there already is checked and not fetched again.
 */
public final class ImageDownload {
  private static final String CIFAR = "cifar-10-binary.tar.gz";
  private static final String CIFAR_SHA256 =
      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";
  private static final long MOST_BYTES = 1L << 30;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PublicSet set;
  private final List<URI> mirrors;
  private final LongConsumer received;

  /**
   * @param mirror where to fetch from instead of the usual places, or null
   * @param received told how many bytes more have come
   */
  public ImageDownload(PublicSet set, @Nullable URI mirror, LongConsumer received) {
    this.set = set;
    this.mirrors = mirror == null ? set.mirrors() : List.of(mirror);
    this.received = received;
  }

  /**
   * Fetches what is missing into {@code folder/NAME}.
   *
   * @return the folder that {@link Images#open} takes
   * @throws ImageException if nobody answers, or with other bytes than were published
   */
  public Path into(Path folder) throws IOException {
    Path target = folder.resolve(set.toString());
    Files.createDirectories(target);
    if (set == PublicSet.CIFAR10) return cifar(target);
    for (KnownFile file : KnownFile.in(set.toString())) {
      Path to = target.resolve(file.file() + ".gz");
      if (Files.exists(to) && ImageSource.contentSha256(to).equals(file.sha256())) continue;
      fetch(file.file() + ".gz", to, got -> content(got).equals(file.sha256()));
    }
    return target;
  }

  /** What is no gzip file at all has no content. */
  private static String content(Path file) {
    try {
      return ImageSource.contentSha256(file);
    } catch (ImageException e) {
      return "";
    }
  }

  private Path cifar(Path target) throws IOException {
    Path batches = target.resolve("cifar-10-batches-bin");
    if (Files.isDirectory(batches)) return batches;
    Path archive = target.resolve(CIFAR);
    if (!Files.exists(archive) || !ImageSource.sha256(archive).equals(CIFAR_SHA256)) {
      fetch(CIFAR, archive, got -> ImageSource.sha256(got).equals(CIFAR_SHA256));
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      TarFiles.unpack(in, "cifar-10-batches-bin", batches);
    }
    Files.delete(archive);
    return batches;
  }

  private interface Check {
    boolean holds(Path file) throws IOException;
  }

  private void fetch(String file, Path to, Check check) throws IOException {
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      URI from = mirror.resolve(file);
      try {
        AtomicFile.write(
            to,
            temporary -> {
              receive(from, temporary);
              if (!check.holds(temporary)) {
                throw new IOException("sent other bytes than were published");
              }
            });
        return;
      } catch (OutputException e) {
        failures.add(from + ": " + e.why());
      }
    }
    throw new ImageException(
        set + ": cannot be fetched. " + String.join("; ", failures) + ". Nothing was kept of it.");
  }

  private void receive(URI from, Path to) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(from).timeout(PATIENCE).build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body();
          var out = Files.newOutputStream(to)) {
        if (response.statusCode() != 200) {
          throw new IOException("answers with status " + response.statusCode());
        }
        byte[] block = new byte[1 << 16];
        long all = 0;
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          all += n;
          if (all > MOST_BYTES) throw new IOException("sends more than " + MOST_BYTES + " bytes");
          out.write(block, 0, n);
          received.accept(n);
        }
      }
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e); // not received anew
    }
  }
}
