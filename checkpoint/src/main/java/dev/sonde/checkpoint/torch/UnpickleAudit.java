package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleHandler;
import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.file.Printable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a Python would run if it unpickled the file, for the checkpoint's notes: calls first,
 * then imports, each said once and in full, a bounded number of each.
 */
class UnpickleAudit implements PickleHandler {

  private static final int MAX_LINES = 20;

  /** Distinct names that are remembered; a file with more is counted, not listed. */
  private static final int MAX_REMEMBERED = 1000;

  /** Calls that are put into words, the same ones again included: words take time. */
  private static final int MAX_HEARD = 5_000;

  private static final int MAX_NESTING = 16;
  private static final int MAX_ARGUMENTS = 200;
  private static final int MAX_NAME = 120;

  private static final Global RECONSTRUCTOR = Global.of("copyreg._reconstructor");

  /** The bases whose constructor runs nothing of the file's choosing. */
  private static final Set<Global> BASES =
      KnownGlobals.all(
          "builtins.object",
          "builtins.dict",
          "builtins.list",
          "builtins.tuple",
          "builtins.set",
          "builtins.int",
          "builtins.float",
          "builtins.str");

  private final Set<String> calls = new LinkedHashSet<>();
  private final Map<Global, String> imports = new LinkedHashMap<>();
  private final Set<Global> called = new LinkedHashSet<>();
  private final boolean scripted;
  private int heard;

  /** For a TorchScript archive if {@code scripted}, whose own classes are no Python's. */
  UnpickleAudit(boolean scripted) {
    this.scripted = scripted;
  }

  @Override
  public void called(Call call, long at) {
    // PyTorch nests none; each of these calls runs the next.
    Call inner = call;
    for (int i = 0; i < MAX_NESTING && inner != null; i++) {
      hear(inner);
      inner = Wrappers.innerCall(inner);
    }
  }

  private void hear(Call call) {
    Global made = madeByCopyreg(call);
    Global global = made != null ? made : call.callable() instanceof Global named ? named : null;
    Call.Kind kind = made != null ? Call.Kind.CONSTRUCT : call.kind();
    if (global != null && isHarmless(global, kind)) return;
    if (calls.size() >= MAX_REMEMBERED || ++heard > MAX_HEARD) return;
    if (global != null) called.add(global);
    calls.add(line(call, kind, global));
  }

  private boolean isHarmless(Global global, Call.Kind kind) {
    return KnownGlobals.isHarmless(global, kind)
        || (scripted && KnownGlobals.isTorchScript(global));
  }

  /**
   * The class of which {@code copyreg._reconstructor(class, base, state)} makes an object; null if
   * it is another call, or would call the constructor of a base that is not known.
   */
  private static @Nullable Global madeByCopyreg(Call call) {
    return call.callable() instanceof Global global
            && KnownGlobals.usual(global).equals(RECONSTRUCTOR)
            && call.arguments().size() == 3
            && call.arguments().get(0) instanceof Global made
            && call.arguments().get(1) instanceof Global base
            && BASES.contains(KnownGlobals.usual(base))
        ? made
        : null;
  }

  private static String line(Call call, Call.Kind kind, @Nullable Global global) {
    if (global == null) {
      return "would call " + PickleText.of(call, MAX_ARGUMENTS) + " when unpickled: not run";
    }
    Global usual = KnownGlobals.usual(global);
    String line =
        switch (kind) {
          case CALL ->
              "would call "
                  + name(usual)
                  + PickleText.arguments(call, MAX_ARGUMENTS)
                  + " when unpickled: not run";
          case CONSTRUCT ->
              "would import "
                  + Printable.of(usual.module(), MAX_NAME)
                  + " and make an object of "
                  + name(usual)
                  + " when unpickled: not run, its values are read as data";
        };
    return usual.equals(global) ? line : line + " (the file names it " + name(global) + ")";
  }

  private static String name(Global global) {
    return Printable.of(global.toString(), MAX_NAME);
  }

  @Override
  public void named(Global global, long at) {
    if (imports.size() >= MAX_REMEMBERED || KnownGlobals.isFamiliar(global)) return;
    if (scripted && KnownGlobals.isTorchScript(global)) return;
    imports.putIfAbsent(
        global,
        "would import " + name(KnownGlobals.usual(global)) + " when unpickled: not imported");
  }

  @Override
  public void changed(PickleValue target, PickleValue state, long at) {
    if (calls.size() >= MAX_REMEMBERED || ++heard > MAX_HEARD) return;
    calls.add(
        "would change attributes of "
            + PickleText.of(target, MAX_NAME)
            + " to "
            + PickleText.of(state, MAX_ARGUMENTS)
            + " when unpickled: not done");
  }

  /** Whether nothing was heard that a note would tell. */
  boolean isSilent() {
    return calls.isEmpty() && imports.isEmpty() && heard == 0;
  }

  /** Adds the notes; what was only named is left to the call that uses it. */
  void report(TorchContents contents) {
    called.forEach(imports::remove);
    write(contents, calls, heard > MAX_HEARD, "calls");
    write(contents, new LinkedHashSet<>(imports.values()), false, "imports");
  }

  private static void write(
      TorchContents contents, Set<String> lines, boolean unheard, String what) {
    lines.stream().limit(MAX_LINES).forEach(contents::note);
    if (lines.size() <= MAX_LINES && !unheard) return;
    boolean more = unheard || lines.size() >= MAX_REMEMBERED;
    int count = Math.max(lines.size() - MAX_LINES, 0);
    contents.note(
        (more ? "more than " : "") + count + " further " + what + " when unpickled: not run");
  }
}
