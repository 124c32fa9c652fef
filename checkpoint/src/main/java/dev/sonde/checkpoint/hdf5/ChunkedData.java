package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.CheckpointException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a dataset together from its chunks. */
final class ChunkedData {

  private static final long INDEX_AT_LEAST = 1 << 16;

  private final ObjectPath path;
  private final AddressSpace space;
  private final Layout.Chunked layout;
  private final ChunkGrid grid;
  private final List<Filter> filters;
  private final byte @Nullable [] fill;

  ChunkedData(
      ObjectPath path,
      AddressSpace space,
      Layout.Chunked layout,
      ChunkGrid grid,
      List<Filter> filters,
      byte @Nullable [] fill) {
    this.path = path;
    this.space = space;
    this.layout = layout;
    this.grid = grid;
    this.filters = filters;
    this.fill = fill;
  }

  /** Fills {@code target}, zeroed and as large as the dataset, in row-major order. */
  void read(MemorySegment target) {
    Fill.all(target, fill);
    AddressSpace own = space.fresh(indexWork());
    try (Arena arena = Arena.ofConfined()) {
      FilterPipeline pipeline = new FilterPipeline(own, filters, grid.chunkBytes(), arena);
      long[] work = new long[1];
      ChunkIndex.visit(
          own,
          layout,
          grid,
          (position, address, storedSize, mask) -> {
            if (!grid.contains(position)) return;
            // Two chunks in one place: honest indexes have each place once.
            work[0] += grid.chunkBytes();
            if (work[0] - grid.chunkBytes() >= grid.paddedBytes()) {
              throw own.error(address, "more chunks than the dataset has room for");
            }
            MemorySegment chunk = chunk(own, pipeline, position, address, storedSize, mask);
            copy(chunk, position, target);
          });
    } catch (CheckpointException e) {
      throw path.at(e);
    }
  }

  /**
   * The bytes that the index may cost. The blocks of arrays say whose they are; nodes of trees do
   * not, so many datasets could lead to one large tree: they may cost what their chunks explain,
   * generously, for half-empty nodes.
   */
  private long indexWork() {
    return switch (layout.index()) {
      case Layout.IndexKind.FixedArray() -> Long.MAX_VALUE;
      case Layout.IndexKind.ExtensibleArray() -> Long.MAX_VALUE;
      case Layout.IndexKind.Single s -> INDEX_AT_LEAST;
      case Layout.IndexKind.Implicit() -> INDEX_AT_LEAST;
      case Layout.IndexKind.BTree1() -> treeWork();
      case Layout.IndexKind.BTree2() -> treeWork();
    };
  }

  private long treeWork() {
    long chunks = grid.paddedBytes() / grid.chunkBytes();
    long each = 16 * (32 + 8L * grid.rank());
    return INDEX_AT_LEAST + Math.min(chunks, Long.MAX_VALUE / 2 / each) * each;
  }

  private MemorySegment chunk(
      AddressSpace own,
      FilterPipeline pipeline,
      long[] position,
      long address,
      long storedSize,
      long mask) {
    boolean plain = filters.isEmpty() || (!layout.filteredEdges() && grid.isPartial(position));
    if (!plain) return pipeline.decode(address, storedSize, mask);
    if (storedSize < grid.chunkBytes()) {
      throw own.error(
          address, "a chunk of " + storedSize + " bytes, it should have " + grid.chunkBytes());
    }
    own.bytes().require(address, grid.chunkBytes(), "a chunk");
    return own.bytes().segment().asSlice(address, grid.chunkBytes());
  }

  /** Copies the part of a chunk that lies inside the dataset, in runs as long as they can be. */
  private void copy(MemorySegment chunk, long[] position, MemorySegment target) {
    int rank = grid.rank();
    // Axes along which a chunk is as wide as the dataset lie one after the other in both.
    int last = rank - 1;
    long unit = grid.elementSize();
    while (last > 0 && grid.chunk(last) == grid.extent(last)) {
      unit *= grid.chunk(last);
      last--;
    }
    long[] length = new long[last + 1];
    long[] chunkStep = new long[last + 1];
    long[] targetStep = new long[last + 1];
    long inChunk = unit;
    long inTarget = unit;
    long to = 0;
    for (int axis = last; axis >= 0; axis--) {
      long start = position[axis] * grid.chunk(axis);
      length[axis] = Math.min(grid.chunk(axis), grid.extent(axis) - start);
      chunkStep[axis] = inChunk;
      targetStep[axis] = inTarget;
      to += start * inTarget;
      inChunk *= grid.chunk(axis);
      inTarget *= grid.extent(axis);
    }
    long run = length[last] * unit;
    long[] index = new long[last];
    long from = 0;
    while (true) {
      MemorySegment.copy(chunk, from, target, to, run);
      int axis = last - 1;
      while (axis >= 0 && ++index[axis] == length[axis]) {
        from -= (length[axis] - 1) * chunkStep[axis];
        to -= (length[axis] - 1) * targetStep[axis];
        index[axis--] = 0;
      }
      if (axis < 0) return;
      from += chunkStep[axis];
      to += targetStep[axis];
    }
  }
}
