package dev.sonde.study.images;

import dev.sonde.tensor.Shape;
import java.util.List;

/** Images of one shape from several places, one after the other. */
record JoinedPixels(List<Pixels> parts) implements Pixels {
  JoinedPixels {
    parts = List.copyOf(parts);
  }

  @Override
  public int count() {
    return parts.stream().mapToInt(Pixels::count).sum();
  }

  @Override
  public Shape shape() {
    return parts.getFirst().shape();
  }

  @Override
  public void read(int image, float[] to, int at) {
    int rest = image;
    for (Pixels part : parts) {
      if (rest < part.count()) {
        part.read(rest, to, at);
        return;
      }
      rest -= part.count();
    }
    throw new IndexOutOfBoundsException(image);
  }

  @Override
  public String name(int image) {
    int rest = image;
    for (Pixels part : parts) {
      if (rest < part.count()) return part.name(rest);
      rest -= part.count();
    }
    throw new IndexOutOfBoundsException(image);
  }
}
