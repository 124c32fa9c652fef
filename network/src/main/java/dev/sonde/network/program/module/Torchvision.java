package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of {@code torchvision.models} (BSD-3), as their {@code forward} computes: ResNet (He
 * et al., 2016; ResNeXt, wide), VGG, AlexNet, SqueezeNet, MobileNetV2, DenseNet, VisionTransformer.
 */
final class Torchvision {

  static final String MODELS = "torchvision.models.";

  private Torchvision() {}

  static Map<String, ModuleRule> all() {
    Map<String, ModuleRule> all = new HashMap<>();
    put(all, "resnet.ResNet", Torchvision::resNet);
    put(all, "resnet.BasicBlock", call -> residual(call, 2));
    put(all, "resnet.Bottleneck", call -> residual(call, 3));
    put(all, "vgg.VGG", Torchvision::features);
    put(all, "alexnet.AlexNet", Torchvision::features);
    put(all, "squeezenet.SqueezeNet", Torchvision::squeezeNet);
    put(all, "squeezenet.Fire", Torchvision::fire);
    for (String file : List.of("mobilenet.", "mobilenetv2.")) {
      put(all, file + "MobileNetV2", Torchvision::mobileNet);
      put(all, file + "InvertedResidual", Torchvision::inverted);
      all.put(MODELS + file + "ConvBNReLU", StandardModules.all().get("Sequential"));
    }
    for (String same : List.of("torchvision.ops.misc.", "torchvision.models.mobilenetv2.")) {
      all.put(same + "ConvNormActivation", StandardModules.all().get("Sequential"));
      all.put(same + "Conv2dNormActivation", StandardModules.all().get("Sequential"));
    }
    put(all, "densenet.DenseNet", Torchvision::denseNet);
    put(all, "densenet._DenseBlock", Torchvision::denseBlock);
    put(all, "densenet._DenseLayer", Torchvision::denseLayer);
    all.put(MODELS + "densenet._Transition", StandardModules.all().get("Sequential"));
    put(all, "vision_transformer.VisionTransformer", Torchvision::visionTransformer);
    put(all, "vision_transformer.Encoder", Torchvision::encoder);
    put(all, "vision_transformer.EncoderBlock", Torchvision::encoderBlock);
    all.put(MODELS + "vision_transformer.MLPBlock", StandardModules.all().get("Sequential"));
    all.put("torchvision.ops.misc.MLP", StandardModules.all().get("Sequential"));
    return all;
  }

  private static void put(Map<String, ModuleRule> all, String type, ModuleRule.One rule) {
    all.put(MODELS + type, ModuleRule.one(rule));
  }

  private static Operand flat(ModuleCall call, Operand x) {
    return call.op("flatten", x, Operand.of(1L));
  }

  private static Operand resNet(ModuleCall call) {
    Operand x = call.run("relu", call.run("bn1", call.run("conv1", call.x())));
    x = call.runIfAny("maxpool", x);
    for (int layer = 1; layer <= 4; layer++) x = call.run("layer" + layer, x);
    return call.asOwn(call.run("fc", flat(call, call.run("avgpool", x))));
  }

  private static Operand residual(ModuleCall call, int convolutions) {
    Operand y = call.x();
    for (int i = 1; i <= convolutions; i++) {
      y = call.run("bn" + i, call.run("conv" + i, y));
      if (i < convolutions) y = call.run("relu", y);
    }
    Operand sum = call.seen("add", "add", y, call.runIfAny("downsample", call.x()));
    return call.asOwn(call.run("relu", sum));
  }

  private static Operand features(ModuleCall call) {
    Operand x = call.runIfAny("avgpool", call.run("features", call.x()));
    return call.asOwn(call.run("classifier", flat(call, x)));
  }

  private static Operand squeezeNet(ModuleCall call) {
    return call.asOwn(flat(call, call.run("classifier", call.run("features", call.x()))));
  }

  private static Operand fire(ModuleCall call) {
    Operand x = call.run("squeeze_activation", call.run("squeeze", call.x()));
    Operand one = call.run("expand1x1_activation", call.run("expand1x1", x));
    Operand three = call.run("expand3x3_activation", call.run("expand3x3", x));
    return call.own(1, "cat", Operand.list(one, three), Operand.of(1L));
  }

  private static Operand mobileNet(ModuleCall call) {
    Operand x = call.run("features", call.x());
    Operand mean = call.op("adaptive_avg_pool2d", x, Operand.list(1, 1));
    return call.asOwn(call.run("classifier", flat(call, mean)));
  }

  private static Operand inverted(ModuleCall call) {
    Operand y = call.run("conv", call.x());
    return call.truth("use_res_connect", false) ? call.own(1, "add", call.x(), y) : call.asOwn(y);
  }

  private static Operand denseNet(ModuleCall call) {
    Operand x = call.seen("relu", "relu", call.run("features", call.x()));
    Operand mean = call.op("adaptive_avg_pool2d", x, Operand.list(1, 1));
    return call.asOwn(call.run("classifier", flat(call, mean)));
  }

  private static Operand denseBlock(ModuleCall call) {
    List<Operand> all = new ArrayList<>(call.inputs());
    for (ModuleTree layer : call.module().children().values()) {
      Operand so = call.op("cat", new Operand.Several(all), Operand.of(1L));
      all.add(call.lowering().one(layer, so));
    }
    return call.own(1, "cat", new Operand.Several(all), Operand.of(1L));
  }

  private static Operand denseLayer(ModuleCall call) {
    Operand x = call.run("conv1", call.run("relu1", call.run("norm1", call.x())));
    return call.asOwn(call.run("conv2", call.run("relu2", call.run("norm2", x))));
  }

  private static Operand visionTransformer(ModuleCall call) {
    Operand patches = call.op("flatten", call.run("conv_proj", call.x()), Operand.of(2L));
    Operand tokens = call.op("transpose", patches, Operand.of(1L), Operand.of(2L));
    Operand batch = call.op("size", tokens, Operand.of(0L));
    Operand first =
        call.op(
            "expand",
            call.weight("class_token"),
            Operand.list(batch, Operand.of(-1L), Operand.of(-1L)));
    Operand x = call.run("encoder", call.op("cat", Operand.list(first, tokens), Operand.of(1L)));
    Operand summary = call.op("select", x, Operand.of(1L), Operand.of(0L));
    return call.asOwn(call.run("heads", summary));
  }

  private static Operand encoder(ModuleCall call) {
    Operand x = call.seen("embedded", "add", call.x(), call.weight("pos_embedding"));
    return call.asOwn(call.run("ln", call.run("layers", x)));
  }

  private static Operand encoderBlock(ModuleCall call) {
    Operand attended = call.run("self_attention", call.run("ln_1", call.x()));
    Operand x = call.seen("add", "add", attended, call.x());
    return call.own(-1, "add", x, call.run("mlp", call.run("ln_2", x)));
  }
}
