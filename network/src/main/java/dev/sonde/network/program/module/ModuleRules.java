package dev.sonde.network.program.module;

import dev.sonde.network.program.ProgramException;
import java.util.HashMap;
import java.util.Map;

/** The classes of modules that are known. */
final class ModuleRules {

  private static final Map<String, ModuleRule> ALL = all();

  private ModuleRules() {}

  private static Map<String, ModuleRule> all() {
    Map<String, ModuleRule> all = new HashMap<>();
    all.putAll(StandardModules.all());
    all.putAll(ConvolutionModules.all());
    all.putAll(ActivationModules.all());
    all.putAll(RecurrentModules.all());
    all.putAll(AttentionModules.all());
    all.putAll(Torchvision.all());
    all.put(LinearStacks.TYPE, ModuleRule.one(LinearStacks::run));
    all.put(RecurrentClassifiers.TYPE, ModuleRule.one(RecurrentClassifiers::run));
    return Map.copyOf(all);
  }

  static boolean knows(ModuleTree module) {
    return ALL.containsKey(module.kind());
  }

  static ModuleRule of(ModuleLowering lowering, ModuleTree module) {
    ModuleRule rule = ALL.get(module.kind());
    if (rule != null) return rule;
    throw unknown(lowering, module);
  }

  private static ProgramException unknown(ModuleLowering lowering, ModuleTree module) {
    return lowering.wrong(
        module, "what this class computes is code that is not in the file" + ModuleProgram.REMEDY);
  }
}
