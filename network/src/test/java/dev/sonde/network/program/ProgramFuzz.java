package dev.sonde.network.program;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.torch.TorchModule;
import dev.sonde.file.InputException;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.program.exported.ExportedProgram;
import dev.sonde.network.program.keras.KerasProgram;
import dev.sonde.network.program.module.ModuleProgram;
import dev.sonde.network.program.module.StateDictProgram;
import dev.sonde.network.program.script.ScriptProgram;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens and runs damaged programs: {@code java … ProgramFuzz FIRST COUNT FILE INPUTS.npz …}. Each
 * number is one damaged file, the same in every run; it is written to {@code fuzz.now} before it is
 * tried, so that whoever started this process sees which one ended it; the file itself too, as
 * {@code fuzz.file}, where it is one alone. Prints what was neither a result nor an {@link
 * InputException}.
 */
public final class ProgramFuzz {

  private static final Pattern TOKEN =
      Pattern.compile("-?\\d+(\\.\\d+)?|\"[^\"\\\\]{1,40}\"|\\b[a-z_]+\\b");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "7",
          "1000000",
          "2147483648",
          "-9223372036854775808",
          "9223372036854775807",
          "1e308",
          "0.5",
          "true",
          "null",
          "[]",
          "\"x\"");

  private record Seed(Path path, Map<String, byte[]> entries, Map<String, Tensor> inputs) {}

  private ProgramFuzz() {}

  public static void main(String[] arguments) throws IOException {
    long first = Long.parseLong(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    List<Seed> seeds = new ArrayList<>();
    for (int i = 2; i + 1 < arguments.length; i += 2) {
      Path file = Path.of(arguments[i]);
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      GoldenRun.arrays(Path.of(arguments[i + 1]))
          .forEach(
              (name, tensor) -> {
                if (name.startsWith("in") || name.startsWith("kw.")) inputs.put(name, tensor);
              });
      seeds.add(new Seed(file, unpacked(file), inputs));
    }
    long ran = 0;
    for (long number = first; number < first + count; number++) {
      SplittableRandom random = new SplittableRandom(number);
      Seed seed = seeds.get(random.nextInt(seeds.size()));
      Files.writeString(Path.of("fuzz.now"), Long.toString(number));
      byte[] damaged = damaged(seed, random);
      if (count == 1) Files.write(Path.of("fuzz.file"), damaged);
      long start = System.nanoTime();
      try {
        run(seed, damaged);
        ran++;
      } catch (InputException e) {
        // as it should be
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        System.out.println("WRONG " + number + " " + seed.path().getFileName() + " " + e);
        for (int i = 0; i < Math.min(6, e.getStackTrace().length); i++) {
          System.out.println("    " + e.getStackTrace()[i]);
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (seconds > 5) {
        System.out.printf("SLOW %d %s %.1f s%n", number, seed.path().getFileName(), seconds);
      }
      if (number % 5000 == 0) System.out.println("at " + number + ", ran " + ran);
    }
    System.out.println("DONE " + count + ", of which ran " + ran);
  }

  private static Map<String, byte[]> unpacked(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().contains("debug_pkl")) continue;
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] damaged(Seed seed, SplittableRandom random) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>(seed.entries());
    List<String> texts =
        entries.keySet().stream()
            .filter(
                name ->
                    name.endsWith(".py")
                        || name.endsWith("model.json")
                        || name.equals("config.json")
                        || name.endsWith("_config.json"))
            .toList();
    List<String> others = entries.keySet().stream().filter(name -> name.endsWith(".pkl")).toList();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      boolean pickle = texts.isEmpty() || (!others.isEmpty() && random.nextInt(8) == 0);
      String name =
          pickle
              ? others.get(random.nextInt(others.size()))
              : texts.get(random.nextInt(texts.size()));
      byte[] content = entries.getOrDefault(name, new byte[0]);
      entries.put(name, pickle ? bytes(content, random) : text(content, random));
    }
    byte[] packed = packed(entries);
    return random.nextInt(20) == 0 ? bytes(packed, random) : packed;
  }

  private static byte[] bytes(byte[] content, SplittableRandom random) {
    byte[] damaged = content.clone();
    if (damaged.length == 0) return damaged;
    for (int i = 0; i <= random.nextInt(4); i++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  /** One token for another, mostly of the same file: what parses is what reaches the engine. */
  private static byte[] text(byte[] content, SplittableRandom random) {
    String text = new String(content, StandardCharsets.UTF_8);
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    if (tokens.isEmpty()) return content;
    MatchResult at = tokens.get(random.nextInt(tokens.size()));
    String with;
    if (random.nextInt(3) == 0) with = NUMBERS.get(random.nextInt(NUMBERS.size()));
    else {
      with = null;
      for (int i = 0; i < 20 && with == null; i++) {
        String other = tokens.get(random.nextInt(tokens.size())).group();
        if (kind(other) == kind(at.group())) with = other;
      }
    }
    if (with == null) with = "0";
    if (random.nextInt(25) == 0) with = "";
    return (text.substring(0, at.start()) + with + text.substring(at.end()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static int kind(String token) {
    char c = token.charAt(0);
    return c == '"' ? 0 : Character.isLetter(c) || c == '_' ? 1 : 2;
  }

  private static byte[] packed(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> one : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(one.getKey());
        CRC32 check = new CRC32();
        check.update(one.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(one.getValue().length);
        entry.setCrc(check.getValue());
        zip.putNextEntry(entry);
        zip.write(one.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static @Nullable Program read(byte[] damaged) throws IOException {
    Bytes bytes = Bytes.of("damaged", damaged);
    Path path = Path.of("damaged");
    Optional<Program> program = ExportedProgram.read(path, bytes);
    program = program.or(() -> ScriptProgram.read(path, bytes));
    if (program.isPresent()) return program.get();
    Path file = Path.of("fuzz.checkpoint");
    Files.write(file, damaged);
    Checkpoint checkpoint = Checkpoint.open(file);
    return KerasProgram.read(checkpoint)
        .or(() -> TorchModule.read(bytes).flatMap(m -> ModuleProgram.read(checkpoint, m)))
        .or(() -> StateDictProgram.read(checkpoint, Optional.of("relu"), Optional.of("tanh")))
        .orElse(null);
  }

  private static void run(Seed seed, byte[] damaged) throws IOException {
    Program program = read(damaged);
    if (program == null) return;
    Executor executor = Executor.of(program, new Limits(20_000, 1 << 28, 1 << 14, 50));
    List<Tensor> all = executor.parameters();
    if (all.stream().mapToLong(Tensor::byteSize).sum() > 1 << 28) return;
    var _ = executor.sites();
    Checkpoint parameters = Checkpoint.of(Path.of("damaged"), all, Map.of());
    try (Parameters loaded = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0)) {
      loaded.load(parameters);
      try (Pass pass = Pass.evaluating(loaded, List.of(Tap.shapes("**")))) {
        Map<String, Array> given = new LinkedHashMap<>();
        seed.inputs().forEach((name, tensor) -> given.put(name, Array.of(tensor)));
        executor.run(pass, given).values().forEach(Array::shape);
      }
    }
  }
}
