package dev.sonde.checkpoint.archive;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;
import dev.sonde.tensor.Tensor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkpoints inside an archive: {@code model.pt.gz}, {@code .tar}, {@code .tar.gz}, NVIDIA
 * NeMo's {@code .nemo}, TorchServe's {@code .mar}, a ZIP of files. One checkpoint in it keeps its
 * addresses, and so do the shards of one model; several have the member's name before them, {@code
 * policy.pth/mlp.0.weight}.
 */
public final class ArchiveReader implements CheckpointReader {

  private static final int MAX_CHECKPOINTS = 256;

  /** An archive in an archive in an archive: {@code models.zip!a.tar.gz}. */
  private static final int MAX_DEPTH = 4;

  /** Of a packed archive so much is unpacked to see whether a checkpoint is in it. */
  private static final int GLANCE = 4 << 20;

  private static final int SHOWN = 5;

  private static final Pattern SHARD = Pattern.compile("(.*-)\\d+-of-\\d+\\.[a-z]+");

  /** How the files lie in it. */
  private enum Kind {
    GZIP("gzip"),
    TAR("tar"),
    ZIP("zip");

    private final String format;

    Kind(String format) {
      this.format = format;
    }
  }

  private final Kind kind;
  private final Function<Source, @Nullable CheckpointReader> find;

  private ArchiveReader(Kind kind, Function<Source, @Nullable CheckpointReader> find) {
    this.kind = kind;
    this.find = find;
  }

  /** For a file packed by gzip, also one that is an archive. */
  public static ArchiveReader gzip(Function<Source, @Nullable CheckpointReader> find) {
    return new ArchiveReader(Kind.GZIP, find);
  }

  /** For {@code .tar} and {@code .nemo}. */
  public static ArchiveReader tar(Function<Source, @Nullable CheckpointReader> find) {
    return new ArchiveReader(Kind.TAR, find);
  }

  /** For ZIP archives of files, and {@code .mar}. */
  public static ArchiveReader zip(Function<Source, @Nullable CheckpointReader> find) {
    return new ArchiveReader(Kind.ZIP, find);
  }

  @Override
  public String format() {
    return kind.format;
  }

  @Override
  public boolean recognises(Source source) {
    if (source.isFolder()) return false;
    Bytes bytes = source.bytes();
    return switch (kind) {
      case GZIP -> Gzip.recognises(bytes) && mayHold(Gzip.member(bytes, inner(source)));
      case TAR -> Tar.recognises(bytes) && !Sniff.of(Tar.membersOfBeginning(bytes)).isEmpty();
      case ZIP ->
          ZipArchive.recognises(bytes)
              && Sniff.of(zipMembers(bytes)).stream().anyMatch(m -> !Sniff.isArray(m.name()));
    };
  }

  private static boolean mayHold(Member packed) {
    Bytes head = packed.start().apply(Sniff.LENGTH);
    if (!Sniff.fits(packed.name(), head)) return false;
    if (!Tar.recognises(head)) return true;
    return !Sniff.of(Tar.membersOfBeginning(packed.start().apply(GLANCE))).isEmpty();
  }

  /** Members of a ZIP archive that can be read; none of one that is damaged or no plain one. */
  private static List<Member> zipMembers(Bytes bytes) {
    try {
      ZipArchive zip = ZipArchive.open(bytes);
      List<String> names = zip.names();
      boolean knownOtherwise =
          names.stream()
              .anyMatch(
                  name ->
                      name.endsWith("data.pkl")
                          || name.contains(".data/")
                          || name.contains("com.apple.CoreML/"));
      if (knownOtherwise) return List.of();
      List<Member> members = new ArrayList<>();
      for (ZipEntry entry : zip.entries()) {
        if (!entry.name().endsWith("/")) members.add(Member.of(entry));
      }
      return members;
    } catch (CheckpointException damaged) {
      return List.of();
    }
  }

  @Override
  public Contents read(Source source) {
    String name = source.bytes().name();
    return read(source, new UnpackBudget(name, source.bytes().size()), 1);
  }

  private Contents read(Source source, UnpackBudget budget, int depth) {
    String file = source.bytes().name();
    if (depth > MAX_DEPTH) {
      throw new CheckpointException(
          file + ": an archive in more than " + MAX_DEPTH + " others; unpack it");
    }
    List<Member> candidates = chosen(source);
    if (candidates.size() > MAX_CHECKPOINTS) {
      throw new CheckpointException(
          "%s: an archive of %d checkpoints; unpack it and open one of them"
              .formatted(file, candidates.size()));
    }
    List<Opened> opened = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Member member : candidates) {
      Source inside = inside(source, member, budget);
      CheckpointReader reader = find.apply(inside);
      if (reader == null) others.add(member.name());
      else opened.add(open(member, inside, reader, budget, depth));
    }
    if (opened.isEmpty()) {
      throw new CheckpointException(
          file
              + ": none of its files is a checkpoint of a known format ("
              + some(others)
              + "); unpack it and open what is inside");
    }
    return together(file, opened, others);
  }

  /** A member that was read. */
  private record Opened(String name, String format, Contents contents) {}

  private static Opened open(
      Member member, Source inside, CheckpointReader reader, UnpackBudget budget, int depth) {
    Contents contents =
        reader instanceof ArchiveReader archive
            ? archive.read(inside, budget, depth + 1)
            : reader.read(inside);
    return new Opened(member.name(), reader.format(), contents);
  }

  private List<Member> members(Source source) {
    return switch (kind) {
      case GZIP -> List.of(Gzip.member(source.bytes(), inner(source)));
      case TAR -> Tar.members(source.bytes());
      case ZIP -> zipMembers(source.bytes());
    };
  }

  /** The one safetensors file of a model's folder is the model, whatever lies beside it. */
  private List<Member> chosen(Source source) {
    List<Member> candidates = kind == Kind.GZIP ? members(source) : Sniff.of(members(source));
    List<Member> models =
        candidates.stream().filter(m -> m.name().endsWith(".safetensors")).toList();
    return models.size() == 1 ? models : candidates;
  }

  /** A path below the archive, where nothing is: what a member names is not looked for outside. */
  private Source inside(Source source, Member member, UnpackBudget budget) {
    Path below = source.path().resolveSibling(source.path().getFileName() + "!");
    try {
      return new Source(below.resolve(member.name()), false, member.content().apply(budget));
    } catch (InvalidPathException e) {
      throw new CheckpointException(
          source.bytes().name() + ": holds a file whose name is none; unpack it", e);
    }
  }

  /** {@code model.pt} of {@code model.pt.gz}; {@code x.tar} of {@code x.tgz}. */
  private static String inner(Source source) {
    String name = Objects.toString(source.path().getFileName(), "");
    if (name.endsWith(".tgz")) return name.substring(0, name.length() - 3) + "tar";
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : "content";
  }

  private static Contents together(String file, List<Opened> opened, List<String> others) {
    Contents.Builder contents = new Contents.Builder(file);
    boolean plain = opened.size() == 1 || areShardsOfOne(opened);
    for (Opened one : opened) {
      String before = plain ? "" : one.name() + "/";
      one.contents().metadata().forEach((key, value) -> contents.metadata(before + key, value));
      for (Tensor tensor : one.contents().tensors().values()) {
        contents.add(plain ? tensor : tensor.named(address(one, tensor)));
      }
      if (plain) one.contents().recurrent().forEach(contents::recurrent);
      one.contents().leftOut().forEach(address -> contents.leftOut(before + address));
      String naming = plain && opened.size() == 1 ? "" : one.name() + ": ";
      one.contents().notes().forEach(note -> contents.note(naming + note));
    }
    contents.metadata(
        "archive",
        opened.stream()
            .map(one -> one.name() + " (" + one.format() + ")")
            .collect(Collectors.joining(", ")));
    if (!others.isEmpty()) contents.note("no checkpoints, left out: " + some(others));
    return contents.build();
  }

  private static boolean areShardsOfOne(List<Opened> opened) {
    List<String> models =
        opened.stream()
            .map(one -> SHARD.matcher(one.name()))
            .map(shard -> shard.matches() ? shard.group(1) : "")
            .distinct()
            .toList();
    return models.size() == 1 && !models.getFirst().isEmpty();
  }

  /** An array of NumPy has no name but its file's. */
  private static String address(Opened one, Tensor tensor) {
    if (!one.format().equals("npy")) return one.name() + "/" + tensor.address();
    if (!Sniff.isArray(one.name())) return one.name();
    return one.name().substring(0, one.name().length() - ".npy".length());
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? ", …" : "");
  }
}
