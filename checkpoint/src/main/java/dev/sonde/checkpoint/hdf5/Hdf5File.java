package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HDF5 file: its groups and datasets by their paths, which start with a slash. Opening reads the
 * structure; attributes are read when they are asked for, data when a tensor is read.
 *
 * <pre>{@code
 * Hdf5File file = Hdf5File.open(Bytes.map(Path.of("model.h5")));
 * Tensor kernel = file.dataset("/model_weights/dense/kernel:0").tensor("dense/kernel");
 * }</pre>
 *
 * <p>Not thread-safe; the tensors are.
 */
public final class Hdf5File {

  private final String name;
  private final Map<String, Hdf5Group> groups;
  private final Map<String, Hdf5Dataset> datasets;
  private final Notes notes;
  private final long size;

  Hdf5File(
      String name,
      Map<String, Hdf5Group> groups,
      Map<String, Hdf5Dataset> datasets,
      Notes notes,
      long size) {
    this.name = name;
    this.groups = groups;
    this.datasets = datasets;
    this.notes = notes;
    this.size = size;
  }

  /** Whether an HDF5 signature stands where one may; never throws. */
  public static boolean recognises(Bytes bytes) {
    return Superblock.find(bytes) >= 0;
  }

  /**
   * Reads the structure of a file.
   *
   * @throws CheckpointException if it is damaged, or has something that cannot be read: data in
   *     other files, a filter beyond deflate, shuffle, fletcher32 and LZF
   */
  public static Hdf5File open(Bytes bytes) {
    return open(bytes, true);
  }

  static Hdf5File open(Bytes bytes, boolean verify) {
    Superblock superblock = Superblock.read(bytes, verify);
    return new Walk(superblock.space(), bytes.size()).from(superblock.root());
  }

  /**
   * Reads the structure of a file that was inflated: what it may cost is measured by what is on
   * disk.
   *
   * @param packed bytes that the file takes in its archive
   */
  public static Hdf5File inflated(Bytes bytes, long packed) {
    Superblock superblock = Superblock.read(bytes, true);
    return new Walk(superblock.space().packed(packed), packed).from(superblock.root());
  }

  /** All groups, the root {@code /} first, each before what is in it. */
  public Map<String, Hdf5Group> groups() {
    return groups;
  }

  /**
   * All datasets, in the order in which their groups list them: that of their making where the
   * group keeps it, else by name.
   */
  public Map<String, Hdf5Dataset> datasets() {
    return datasets;
  }

  /** The group at a path, or null. */
  public @Nullable Hdf5Group group(String path) {
    return groups.get(path);
  }

  /**
   * The dataset at a path.
   *
   * @throws CheckpointException if there is none
   */
  public Hdf5Dataset dataset(String path) {
    Hdf5Dataset dataset = datasets.get(path);
    if (dataset == null) throw new CheckpointException(name + ": no dataset '" + path + "'");
    return dataset;
  }

  /** A fresh budget for whoever lists the file's names. */
  public Budget budget() {
    return new Budget(name, size);
  }

  /** Links that were not followed, and why. */
  public Notes notes() {
    return notes;
  }
}
