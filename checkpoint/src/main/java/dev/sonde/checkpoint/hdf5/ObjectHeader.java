package dev.sonde.checkpoint.hdf5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What describes one object (group, dataset, named type): a list of messages, in one block or
 * several that continue each other.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.1.
 */
final class ObjectHeader {

  private static final int CONTINUATION = 0x10;
  private static final int TIMES = 0x20;
  private static final int ATTRIBUTE_LIMITS = 0x10;
  private static final int CREATION_ORDER = 0x04;

  private final AddressSpace space;
  private final List<Message> messages = new ArrayList<>();
  private final Deque<long[]> continuations = new ArrayDeque<>();

  private ObjectHeader(AddressSpace space) {
    this.space = space;
  }

  static ObjectHeader read(AddressSpace space, long address) {
    if (address == AddressSpace.UNDEFINED) {
      throw space.error(0, "an object's header has no address");
    }
    ObjectHeader header = new ObjectHeader(space);
    int first = space.bytes().u8(address);
    if (first == 1) header.readOld(address);
    else if (first == 'O') header.readNew(address);
    else throw space.error(address, "here should be an object's header");
    return header;
  }

  private void readOld(long address) {
    Cursor prefix = space.cursor(address, 16, "an object's header");
    prefix.skip(8);
    long size = prefix.u32();
    oldBlock(space.cursor(address + 16, size, "an object's header"));
    Set<Long> seen = new HashSet<>(Set.of(address + 16));
    while (!continuations.isEmpty()) {
      long[] block = next(seen);
      oldBlock(space.cursor(block[0], block[1], "a continued object header"));
    }
  }

  private void oldBlock(Cursor in) {
    while (in.left() >= 8) {
      int type = in.u16();
      int length = in.u16();
      int flags = in.u8();
      in.skip(3);
      add(type, flags, in.take(length));
    }
  }

  private void readNew(long address) {
    Cursor prefix = space.cursor(address, "an object's header");
    prefix.signature("OHDR", "an object's header");
    prefix.version(2, "an object's header");
    int flags = prefix.u8();
    if ((flags & TIMES) != 0) prefix.skip(16);
    if ((flags & ATTRIBUTE_LIMITS) != 0) prefix.skip(4);
    long size = prefix.size(1 << (flags & 3));
    Cursor in = space.cursor(prefix.at(), size, "an object's header");
    space.checksum(address, prefix.at() + size, "an object's header");
    boolean ordered = (flags & CREATION_ORDER) != 0;
    newBlock(in, ordered);
    Set<Long> seen = new HashSet<>(Set.of(address));
    while (!continuations.isEmpty()) {
      long[] block = next(seen);
      Cursor more = space.cursor(block[0], block[1], "a continued object header");
      more.signature("OCHK", "a continued object header");
      if (more.left() < 4) throw more.error("a continued object header without room for messages");
      Cursor body = more.take(more.left() - 4);
      space.checksum(block[0], more.at(), "a continued object header");
      newBlock(body, ordered);
    }
  }

  private void newBlock(Cursor in, boolean ordered) {
    int head = ordered ? 6 : 4;
    // What is shorter than a message's head is a gap.
    while (in.left() >= head) {
      int type = in.u8();
      int length = in.u16();
      int flags = in.u8();
      if (ordered) in.skip(2);
      add(type, flags, in.take(length));
    }
  }

  private void add(int type, int flags, Cursor body) {
    if (type == CONTINUATION) {
      continuations.add(new long[] {body.address(), body.length()});
    } else if (type != 0) {
      messages.add(new Message(type, flags, space, body.at(), body.left()));
    }
  }

  private long[] next(Set<Long> seen) {
    long[] block = continuations.remove();
    if (!seen.add(block[0])) {
      throw space.error(block[0], "an object's header continues in a circle");
    }
    return block;
  }

  boolean has(int type) {
    return messages.stream().anyMatch(message -> message.type() == type);
  }

  /** The first message of a type, or null. */
  @Nullable Message find(int type) {
    for (Message message : messages) {
      if (message.type() == type) return message;
    }
    return null;
  }

  /** The first message of a type. */
  Message get(int type, String what, long address) {
    Message message = find(type);
    if (message == null) throw space.error(address, "the object has no " + what);
    return message;
  }

  List<Message> all(int type) {
    return messages.stream().filter(message -> message.type() == type).toList();
  }
}
