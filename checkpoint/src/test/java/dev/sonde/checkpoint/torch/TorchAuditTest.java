package dev.sonde.checkpoint.torch;

import static dev.sonde.checkpoint.torch.TorchFiles.pickle;
import static dev.sonde.checkpoint.torch.TorchFiles.read;
import static dev.sonde.checkpoint.torch.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.Contents;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the notes say of code that a file would have run; the honest tensor is always read. */
class TorchAuditTest {

  /** The notes on {@code {'w': tensor, 'x': …}}. */
  private static List<String> notes(PickleAssembler value) {
    byte[] rest = value.done();
    PickleAssembler pickle = pickle().op("}").text("w").vector("0", 4).op("s").text("x");
    Contents contents = read(new TorchZipReader(), zip(pickle.bytes(rest).op("s")));
    assertThat(contents.tensors()).containsKey("w");
    assertThat(contents.notes()).allMatch(note -> note.indexOf('\n') < 0);
    return contents.notes();
  }

  private static PickleAssembler code() {
    return new PickleAssembler();
  }

  @Test
  void call_isNotedWithItsArguments() {
    assertThat(notes(code().global("subprocess", "call").op("(]").text("rm").op("atR")))
        .containsExactly("would call subprocess.call(['rm']) when unpickled: not run");
  }

  @Test
  void call_ofPythonTwosNames_isNotedUnderTheUsualOne() {
    assertThat(notes(code().global("__builtin__", "eval").text("1+1").op("\u0085R")))
        .containsExactly(
            "would call builtins.eval('1+1') when unpickled: not run"
                + " (the file names it __builtin__.eval)");
  }

  @Test
  void call_withControlCharacters_isNotedInOneHarmlessLine() {
    assertThat(notes(code().global("os", "system").text("\u001b]0;x\u0007\n\u202e").op("\u0085R")))
        .containsExactly(
            "would call os.system('\\x1b]0;x\\x07\\n\\u202e') when unpickled: not run");
  }

  @Test
  void call_withLongArguments_isCut() {
    assertThat(notes(code().global("os", "system").text("a".repeat(100_000)).op("\u0085R")))
        .hasSize(1)
        .allMatch(note -> note.length() < 300 && note.contains("aaa…"));
  }

  @Test
  void call_whoseResultIsThrownAway_isNoted() {
    assertThat(notes(code().global("os", "getpid").op(")R0N")))
        .containsExactly("would call os.getpid() when unpickled: not run");
  }

  @Test
  void call_madeManyTimes_isNotedOnce() {
    PickleAssembler many = code().op("]");
    for (int i = 0; i < 50; i++) many.global("os", "getpid").op(")Ra");
    assertThat(notes(many)).hasSize(1);
  }

  @Test
  void calls_beyondTheLimit_areCounted() {
    PickleAssembler many = code().op("]");
    for (int i = 0; i < 50; i++) many.global("os", "abort").integer(i).op("\u0085Ra");
    List<String> notes = notes(many);
    assertThat(notes).hasSize(21).last().isEqualTo("30 further calls when unpickled: not run");
  }

  @Test
  void calls_withoutNumber_areBounded() {
    PickleAssembler many = code().op("]");
    for (int i = 0; i < 5000; i++) many.global("m" + i, "f").op(")Ra");
    assertThat(notes(many))
        .hasSize(21)
        .last()
        .isEqualTo("more than 980 further calls when unpickled: not run");
  }

  @Test
  void import_withoutACall_isNoted() {
    assertThat(notes(code().global("antigravity", "fly")))
        .containsExactly("would import antigravity.fly when unpickled: not imported");
  }

  @Test
  void call_throughRebuildFromType_isNoted() {
    // torch._tensor._rebuild_from_type_v2(function, type, arguments, state) calls the function.
    PickleAssembler indirect = code().global("torch._tensor", "_rebuild_from_type_v2").op("(");
    indirect.global("os", "system").global("torch", "Tensor").text("id").op("\u0085}tR");
    assertThat(notes(indirect))
        .containsExactly("would call os.system('id') when unpickled: not run");
  }

  @Test
  void call_ofWhatAnotherCallReturned_isNoted() {
    PickleAssembler indirect = code().global("builtins", "getattr").global("os", "path");
    indirect.text("system").op("\u0086R").text("id").op("\u0085R");
    assertThat(notes(indirect))
        .containsExactly(
            "would call builtins.getattr(os.path, 'system') when unpickled: not run",
            "would call builtins.getattr(os.path, 'system')('id') when unpickled: not run",
            "would import os.path when unpickled: not imported");
  }

  @Test
  void call_throughADottedName_isNoted() {
    // STACK_GLOBAL walks attributes: torch.nn.modules.module.os.system
    PickleAssembler dotted = code().text("torch.nn.modules").text("module.os.system").op("\u0093");
    assertThat(notes(dotted.text("id").op("\u0085R")))
        .containsExactly(
            "would call torch.nn.modules.module.os.system('id') when unpickled: not run");
  }

  @Test
  void call_byInstAndObj_isNoted() {
    assertThat(notes(code().op("(").text("a").op("ios\nsystem\n")))
        .containsExactly("would call os.system('a') when unpickled: not run");
    assertThat(notes(code().op("(").global("os", "system").text("b").op("o")))
        .containsExactly("would call os.system('b') when unpickled: not run");
  }

  @Test
  void change_ofAnImportedClass_isNoted() {
    PickleAssembler patch = code().global("torch.nn", "Linear").op("}").text("forward");
    assertThat(notes(patch.global("os", "system").op("sb")))
        .containsExactly(
            "would change attributes of torch.nn.Linear to {'forward': os.system} when unpickled:"
                + " not done",
            "would import os.system when unpickled: not imported");
  }

  @Test
  void object_ofAnUnknownClass_isNoted() {
    assertThat(notes(code().global("my.models", "Net").op(")\u0081")))
        .containsExactly(
            "would import my.models and make an object of my.models.Net when unpickled: not run,"
                + " its values are read as data");
  }

  @Test
  void object_madeByCopyreg_isNotedByItsClass() {
    PickleAssembler made = code().global("copy_reg", "_reconstructor").op("(");
    made.global("evil", "Class").global("__builtin__", "object").op("NtR");
    assertThat(notes(made))
        .containsExactly(
            "would import evil and make an object of evil.Class when unpickled: not run,"
                + " its values are read as data");
  }

  @Test
  void object_madeByCopyregOfABaseWithAConstructor_isNotedAsTheCallItIs() {
    // copyreg calls base.__init__(object, state), whatever the class.
    PickleAssembler made = code().global("copyreg", "_reconstructor").op("(");
    made.global("torch.nn.modules.linear", "Linear").global("subprocess", "Popen");
    assertThat(notes(made.text("id").op("tR")))
        .containsExactly(
            "would call copyreg._reconstructor(torch.nn.modules.linear.Linear, subprocess.Popen,"
                + " 'id') when unpickled: not run",
            "would import subprocess.Popen when unpickled: not imported");
  }

  @Test
  void object_ofAnHonestOldPickle_isNotNoted() {
    PickleAssembler made = code().global("copy_reg", "_reconstructor").op("(");
    made.global("torch.nn.modules.linear", "Linear").global("__builtin__", "object").op("NtR");
    assertThat(notes(made)).isEmpty();
  }

  @Test
  void object_ofTorchScriptsOwnClasses_isNotedOutsideTorchScript() {
    assertThat(notes(code().global("__torch__.net", "Net").op(")\u0081")))
        .containsExactly(
            "would import __torch__.net and make an object of __torch__.net.Net when unpickled:"
                + " not run, its values are read as data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch.hub load",
        "torch load",
        "torch.jit load",
        "torch._utils _import_dotted_name",
        "torch.utils.collect_env run",
        "torch.storage _load_from_bytes",
        "numpy.testing._private.utils runstring",
        "numpy load",
        "builtins getattr",
        "builtins __import__",
        "functools partial",
        "runpy run_path",
        "torch.nn.modules.module warn",
        "torch.fx.graph_module reduce_graph_module"
      })
  void call_ofKnownTricks_isNoted(String global) {
    String[] parts = global.split(" ", 2);
    assertThat(notes(code().global(parts[0], parts[1]).text("a").op("\u0085R")))
        .containsExactly(
            "would call " + parts[0] + "." + parts[1] + "('a') when unpickled: not run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch.nn.modules.linear Linear",
        "torch.optim.adam Adam",
        "collections OrderedDict",
        "torch device",
        "datetime datetime",
        "pathlib PosixPath",
        "argparse Namespace",
        "__builtin__ set",
        "numpy dtype"
      })
  void call_ofHonestCheckpoints_isNotNoted(String global) {
    String[] parts = global.split(" ", 2);
    assertThat(notes(code().global(parts[0], parts[1]).op(")R"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch float32",
        "torch.nn.functional relu",
        "torch per_tensor_affine",
        "builtins list"
      })
  void name_ofHonestCheckpoints_isNotNoted(String global) {
    String[] parts = global.split(" ", 2);
    assertThat(notes(code().global(parts[0], parts[1]))).isEmpty();
  }
}
