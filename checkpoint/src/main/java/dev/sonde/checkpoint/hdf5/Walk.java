package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Notes;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists what is in a file, from the root group down. A group that is met again under another name
 * is not entered again, so neither circles nor groups that share groups cost more than their links.
 */
final class Walk {

  private static final int MAX_DEPTH = 100;

  private final AddressSpace space;
  private final long onDisk;
  private final String file;
  private final GlobalHeap heap;
  private final DataLimit limit;
  private final Map<String, Hdf5Group> groups = new LinkedHashMap<>();
  private final Map<String, Hdf5Dataset> datasets = new LinkedHashMap<>();
  private final Map<String, Link.Soft> softLinks = new LinkedHashMap<>();
  private final Map<Long, String> entered = new HashMap<>();
  private final Notes notes = new Notes();

  /**
   * @param onDisk bytes of the file, which may have been inflated, on disk
   */
  Walk(AddressSpace space, long onDisk) {
    this.space = space;
    this.onDisk = onDisk;
    this.file = space.bytes().name();
    this.heap = new GlobalHeap(space);
    this.limit = new DataLimit(onDisk);
  }

  Hdf5File from(long root) {
    object("/", root, 0);
    if (groups.isEmpty()) throw space.error(0, "the root is not a group");
    SoftLinks.resolve(softLinks, groups, datasets, limit, notes);
    return new Hdf5File(
        file,
        Collections.unmodifiableMap(groups),
        Collections.unmodifiableMap(datasets),
        notes,
        onDisk);
  }

  private void object(String path, long address, int depth) {
    ObjectPath place = new ObjectPath(file, path);
    List<Link> links;
    try {
      ObjectHeader header = ObjectHeader.read(space, address);
      LazyAttributes attributes = new LazyAttributes(place, space, address, heap);
      if (header.has(Message.LAYOUT)) {
        datasets.put(
            path, new DatasetHeader(space, header, address, place, heap).read(attributes, limit));
        return;
      }
      boolean group = header.has(Message.SYMBOL_TABLE) || header.has(Message.LINK_INFO);
      if (!group) return;
      String before = entered.putIfAbsent(address, path);
      if (before != null) {
        notes.add(
            ObjectPath.shown(path)
                + " is the group "
                + ObjectPath.shown(before)
                + " under another name: listed there only");
        return;
      }
      if (depth >= MAX_DEPTH) throw place.error("more than " + MAX_DEPTH + " groups inside others");
      groups.put(path, new Hdf5Group(path, attributes));
      links = Links.of(space, header);
    } catch (CheckpointException e) {
      throw place.at(e);
    }
    String folder = path.equals("/") ? "/" : path + "/";
    for (Link link : links) {
      // Long names of groups inside each other make longer and longer paths.
      space.spend(address, 2L * (folder.length() + link.name().length()));
      follow(folder + link.name(), link, depth);
    }
  }

  private void follow(String path, Link link, int depth) {
    switch (link) {
      case Link.Hard(String name, long address) -> object(path, address, depth + 1);
      case Link.Soft soft -> softLinks.put(path, soft);
      case Link.Foreign(String name, String describe) ->
          notes.add(ObjectPath.shown(path) + " is " + describe + ": not followed");
    }
  }
}
