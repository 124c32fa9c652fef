package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arrays of one grid size and the way through them.
 *
 * <pre>
 * density  [row panel × columns/2 × 16 rows]      spread points
 *   ↓ transform along the columns, two panels as one complex one
 * spectrum [column block × row × 16 columns]      waves 0 … columns/2−1 along the first coordinate
 *   ↓ transform along the rows, energy, times the force kernels, and back
 * force    [row panel × columns × 16 rows]        complex: real → x, imaginary → y
 *   ↓ inverse transform along the columns
 * force    [row panel × columns × 16 rows]        field at the nodes, first columns only
 * </pre>
 */
final class GridFields {
  private static final int LANES = BatchFourier.LANES;
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Every sixteenth element: the column of a [16 × 16] block. */
  private static final int[] STRIDE = stride();

  private final int nx;
  private final int ny;
  private final Workers workers;
  private final BatchFourier alongX;
  private final BatchFourier alongY;
  private final KernelTables tables;
  private final float[][] densities;
  private final float[] spectrumRe;
  private final float[] spectrumIm;
  private final float[] forceRe;
  private final float[] forceIm;
  private final double[] energies;
  private final ConcurrentLinkedQueue<Desk> desks = new ConcurrentLinkedQueue<>();

  /** The working arrays of one thread. */
  private final class Desk {
    private final BatchFourier.Work x = new BatchFourier.Work(nx);
    private final BatchFourier.Work y = new BatchFourier.Work(ny);
    private final BatchFourier.Work mirrored = new BatchFourier.Work(ny);
    private final float[][] split = new float[4][nx / 2 * LANES];
    private final float[] lanes = new float[LANES];
  }

  GridFields(GridSize size, Workers workers, int parts) {
    this.nx = size.columns();
    this.ny = size.rows();
    this.workers = workers;
    this.alongX = new BatchFourier(nx);
    this.alongY = new BatchFourier(ny);
    this.tables = KernelTables.of(nx, ny, GridRepulsion.SPACING, workers);
    int half = Math.multiplyExact(nx / 2, ny / 2);
    this.densities = new float[parts][half];
    this.spectrumRe = new float[half];
    this.spectrumIm = new float[half];
    this.forceRe = new float[Math.multiplyExact(2, half)];
    this.forceIm = new float[Math.multiplyExact(2, half)];
    this.energies = new double[nx / 2 / LANES];
  }

  private static int[] stride() {
    int[] indices = new int[LANES];
    Arrays.setAll(indices, i -> i * LANES);
    return indices;
  }

  /** One part's density, empty where points may be. */
  float[] clear(int part, int columns, int rows) {
    for (int panel = 0; panel * LANES < rows; panel++) {
      int from = panel * (nx / 2) * LANES;
      Arrays.fill(densities[part], from, from + columns * LANES, 0);
    }
    return densities[part];
  }

  float[] forceX() {
    return forceRe;
  }

  float[] forceY() {
    return forceIm;
  }

  /** Density → force field; returns the energy, Z with the points themselves. */
  double convolve(int columns, int rows) {
    int panels = (rows + LANES - 1) / LANES;
    onDesks((panels + 1) / 2, (desk, pair) -> rowsForward(desk, 2 * pair, panels, columns));
    onDesks(energies.length, (desk, block) -> columnBlock(desk, block, panels));
    onDesks(panels, (desk, panel) -> rowsBack(desk, panel, columns));
    double energy = 0;
    for (double part : energies) {
      energy += part;
    }
    return energy;
  }

  @FunctionalInterface
  private interface Piece {
    void run(Desk desk, int index);
  }

  private void onDesks(int pieces, Piece piece) {
    workers.each(
        pieces,
        index -> {
          Desk desk = desks.poll();
          desk = desk == null ? new Desk() : desk;
          piece.run(desk, index);
          desks.add(desk);
        });
  }

  private void rowsForward(Desk desk, int panel, int panels, int columns) {
    sumParts(panel, columns, desk.x.re);
    if (panel + 1 < panels) {
      sumParts(panel + 1, columns, desk.x.im);
    } else {
      Arrays.fill(desk.x.im, 0);
    }
    alongX.forward(desk.x);
    split(desk.x.re, desk.x.im, nx, desk.split);
    int row = panel * LANES;
    for (int block = 0; block < nx / 2 / LANES; block++) {
      int to = (block * (ny / 2) + row) * LANES;
      transpose(desk.split[0], block * LANES * LANES, spectrumRe, to);
      transpose(desk.split[1], block * LANES * LANES, spectrumIm, to);
      if (panel + 1 < panels) {
        transpose(desk.split[2], block * LANES * LANES, spectrumRe, to + LANES * LANES);
        transpose(desk.split[3], block * LANES * LANES, spectrumIm, to + LANES * LANES);
      }
    }
  }

  private void sumParts(int panel, int columns, float[] to) {
    int from = panel * (nx / 2) * LANES;
    int length = columns * LANES;
    System.arraycopy(densities[0], from, to, 0, length);
    for (int part = 1; part < densities.length; part++) {
      for (int i = 0; i < length; i++) {
        to[i] += densities[part][from + i];
      }
    }
    Arrays.fill(to, length, to.length, 0);
  }

  /** Two real transforms out of one complex one; waves 0 … n/2−1. */
  private static void split(float[] re, float[] im, int n, float[][] to) {
    for (int k = 0; k < n / 2; k++) {
      int at = k * LANES;
      int mirror = (k == 0 ? 0 : n - k) * LANES;
      for (int lane = 0; lane < LANES; lane += L) {
        FloatVector zr = FloatVector.fromArray(S, re, at + lane);
        FloatVector zi = FloatVector.fromArray(S, im, at + lane);
        FloatVector mr = FloatVector.fromArray(S, re, mirror + lane);
        FloatVector mi = FloatVector.fromArray(S, im, mirror + lane);
        zr.add(mr).mul(.5f).intoArray(to[0], at + lane);
        zi.sub(mi).mul(.5f).intoArray(to[1], at + lane);
        zi.add(mi).mul(.5f).intoArray(to[2], at + lane);
        mr.sub(zr).mul(.5f).intoArray(to[3], at + lane);
      }
    }
  }

  /** A [16 × 16] block, contiguous on both sides. */
  private static void transpose(float[] from, int at, float[] to, int out) {
    for (int row = 0; row < LANES; row++) {
      for (int lane = 0; lane < LANES; lane += L) {
        FloatVector.fromArray(S, from, at + row + lane * LANES, STRIDE, 0)
            .intoArray(to, out + row * LANES + lane);
      }
    }
  }

  private void columnBlock(Desk desk, int block, int panels) {
    int length = panels * LANES * LANES;
    int from = block * (ny / 2) * LANES;
    System.arraycopy(spectrumRe, from, desk.y.re, 0, length);
    System.arraycopy(spectrumIm, from, desk.y.im, 0, length);
    Arrays.fill(desk.y.re, length, ny * LANES, 0);
    Arrays.fill(desk.y.im, length, ny * LANES, 0);
    alongY.forward(desk.y);
    multiply(desk, block);
    double energy = 0;
    for (float lane : desk.lanes) {
      energy += lane;
    }
    energies[block] = energy;
    alongY.inverse(desk.y);
    alongY.inverse(desk.mirrored);
    for (int panel = 0; panel < panels; panel++) {
      toForce(desk.y, panel, block * LANES, 1);
      toForce(desk.mirrored, panel, nx - block * LANES, -1);
    }
  }

  /** Sixteen columns of a panel, from column {@code first} on, forwards or backwards. */
  private void toForce(BatchFourier.Work work, int panel, int first, int step) {
    int at = panel * LANES * LANES;
    for (int lane = 0; lane < LANES; lane++) {
      int column = first + step * lane;
      if (column == nx) {
        continue;
      }
      int to = (panel * nx + column) * LANES;
      for (int row = 0; row < LANES; row += L) {
        int from = at + row * LANES + lane;
        FloatVector.fromArray(S, work.re, from, STRIDE, 0).intoArray(forceRe, to + row);
        FloatVector.fromArray(S, work.im, from, STRIDE, 0).intoArray(forceIm, to + row);
      }
    }
  }

  /**
   * With ρ = a + ib at (kx, ky), the packed kernels are iA − B there, and at (kx, −ky) iA + B, at
   * (−kx, ky) −iA − B, at (−kx, −ky) −iA + B; ρ at minus both is the conjugate.
   */
  private void multiply(Desk desk, int block) {
    int rows = ny / 2 + 1;
    float[] re = desk.y.re;
    float[] im = desk.y.im;
    float[] mirrorRe = desk.mirrored.re;
    float[] mirrorIm = desk.mirrored.im;
    for (int lane = 0; lane < LANES; lane += L) {
      FloatVector energy = FloatVector.zero(S);
      for (int k = 0; k < rows; k++) {
        int table = (block * rows + k) * LANES + lane;
        int at = k * LANES + lane;
        int opposite = (k == 0 ? 0 : ny - k) * LANES + lane;
        FloatVector weight = FloatVector.fromArray(S, tables.energy, table);
        FloatVector ka = FloatVector.fromArray(S, tables.a, table);
        FloatVector kb = FloatVector.fromArray(S, tables.b, table);
        FloatVector a = FloatVector.fromArray(S, re, at);
        FloatVector b = FloatVector.fromArray(S, im, at);
        FloatVector c = FloatVector.fromArray(S, re, opposite);
        FloatVector d = FloatVector.fromArray(S, im, opposite);
        FloatVector power = a.mul(a).add(b.mul(b));
        if (opposite != at) {
          power = power.add(c.mul(c).add(d.mul(d)));
          kb.mul(c).sub(ka.mul(d)).intoArray(re, opposite);
          ka.mul(c).add(kb.mul(d)).intoArray(im, opposite);
          kb.mul(a).sub(ka.mul(b)).intoArray(mirrorRe, opposite);
          ka.mul(a).add(kb.mul(b)).neg().intoArray(mirrorIm, opposite);
        }
        energy = energy.add(power.mul(weight));
        kb.mul(a).add(ka.mul(b)).neg().intoArray(re, at);
        ka.mul(a).sub(kb.mul(b)).intoArray(im, at);
        kb.mul(c).add(ka.mul(d)).neg().intoArray(mirrorRe, at);
        kb.mul(d).sub(ka.mul(c)).intoArray(mirrorIm, at);
      }
      energy.intoArray(desk.lanes, lane);
    }
  }

  private void rowsBack(Desk desk, int panel, int columns) {
    int from = panel * nx * LANES;
    System.arraycopy(forceRe, from, desk.x.re, 0, nx * LANES);
    System.arraycopy(forceIm, from, desk.x.im, 0, nx * LANES);
    Arrays.fill(desk.x.re, nx / 2 * LANES, (nx / 2 + 1) * LANES, 0);
    Arrays.fill(desk.x.im, nx / 2 * LANES, (nx / 2 + 1) * LANES, 0);
    alongX.inverse(desk.x);
    System.arraycopy(desk.x.re, 0, forceRe, from, columns * LANES);
    System.arraycopy(desk.x.im, 0, forceIm, from, columns * LANES);
  }
}
