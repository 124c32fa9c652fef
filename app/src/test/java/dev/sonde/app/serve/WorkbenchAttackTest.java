package dev.sonde.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What someone tries who is not the person at the machine. */
class WorkbenchAttackTest {

  @TempDir private Path folder;
  private Path secret;
  private Workbench workbench;
  private WorkbenchClient client;

  /** The JDK reads it once in a process; a test need not wait as long as a person may. */
  @BeforeAll
  static void impatient() {
    System.setProperty("sun.net.httpserver.maxReqTime", "2");
  }

  @BeforeEach
  void start() throws IOException {
    Path opened = Files.createDirectory(folder.resolve("opened"));
    Tensor tensor = Tensor.ofFloats("w", Shape.of(2, 2), new float[] {1, 2, 3, 4});
    Checkpoint.of(opened, List.of(tensor), Map.of()).write(opened.resolve("a.safetensors"));
    secret = folder.resolve("secret.safetensors");
    Checkpoint.of(secret, List.of(tensor), Map.of()).write(secret);
    Files.createSymbolicLink(opened.resolve("link.safetensors"), secret);
    Files.createSymbolicLink(opened.resolve("out"), folder);
    workbench = Workbench.start(List.of(opened), 0, null);
    client = new WorkbenchClient(workbench);
  }

  @AfterEach
  void stop() {
    workbench.close();
  }

  private int status(String line, String... headers) throws IOException {
    return WorkbenchClient.status(client.raw(client.plain(line, headers)));
  }

  @Test
  void otherHosts_areRefused() throws IOException {
    int port = client.port;
    assertThat(status("GET /api/open", client.host())).isEqualTo(200);
    assertThat(status("GET /api/open", "Host: localhost:" + port)).isEqualTo(200);
    assertThat(status("GET /api/open", "Host: [::1]:" + port)).isEqualTo(200);
    for (String host :
        List.of("evil.example", "evil.example:" + port, "127.0.0.1", "127.0.0.1:" + (port ^ 1))) {
      assertThat(status("GET /api/open", "Host: " + host)).as(host).isEqualTo(403);
    }
    assertThat(status("GET /api/open")).as("no host").isIn(400, 403);
    assertThat(status("GET /api/open", client.host(), "Host: evil.example")).isIn(400, 403);
  }

  @Test
  void otherOrigins_areRefused() throws IOException {
    String own = "Origin: http://127.0.0.1:" + client.port;
    assertThat(status("GET /api/open", client.host(), own)).isEqualTo(200);
    for (String origin :
        List.of(
            "http://evil.example",
            "null",
            "https://127.0.0.1:" + client.port,
            "http://127.0.0.1:1",
            "http://localhost:" + client.port)) {
      assertThat(status("GET /api/open", client.host(), "Origin: " + origin))
          .as(origin)
          .isEqualTo(403);
    }
    assertThat(status("GET /api/open", client.host(), "Sec-Fetch-Site: cross-site")).isEqualTo(403);
    assertThat(status("GET /api/open", client.host(), "Sec-Fetch-Site: same-site")).isEqualTo(403);
    assertThat(status("GET /api/open", client.host(), "Sec-Fetch-Site: same-origin"))
        .isEqualTo(200);
  }

  @Test
  void withoutTheToken_nothingIsAnswered() throws IOException {
    String end = "\r\nConnection: close\r\n" + client.host() + "\r\n\r\n";
    for (String path : List.of("/", "/api/open", "/static/main.js", "/nowhere")) {
      assertThat(client.raw("GET " + path + " HTTP/1.1" + end)).startsWith("HTTP/1.1 401");
    }
    String almost = client.token.substring(0, client.token.length() - 1);
    for (String wrong :
        List.of("", "x", almost, client.token + "0", client.token.toUpperCase(Locale.ROOT))) {
      if (wrong.equals(client.token)) continue;
      assertThat(client.raw("GET /api/open?token=" + wrong + " HTTP/1.1" + end))
          .startsWith("HTTP/1.1 401");
    }
    String cookie = "Cookie: sonde_" + client.port + "=" + client.token;
    assertThat(client.raw("GET /api/open HTTP/1.1\r\n" + cookie + end)).startsWith("HTTP/1.1 200");
    String other = "Cookie: sonde_1=" + client.token;
    assertThat(client.raw("GET /api/open HTTP/1.1\r\n" + other + end)).startsWith("HTTP/1.1 401");
  }

  @Test
  void theFirstPage_setsACookieThatScriptsAndOtherSitesDoNotHave() throws IOException {
    String page = client.raw(client.plain("GET /?token=" + client.token, client.host()));
    assertThat(page).containsIgnoringCase("Set-Cookie: sonde_" + client.port + "=");
    assertThat(page).contains("HttpOnly; SameSite=Strict; Path=/");
  }

  @Test
  void everyAnswer_forbidsABrowserWhatItCould() throws IOException {
    for (String path : List.of("/", "/api/open", "/nowhere", "/api/jobs/none/page.html")) {
      String answer = client.raw(client.plain("GET " + path, client.host()));
      assertThat(answer)
          .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self'")
          .contains("frame-ancestors 'none'")
          .containsIgnoringCase("X-Content-Type-Options: nosniff")
          .containsIgnoringCase("Referrer-Policy: no-referrer")
          .doesNotContain("unsafe-inline");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "DELETE", "POST", "FOO"})
  void otherMethods_areRefused(String method) throws IOException {
    assertThat(status(method + " /api/open", client.host(), "Content-Length: 0")).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static/../a.safetensors",
        "/static/..%2f..%2fetc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/%2e%2e%2fmanifest.txt",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/..%5c..%5cwindows",
        "/static/%252e%252e/x",
        "/static/manifest.txt%00.js",
        "/static/../../dev/sonde/app/Main.class",
        "/../../../../etc/passwd"
      })
  void pathsThatClimb_leadNowhere(String path) throws IOException {
    assertThat(status("GET " + path, client.host())).isIn(400, 404);
  }

  @Test
  void filesOutside_areNotRead() throws Exception {
    Path opened = folder.resolve("opened");
    for (String file :
        List.of(
            secret.toString(),
            opened + "/../secret.safetensors",
            opened + "/link.safetensors",
            opened + "/out/secret.safetensors",
            "/etc/passwd",
            "f99",
            "",
            ".",
            "..",
            "/",
            folder + "/none")) {
      String encoded = java.net.URLEncoder.encode(file, java.nio.charset.StandardCharsets.UTF_8);
      for (String path : List.of("tensors?", "findings?", "graph?", "tile?address=w&")) {
        int status = client.get("/api/" + path + "file=" + encoded).statusCode();
        assertThat(status).as(path + file).isIn(400, 403);
      }
      String settings = "{\"files\":[" + quoted(file) + "]}";
      assertThat(client.post("/api/ask/stats", settings).statusCode()).as(file).isEqualTo(403);
    }
    assertThat(client.get("/api/open").body())
        .asString()
        .contains("a.safetensors")
        .doesNotContain("secret", "link.safetensors");
  }

  @Test
  void whatIsNotThere_isRefusedInTheWordsOfWhatIsOutside() throws Exception {
    String there = client.post("/api/ask/stats", "{\"files\":[\"" + secret + "\"]}").body();
    Path none = folder.resolve("secreT.safetensors");
    String missing = client.post("/api/ask/stats", "{\"files\":[\"" + none + "\"]}").body();
    assertThat(missing.replace(none.toString(), "X"))
        .isEqualTo(there.replace(secret.toString(), "X"));
  }

  @Test
  void patternsAndTextsThatNameFilesOutside_areRefused() throws Exception {
    Path opened = folder.resolve("opened");
    for (String group :
        List.of(
            "a=" + folder + "/*.safetensors",
            "a=" + opened + "/../*.safetensors",
            "a=" + opened + "/*/../../secret.safetensors",
            "a=" + secret,
            "a=" + opened + "/out/*.safetensors",
            "a=" + opened + "/*.safetensors," + secret,
            "a={" + secret + "," + secret + "}",
            "a=/etc/*")) {
      String body = "{\"group\":[" + quoted(group) + ",\"b=" + opened + "/a*\"]}";
      assertThat(client.post("/api/ask/compare", body).statusCode()).as(group).isIn(403, 422);
    }
    Path machine =
        Files.writeString(folder.resolve("m.dot"), "digraph m { a [shape=doublecircle]; }");
    String body = "{\"machine\":" + quoted(machine.toString()) + "}";
    assertThat(client.post("/api/ask/machine", body).statusCode()).isEqualTo(403);
  }

  @Test
  void questionsWriteNothingBesideTheirAnswer() throws Exception {
    String target = folder.resolve("opened/made").toString();
    String body = "{\"machine\":\"tomita3\",\"out\":" + quoted(target) + "}";
    assertThat(client.post("/api/ask/construct", body).statusCode()).isEqualTo(403);
    assertThat(Path.of(target)).doesNotExist();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Test
  void bodiesThatAreTooLarge_areNotRead() throws IOException {
    String said =
        client.raw(
            client.plain(
                "POST /api/ask/stats",
                client.host(),
                "Content-Type: application/json",
                "Content-Length: 99999999999"));
    assertThat(said).startsWith("HTTP/1.1 413");
    String negative =
        client.raw(client.plain("POST /api/ask/stats", client.host(), "Content-Length: -5"));
    assertThat(WorkbenchClient.status(negative)).isIn(-1, 400, 413, 415);
    try (Socket socket = client.open()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          client
              .plain(
                  "POST /api/ask/stats",
                  client.host(),
                  "Content-Type: application/json",
                  "Transfer-Encoding: chunked")
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      try {
        for (int i = 0; i < 64; i++) out.write(chunk);
        out.flush();
        assertThat(WorkbenchClient.rest(socket)).startsWith("HTTP/1.1 413");
      } catch (SocketException e) {
        // It answered and closed while we still wrote.
      }
    }
    assertThat(status("GET /api/open", client.host())).isEqualTo(200);
  }

  @Test
  void headersThatAreTooLarge_areRefused() throws IOException {
    String large = "X-Large: " + "x".repeat(200_000);
    try {
      assertThat(client.raw(client.plain("GET /api/open", client.host(), large)))
          .doesNotStartWith("HTTP/1.1 200");
    } catch (SocketException e) {
      // Closed while we still wrote.
    }
    assertThat(status("GET /api/open", client.host())).isEqualTo(200);
  }

  @Test
  void whoSendsSlowly_isLeft() throws IOException {
    try (Socket head = client.open();
        Socket body = client.open()) {
      head.getOutputStream()
          .write("GET /api/open HTTP/1.1\r\nX: ".getBytes(StandardCharsets.UTF_8));
      String begun =
          client.plain(
              "POST /api/ask/stats",
              client.host(),
              "Content-Type: application/json",
              "Content-Length: 100");
      body.getOutputStream().write((begun + "{").getBytes(StandardCharsets.UTF_8));
      // Both end without our doing anything more.
      assertThat(ended(head)).doesNotStartWith("HTTP/1.1 200");
      assertThat(ended(body)).doesNotStartWith("HTTP/1.1 2");
    }
  }

  private static String ended(Socket socket) throws IOException {
    try {
      return WorkbenchClient.rest(socket);
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void twoHundredConnections_doNotKeepOthersOut() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = client.open();
        held.add(socket);
        if (i % 2 == 0)
          socket.getOutputStream().write("GET /api/op".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(status("GET /api/open", client.host())).isEqualTo(200);
    } finally {
      for (Socket socket : held) socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /?token=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
      })
  void whatIsNoHttp_isNotAnswered(String bytes) throws IOException {
    try (Socket socket = client.open()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      assertThat(ended(socket)).doesNotStartWith("HTTP/1.1 200");
    }
    assertThat(status("GET /api/open", client.host())).isEqualTo(200);
  }

  @Test
  void bodiesThatAreNoSettings_areOneLine() throws Exception {
    for (String body :
        List.of("", "[", "[]", "1", "{\"files\":{\"a\":1}}", "{\"nothing\":1}", "{}", "\"x\"")) {
      var said = client.post("/api/ask/stats", body);
      assertThat(said.statusCode()).as(body).isIn(400, 422);
      assertThat(said.body()).startsWith("{\"error\":{\"status\":");
    }
    String deep = "{\"files\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(client.post("/api/ask/stats", deep).statusCode()).isEqualTo(400);
    assertThat(client.post("/api/ask/none", "{}").statusCode()).isEqualTo(404);
    String plain =
        client.raw(
            client.plain(
                    "POST /api/ask/stats",
                    client.host(),
                    "Content-Type: text/plain",
                    "Content-Length: 2")
                + "{}");
    assertThat(plain).startsWith("HTTP/1.1 415");
  }

  @Test
  void otherMachines_cannotConnect() throws IOException {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (address.isLoopbackAddress()) continue;
        try (Socket socket = new Socket(address, client.port)) {
          throw new AssertionError(address + " is listened on: " + socket);
        } catch (ConnectException | java.net.NoRouteToHostException e) {
          // As it should be.
        }
      }
    }
  }
}
