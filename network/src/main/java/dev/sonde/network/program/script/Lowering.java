package dev.sonde.network.program.script;

import dev.sonde.network.program.Block;
import dev.sonde.network.program.Instance;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Program;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the code of an archive into functions of a program.
 *
 * @param file as messages name it
 * @param classes by their whole names
 * @param functions whole names of the functions that belong to no class
 * @param constants what the code calls {@code CONSTANTS.c0} and so on
 */
record Lowering(
    String file,
    Map<String, Syntax.ClassOf> classes,
    Set<String> functions,
    List<Value> constants) {

  /**
   * One function.
   *
   * @param name its whole name
   * @param place the file in the archive that it stands in
   */
  Program.Function function(String name, String place, Syntax.Function function) {
    List<Program.Parameter> parameters = new ArrayList<>();
    for (Syntax.Parameter parameter : function.parameters()) {
      parameters.add(
          new Program.Parameter(
              parameter.name(), parameter.fallback().map(this::literal).orElse(null)));
    }
    FunctionLowering body = new FunctionLowering(this, name, place);
    Block block = body.lower(function.body());
    return new Program.Function(name, parameters, block);
  }

  /** A fallback, which is read before anything of the function runs. */
  private Operand literal(Syntax.Expression expression) {
    FunctionLowering nothing = new FunctionLowering(this, "", "");
    return nothing.constant(expression).orElse(Operand.none());
  }

  /** {@code c3} of {@code CONSTANTS.c3}. */
  Optional<Operand> constant(String name) {
    int place;
    try {
      place = Integer.parseInt(name.substring(1));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
    if (place < 0 || place >= constants.size()) return Optional.empty();
    Value value = constants.get(place);
    return Optional.of(
        value instanceof Instance.Stored stored
            ? new Operand.Constant(stored.address())
            : new Operand.Own(value));
  }
}
