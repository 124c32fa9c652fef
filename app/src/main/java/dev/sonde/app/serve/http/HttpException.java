package dev.sonde.app.serve.http;

/** A request that is not answered as asked; the message is one line for the person who asked. */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public HttpException(int status, String message) {
    super(message);
    this.status = status;
  }

  public static HttpException badRequest(String message) {
    return new HttpException(400, message);
  }

  public static HttpException forbidden(String message) {
    return new HttpException(403, message);
  }

  public static HttpException notFound(String message) {
    return new HttpException(404, message);
  }

  public int status() {
    return status;
  }
}
