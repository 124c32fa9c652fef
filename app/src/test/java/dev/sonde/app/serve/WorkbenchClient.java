package dev.sonde.app.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What asks a workbench in tests: with the token as a program does, or byte by byte. */
final class WorkbenchClient {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final JsonMapper JSON = new JsonMapper();

  final String token;
  final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  WorkbenchClient(Workbench workbench) {
    URI url = URI.create(workbench.url());
    port = url.getPort();
    token = url.getQuery().substring("token=".length());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> drop(String name, byte[] bytes) throws IOException, InterruptedException {
    return http.send(
        request("/api/inputs?name=" + name)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(bytes))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return http.send(request(path).DELETE().build(), BodyHandlers.ofString());
  }

  static JsonNode tree(String json) {
    return JSON.readTree(json);
  }

  /** Asks, and follows the events until the job is over. */
  JsonNode answered(String question, String settings) throws IOException, InterruptedException {
    HttpResponse<String> asked = post("/api/ask/" + question, settings);
    if (asked.statusCode() != 202) throw new AssertionError(asked.body());
    String key = tree(asked.body()).get("job").asString();
    get("/api/jobs/" + key + "/events");
    return json("/api/jobs/" + key);
  }

  /** Sends bytes as they are, and gives all that comes back until the server closes. */
  String raw(String text) throws IOException {
    try (Socket socket = open()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return rest(socket);
    }
  }

  /** A connection that nothing was sent over. */
  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** What comes until the server closes. */
  static String rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A request with the token, to be changed and sent raw. */
  String plain(String line, String... headers) {
    StringBuilder all = new StringBuilder(line).append(" HTTP/1.1\r\n");
    all.append("Authorization: Bearer ").append(token).append("\r\nConnection: close\r\n");
    for (String header : headers) all.append(header).append("\r\n");
    return all.append("\r\n").toString();
  }

  String host() {
    return "Host: 127.0.0.1:" + port;
  }

  static int status(String response) {
    String[] words = response.split(" ", 3);
    return words.length < 2 ? -1 : Integer.parseInt(words[1]);
  }
}
