package dev.sonde.study.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sonde.checkpoint.SharedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a server on this machine: whether the public places answer cannot be tested without net. */
final class ImageDownloadTest {
  private interface Answers {
    byte[] of(String file) throws IOException;
  }

  private static HttpServer serve(Answers answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = answers.of(exchange.getRequestURI().getPath().substring(1));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  @Test
  void get_keepsWhatIsAsPublished(@TempDir Path folder) throws IOException {
    Path mnist = SharedData.path("mnist");
    HttpServer server = serve(file -> Files.readAllBytes(mnist.resolve(file)));
    try {
      long[] received = {0};
      Path there =
          new ImageDownload(PublicSet.MNIST, uri(server), n -> received[0] += n).into(folder);
      assertThat(Images.open(there).size()).isEqualTo(70_000);
      long first = received[0];
      assertThat(first).isGreaterThan(10_000_000);
      new ImageDownload(PublicSet.MNIST, uri(server), n -> received[0] += n).into(folder);
      assertThat(received[0]).isEqualTo(first); // what is there is not fetched again
      assertThat(new PublicSets(java.util.List.of(folder)).find(PublicSet.MNIST))
          .isEqualTo(Optional.of(there));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void get_keepsNothingOfAnythingElse(@TempDir Path folder) throws IOException {
    HttpServer server = serve(_ -> Made.gzip(Made.idx(Made.counting(12), 2, 2, 3)));
    try {
      assertThatThrownBy(
              () -> new ImageDownload(PublicSet.MNIST, uri(server), _ -> {}).into(folder))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("other bytes than were published");
      try (var left = Files.list(folder.resolve("mnist"))) {
        assertThat(left).isEmpty();
      }
    } finally {
      server.stop(0);
    }
  }

  private static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      byte[] header = new byte[512];
      byte[] name = file.getKey().getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(name, 0, header, 0, name.length);
      byte[] size =
          String.format(java.util.Locale.ROOT, "%011o", file.getValue().length)
              .getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(size, 0, header, 124, size.length);
      header[156] = '0';
      out.write(header);
      out.write(file.getValue());
      out.write(new byte[(512 - file.getValue().length % 512) % 512]);
    }
    out.write(new byte[1024]);
    return out.toByteArray();
  }

  @Test
  void archives_areUnpackedWithinTheirFolder(@TempDir Path folder) throws IOException {
    byte[] archive =
        tar(
            new java.util.TreeMap<>(
                Map.of(
                    "set/a.bin", Made.cifar(1),
                    "set/../out.bin", new byte[] {1},
                    "/set/b.bin", new byte[] {2},
                    "other/c.bin", new byte[] {3})));
    Path target = folder.resolve("target");
    TarFiles.unpack(new ByteArrayInputStream(archive), "set", target);
    try (var files = Files.list(target)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("a.bin");
    }
    assertThat(Files.size(target.resolve("a.bin"))).isEqualTo(3073);
    byte[] cut = java.util.Arrays.copyOf(archive, 1000);
    assertThatThrownBy(
            () -> TarFiles.unpack(new ByteArrayInputStream(cut), "other", folder.resolve("no")))
        .isInstanceOf(IOException.class);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("target");
    }
  }
}
