package dev.sonde.checkpoint.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists a group's links: in the order in which they were made where the group keeps it, else by
 * name.
 */
final class Links {

  private static final int SOFT = 2;

  private Links() {}

  static List<Link> of(AddressSpace space, ObjectHeader header) {
    List<Link.Ordered> found = new ArrayList<>();
    Message table = header.find(Message.SYMBOL_TABLE);
    if (table != null) symbols(table.body(), found);
    for (Message message : header.all(Message.LINK)) found.add(Link.read(message.body()));
    Message info = header.find(Message.LINK_INFO);
    if (info != null) dense(info.body(), found);
    Set<String> names = new HashSet<>();
    for (Link.Ordered one : found) {
      if (!names.add(one.link().name())) {
        throw space.error(0, "two links are named '" + ObjectPath.shown(one.link().name()) + "'");
      }
    }
    boolean ordered = found.stream().allMatch(one -> one.order() >= 0);
    Comparator<Link.Ordered> byName = Comparator.comparing(one -> one.link().name());
    found.sort(ordered ? Comparator.comparingLong(Link.Ordered::order) : byName);
    return found.stream().map(Link.Ordered::link).toList();
  }

  /** Many links: in a fractal heap, with a B-tree over their names. */
  private static void dense(Cursor in, List<Link.Ordered> found) {
    in.version(0, "a group's link information");
    int flags = in.u8();
    if ((flags & 1) != 0) in.skip(8);
    long heapAddress = in.address();
    long names = in.address();
    if (heapAddress == AddressSpace.UNDEFINED) return;
    FractalHeap heap = FractalHeap.read(in.space(), heapAddress);
    BTree2 tree = BTree2.read(in.space(), names);
    tree.require(BTree2.LINK_NAMES);
    tree.each(
        record -> {
          record.skip(4);
          found.add(Link.read(heap.object(record)));
        });
  }

  /**
   * The older way: symbol table nodes in a B-tree, with the names in a local heap.
   *
   * <p>Source: HDF5 File Format Specification 3.0, III.B, III.C and III.D.
   */
  private static void symbols(Cursor in, List<Link.Ordered> found) {
    AddressSpace space = in.space();
    long tree = in.address();
    Cursor heap = space.cursor(in.address(), "a local heap");
    heap.signature("HEAP", "a local heap");
    heap.version(0, "a local heap");
    heap.skip(3);
    long size = heap.length();
    heap.skip(space.lengthSize());
    long data = heap.address();
    space.bytes().require(data, size, "a local heap");
    BTree1.group(space, tree, node -> symbolNode(space, node, data, data + size, found));
  }

  private static void symbolNode(
      AddressSpace space, long address, long data, long end, List<Link.Ordered> found) {
    Cursor head = space.cursor(address, "a symbol table node");
    head.signature("SNOD", "a symbol table node");
    head.version(1, "a symbol table node");
    head.skip(1);
    int count = head.u16();
    long entry = 2L * space.addressSize() + 24;
    Cursor in = space.cursor(head.at(), count * entry, "a symbol table node");
    for (int i = 0; i < count; i++) {
      String name = text(space, data, in.address(), end);
      long object = in.address();
      long kind = in.u32();
      in.skip(4);
      long scratch = in.u32();
      in.skip(12);
      Link link =
          kind == SOFT
              ? new Link.Soft(name, text(space, data, scratch, end))
              : new Link.Hard(name, object);
      found.add(new Link.Ordered(link, -1));
    }
  }

  private static String text(AddressSpace space, long data, long offset, long end) {
    if (offset < 0 || offset > end - data) {
      throw space.error(data, "a name at " + offset + ", beyond the end of its heap");
    }
    Cursor in = new Cursor(space, data + offset, end);
    String name = in.nulTerminated(Link.MAX_NAME, "a link's name");
    space.spend(data + offset, name.getBytes(StandardCharsets.UTF_8).length);
    return name;
  }
}
