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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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

  /** The entries of an archive; a file that is none is one entry without a name. */
  private static Map<String, byte[]> unpacked(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    byte[] whole = Files.readAllBytes(file);
    if (whole[0] != 'P' || whole[1] != 'K') {
      entries.put("", whole);
      return entries;
    }
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
    byte[] alone = entries.get("");
    if (alone != null) return DamagedFile.of(alone, random);
    List<String> texts =
        entries.keySet().stream()
            .filter(
                name ->
                    name.endsWith(".py")
                        || name.endsWith("model.json")
                        || name.equals("config.json")
                        || name.endsWith("_config.json"))
            .toList();
    List<String> others =
        entries.keySet().stream()
            .filter(name -> name.endsWith(".pkl") || name.endsWith(".h5"))
            .toList();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      boolean other = texts.isEmpty() || (!others.isEmpty() && random.nextInt(8) == 0);
      List<String> names = other ? others : texts;
      String name = names.get(random.nextInt(names.size()));
      byte[] content = entries.getOrDefault(name, new byte[0]);
      entries.put(
          name, other ? DamagedFile.of(content, random) : DamagedFile.text(content, random));
    }
    byte[] packed = packed(entries);
    return random.nextInt(20) == 0 ? DamagedFile.bytes(packed, random) : packed;
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
