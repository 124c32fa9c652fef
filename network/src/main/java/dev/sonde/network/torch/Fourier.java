package dev.sonde.network.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.global.torch;

/** Fourier transforms along one axis; complex numbers are a last axis of two. */
public final class Fourier {

  private Fourier() {}

  /**
   * @param x {@code [… × 2]}
   * @param length elements along the axis, cut or filled with zeros
   * @param inverse whether it goes back, divided by the length
   */
  public static Array complex(Array x, long length, int axis, boolean inverse) {
    LongOptional n = new LongOptional(length);
    return Array.op(
        "fourier transform",
        () -> {
          var in = torch.view_as_complex(x.tensor().contiguous());
          var out =
              inverse
                  ? torch.fft_ifft(in, n, axis, new StringViewOptional())
                  : torch.fft_fft(in, n, axis, new StringViewOptional());
          return torch.view_as_real(out.resolve_conj());
        },
        x);
  }

  /** The first half and the middle of the transform of reals {@code […]}: {@code [… × 2]}. */
  public static Array half(Array x, long length, int axis) {
    LongOptional n = new LongOptional(length);
    return Array.op(
        "fourier transform",
        () -> torch.view_as_real(torch.fft_rfft(x.tensor(), n, axis, new StringViewOptional())),
        x);
  }

  /** Reals {@code […]} of which {@code x [… × 2]} is the half transform. */
  public static Array fromHalf(Array x, long length, int axis) {
    LongOptional n = new LongOptional(length);
    return Array.op(
        "fourier transform",
        () ->
            torch.fft_irfft(
                torch.view_as_complex(x.tensor().contiguous()), n, axis, new StringViewOptional()),
        x);
  }
}
