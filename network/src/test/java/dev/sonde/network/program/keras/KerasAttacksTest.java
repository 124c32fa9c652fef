package dev.sonde.network.program.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.InputException;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.Limits;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that want more than to compute: one error each, and nothing happens. */
class KerasAttacksTest {

  private static final String INPUT =
      "{'class_name':'InputLayer','config':{'name':'x','batch_shape':[null,4]},'name':'x',"
          + "'inbound_nodes':[]}";

  private static Tensor numbers(String address, long... shape) {
    Shape of = Shape.of(shape);
    float[] values = new float[Math.toIntExact(of.count())];
    java.util.Arrays.fill(values, 0.5f);
    return Tensor.ofFloats(address, of, values);
  }

  private static float[] run(String config, Tensor... tensors) {
    Checkpoint file =
        Checkpoint.of(
            Path.of("m.keras"),
            List.of(tensors),
            Map.of("model_config", config.replace('\'', '"'), "keras_version", "3.16.0"));
    Executor executor =
        Executor.of(KerasProgram.read(file).orElseThrow(), new Limits(20_000, 1 << 28, 1000, 50));
    Checkpoint parameters = Checkpoint.of(Path.of("m.keras"), executor.parameters(), Map.of());
    try (Scope _ = new Scope();
        Parameters loaded = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0)) {
      loaded.load(parameters);
      try (Pass pass = Pass.evaluating(loaded, List.of())) {
        Array x = Array.of(new float[] {1, 2, 3, 4}, 1, 4);
        return executor.run(pass, Map.of("in0", x)).values().iterator().next().toFloats();
      }
    }
  }

  private static String sequential(String... layers) {
    return "{'class_name':'Sequential','config':{'name':'s','layers':["
        + INPUT
        + ","
        + String.join(",", layers)
        + "]}}";
  }

  private static String layer(String kind, String settings) {
    return "{'class_name':'%s','config':{'name':'layer'%s}}"
        .formatted(kind, settings.isEmpty() ? "" : "," + settings);
  }

  private static void refused(String message, String config, Tensor... tensors) {
    assertThatThrownBy(() -> run(config, tensors))
        .as(config)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void plainConfigurationsRun() {
    float[] y =
        run(
            sequential(layer("Dense", "'activation':'relu'")),
            numbers("layer/kernel", 4, 2),
            numbers("layer/bias", 2));
    assertThat(y).containsExactly(5.5f, 5.5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lambda", "TFOpLambda", "SlicingOpLambda"})
  void codeIsNotRun_andItsLayerIsNamed(String kind) {
    String code = "'function':{'class_name':'__lambda__','config':{'code':'4wEAAA=='}}";
    refused("layer 'layer' (" + kind + ")", sequential(layer(kind, code)));
    refused("code of a file is not run", sequential(layer(kind, code)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"os.system", "Custom>Layer", "", "keras.utils.get_file", "Dense2"})
  void whatIsNoLayerOfKeras_isRefused(String kind) {
    refused("layer 'layer'", sequential(layer(kind, "")));
  }

  @Test
  void activationsThatAreNoFunctions_areRefused() {
    Tensor[] weights = {numbers("layer/kernel", 4, 2), numbers("layer/bias", 2)};
    for (String wrong :
        List.of(
            "'my_function'",
            "{'module':'os','class_name':'function','config':'system'}",
            "{'class_name':'Lambda','config':{'name':'l'}}",
            "{'class_name':'function','config':{'a':1}}",
            "[1,2]",
            "7")) {
      refused("layer 'layer'", sequential(layer("Dense", "'activation':" + wrong)), weights);
    }
  }

  @Test
  void giantSizes_areRefusedBeforeMemoryIsTaken() {
    refused("it may make", sequential(layer("RepeatVector", "'n':2000000000")));
    refused("no whole number", sequential(layer("RepeatVector", "'n':99999999999999999999")));
    String image = layer("Reshape", "'target_shape':[2,2,1]");
    refused("it may make", sequential(image, layer("UpSampling2D", "'size':[1000000,1000000]")));
    refused(
        "it may make",
        sequential(image, layer("ZeroPadding2D", "'padding':[[2000000000,0],[2000000000,0]]")));
    refused("", sequential(image, layer("ZeroPadding2D", "'padding':[[-3,0],[0,0]]")));
    refused("", sequential(layer("Reshape", "'target_shape':[-1,-1]")));
    refused(
        "strides is 0",
        sequential(image, layer("MaxPooling2D", "'pool_size':[1,1],'strides':[0,0]")));
    refused("", sequential(image, layer("AveragePooling2D", "'pool_size':[2000000000,1]")));
  }

  @Test
  void modelsWithoutEnd_areEnded() {
    StringBuilder deep = new StringBuilder(layer("Dropout", ""));
    for (int i = 0; i < 40; i++) {
      deep.insert(0, "{'class_name':'Sequential','config':{'name':'s" + i + "','layers':[");
      deep.append("]}}");
    }
    refused("nested more than 16 deep", sequential(deep.toString()));
    String bottomless = "{'config':{'layers':[".repeat(5000);
    refused("model_config is no JSON", bottomless);
  }

  /** Each model uses the one in it twice: 2^15 layers out of a few lines. */
  @Test
  void modelsThatUseEachOtherTwice_areEnded() {
    String model = functional("m0", layer("Dropout", ""), "layer");
    for (int i = 1; i < 15; i++) model = functional("m" + i, model, "m" + (i - 1));
    refused("its layers are used more than", model);
  }

  /** A model that uses what is in it twice. */
  private static String functional(String name, String inner, String innerName) {
    boolean nested = inner.contains("output_layers");
    String member = inner.substring(0, inner.length() - 1) + ",'name':'" + innerName + "'";
    return "{'class_name':'Functional','config':{'name':'%s','layers':[%s,%s,'inbound_nodes':%s}],'input_layers':[['x',0,0]],'output_layers':[['%s',%d,0]]}}"
        .formatted(
            name,
            INPUT,
            member,
            "[[['x',0,0,{}]],[['" + innerName + "',0,0,{}]]]",
            innerName,
            nested ? 2 : 1);
  }

  @Test
  void layersThatWaitForEachOther_areNamed() {
    String graph =
        "{'class_name':'Functional','config':{'name':'m','layers':["
            + INPUT
            + ",{'class_name':'Add','config':{'name':'a'},'name':'a','inbound_nodes':[[['x',0,0,{}],['b',0,0,{}]]]}"
            + ",{'class_name':'Add','config':{'name':'b'},'name':'b','inbound_nodes':[[['x',0,0,{}],['a',0,0,{}]]]}"
            + "],'input_layers':[['x',0,0]],'output_layers':[['b',0,0]]}}";
    refused("these wait for each other: a, b", graph);
    refused("is never computed", graph.replace("[['b',0,0]]}}", "[['c',0,0]]}}"));
    refused("two have this name", graph.replace("'b'},'name':'b'", "'a'},'name':'a'"));
    refused("it has no outputs", graph.replace("[['b',0,0]]}}", "[]}}"));
  }

  @Test
  void shapesThatLie_areSaid() {
    String dense = sequential(layer("Dense", ""));
    refused("no tensor 'layer/kernel'", dense);
    refused("layer/bias", dense, numbers("layer/kernel", 4, 2));
    refused("", dense, numbers("layer/kernel", 3, 2), numbers("layer/bias", 2));
    refused("", dense, numbers("layer/kernel", 4, 2, 1), numbers("layer/bias", 2));
    refused("", dense, numbers("layer/kernel", 4, 2), numbers("layer/bias", 3));
    String lstm = sequential(layer("Reshape", "'target_shape':[2,2]"), layer("LSTM", ""));
    refused(
        "expected [units × 4·units]",
        lstm,
        numbers("layer/kernel", 2, 12),
        numbers("layer/recurrent_kernel", 3, 11),
        numbers("layer/bias", 12));
    refused(
        "'layer/kernel' has shape [2]",
        lstm,
        numbers("layer/kernel", 2),
        numbers("layer/recurrent_kernel", 3, 12));
    String image = layer("Reshape", "'target_shape':[2,2,1]");
    refused("2 axes, expected 4", sequential(layer("Conv2D", "")), numbers("layer/kernel", 1, 1));
    refused("4 axes", sequential(image, layer("Conv2D", "")), numbers("layer/kernel", 1, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BatchNormalization",
        "LayerNormalization",
        "RMSNormalization",
        "UnitNormalization",
        "Softmax"
      })
  void axesThatAreNone_areSaid(String kind) {
    refused("its axis is an empty list", sequential(layer(kind, "'axis':[]")));
  }

  /** Statistics of several axes together would be taken for those of the first. */
  @ParameterizedTest
  @ValueSource(strings = {"BatchNormalization", "RMSNormalization"})
  void severalAxes_areNotTakenForOne(String kind) {
    refused("an axis of 2 numbers", sequential(layer(kind, "'axis':[0,1]")));
  }

  @Test
  void damagedConfigurations_areRefused() {
    for (String damaged :
        List.of("{", "[]", "7", "null", "{'class_name':'Sequential'}", "{'config':{'layers':7}}")) {
      assertThatThrownBy(() -> run(damaged)).as(damaged).isInstanceOf(ProgramException.class);
    }
    refused("subclassed", "{'class_name':'MyModel','config':{'units':3}}");
    refused("it has no layers", "{'class_name':'Sequential','config':{'layers':[]}}");
  }
}
