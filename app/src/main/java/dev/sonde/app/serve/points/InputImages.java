package dev.sonde.app.serve.points;

import dev.sonde.app.serve.http.HttpException;
import dev.sonde.question.networks.InputPictures;
import dev.sonde.question.networks.Subject;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Inputs that are images. The network that was asked of last stays open with its data. */
public final class InputImages implements AutoCloseable {

  private static final float WHITE = 255;

  private PointsAnswer.@Nullable Shown last;
  private @Nullable Subject subject;
  private @Nullable InputPictures pictures;

  /**
   * An image.
   *
   * @param rgb [height × width × 3], a byte each
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Image(int width, int height, byte[] rgb) {}

  /**
   * The input of a point.
   *
   * @throws HttpException 404 where inputs are no images
   */
  public synchronized Image image(PointsAnswer.@Nullable Shown shown, int point)
      throws IOException {
    InputPictures open = shown == null ? null : open(shown);
    if (shown == null || open == null) throw HttpException.notFound("the inputs are no images");
    float[] values = open.values(shown.row(point));
    int area = open.height() * open.width();
    byte[] rgb = new byte[3 * area];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < 3; c++) {
        float value = values[(open.channels() == 1 ? 0 : c) * area + p];
        rgb[3 * p + c] = (byte) Math.round(WHITE * Math.clamp(value, 0f, 1f));
      }
    }
    return new Image(open.width(), open.height(), rgb);
  }

  private @Nullable InputPictures open(PointsAnswer.Shown shown) throws IOException {
    if (shown.equals(last)) return pictures;
    close();
    Subject opened = Subject.open(shown.model(), shown.data());
    Optional<InputPictures> found = InputPictures.of(opened);
    last = shown;
    subject = opened;
    pictures = found.orElse(null);
    return pictures;
  }

  @Override
  public synchronized void close() {
    if (subject != null) subject.close();
    last = null;
    subject = null;
    pictures = null;
  }
}
