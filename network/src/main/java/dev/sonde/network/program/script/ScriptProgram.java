package dev.sonde.network.program.script;

import dev.sonde.checkpoint.pickle.PickleHandler;
import dev.sonde.checkpoint.pickle.PickleMachine;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.torch.TorchScriptReader;
import dev.sonde.checkpoint.zip.ZipArchive;
import dev.sonde.checkpoint.zip.ZipEntry;
import dev.sonde.network.program.Instance;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Origin;
import dev.sonde.network.program.Program;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.ProgramInput;
import dev.sonde.network.program.Step;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the program of a TorchScript archive. */
public final class ScriptProgram {

  private static final String FORWARD = "forward";

  /** The code of a large network has some million characters. */
  private static final long MOST_CODE = 1L << 26;

  private static final int LONGEST_FILE = 1 << 24;

  private final Path path;
  private final ZipArchive zip;
  private final String root;
  private final Map<String, Syntax.ClassOf> classes = new LinkedHashMap<>();
  private final Map<String, Syntax.Function> functions = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();

  private ScriptProgram(Path path, ZipArchive zip, String root) {
    this.path = path;
    this.zip = zip;
    this.root = root;
  }

  /**
   * The program of a file, if it is such an archive.
   *
   * @throws ProgramException if it is one and is damaged, or holds what cannot be run
   */
  public static Optional<Program> read(Path path, Bytes bytes) {
    return read(path, bytes, FORWARD);
  }

  /**
   * As {@link #read(Path, Bytes)}, for another of the root's methods.
   *
   * @param method its name
   */
  public static Optional<Program> read(Path path, Bytes bytes, String method) {
    if (!ZipArchive.recognises(bytes)) return Optional.empty();
    CheckpointReader.Source source = new CheckpointReader.Source(path, false, bytes);
    TorchScriptReader reader = new TorchScriptReader();
    if (!reader.recognises(source)) return Optional.empty();
    ZipArchive zip = ZipArchive.open(bytes);
    for (String name : zip.names()) {
      int code = name.indexOf("code/__torch__");
      if (code < 0 || !name.endsWith(".py")) continue;
      String root = name.substring(0, code);
      if (zip.find(root + "data.pkl") == null) continue;
      ScriptProgram program = new ScriptProgram(path, zip, root);
      return Optional.of(program.read(reader.read(source).tensors(), method));
    }
    return Optional.empty();
  }

  private Program read(Map<String, Tensor> tensors, String method) {
    parse();
    Objects objects = new Objects(path.toString(), tensors, this::isModule);
    Value value = objects.of(pickle("data.pkl"), "", 0);
    if (!(value instanceof Instance module)) {
      throw new ProgramException(path + ": its pickle holds no module");
    }
    ProgramBuilder builder = new ProgramBuilder(path.toString(), "TorchScript");
    Set<String> trained = new HashSet<>();
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    classes.forEach((name, one) -> parameters.put(name, one.parameters()));
    Objects.trained(
        module, parameters, trained, Collections.newSetFromMap(new IdentityHashMap<>()));
    tensors.forEach((name, tensor) -> builder.constant(tensor.named(name), trained.contains(name)));
    Lowering lowering =
        new Lowering(path.toString(), classes, functions.keySet(), constants(objects));
    classes.forEach(
        (name, one) -> {
          for (Syntax.Function function : one.methods()) {
            builder.function(lowering.function(name + "." + function.name(), file(name), function));
          }
        });
    functions.forEach(
        (name, function) -> builder.function(lowering.function(name, file(name), function)));
    call(builder, module, method);
    return builder.build();
  }

  private String file(String name) {
    return files.getOrDefault(name, "");
  }

  private boolean isModule(String type) {
    Syntax.ClassOf found = classes.get(type);
    return found != null && found.base().equals("Module");
  }

  private void call(ProgramBuilder builder, Instance module, String method) {
    Syntax.ClassOf type = classes.get(module.type());
    Syntax.Function found =
        type == null
            ? null
            : type.methods().stream()
                .filter(one -> one.name().equals(method))
                .findFirst()
                .orElse(null);
    if (found == null || found.parameters().isEmpty()) {
      throw new ProgramException(
          path + ": its module has no method '" + method + "'; a TorchScript module runs by it");
    }
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(Step.Argument.of(new Operand.Own(module)));
    List<Syntax.Parameter> wanted = found.parameters().subList(1, found.parameters().size());
    for (int i = 0; i < wanted.size(); i++) {
      ProgramInput input = Declared.input(path.toString(), wanted.get(i), i);
      arguments.add(new Step.Argument(input.name(), builder.input(input)));
    }
    Step.Result result = Step.Result.of(builder.fresh());
    builder.step(
        new Step.Invoke(
            "." + method, arguments, result, Origin.of("", module.type() + "." + method)));
    builder.result("out", Operand.named(result.name()));
  }

  private void parse() {
    String folder = root + "code/";
    long all = 0;
    for (String name : zip.names()) {
      if (!name.startsWith(folder) || !name.endsWith(".py")) continue;
      ZipEntry entry = zip.get(name);
      all += entry.size();
      if (entry.size() > LONGEST_FILE || all > MOST_CODE) {
        throw new ProgramException(path + ": its code has more than " + all + " characters");
      }
      Bytes bytes = entry.content();
      String code = bytes.utf8(0, bytes.size(), LONGEST_FILE, "code");
      String place = name.substring(root.length());
      Syntax.Unit unit = Parser.parse(path + ": " + place, code);
      String around =
          name.substring(folder.length(), name.length() - ".py".length()).replace('/', '.') + ".";
      for (Syntax.ClassOf one : unit.classes()) {
        classes.put(around + one.name(), one);
        files.put(around + one.name(), place);
      }
      for (Syntax.Function one : unit.functions()) {
        functions.put(around + one.name(), one);
        files.put(around + one.name(), place);
      }
    }
  }

  private PickleValue pickle(String name) {
    Bytes bytes = zip.get(root + name).content();
    return PickleMachine.read(bytes, 0, new PickleHandler() {}).value();
  }

  /** What the code calls {@code CONSTANTS.c0} and so on, and is no array. */
  private List<Value> constants(Objects objects) {
    if (zip.find(root + "constants.pkl") == null) return List.of();
    if (!(pickle("constants.pkl") instanceof PickleValue.Sequence constants)) return List.of();
    List<Value> values = new ArrayList<>();
    for (PickleValue constant : constants.items()) {
      values.add(objects.of(constant, "CONSTANTS.c" + values.size(), 0));
    }
    return values;
  }
}
