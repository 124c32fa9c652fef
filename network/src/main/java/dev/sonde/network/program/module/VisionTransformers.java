package dev.sonde.network.program.module;

import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * torchvision's vision transformers (Dosovitskiy et al., 2021). Shapes do not show the number of
 * heads: 16 where the width is 1024 or 1280, otherwise one for 64 units, as torchvision's have it.
 */
record VisionTransformers() implements Recogniser {

  private static final int MOST = 1000;

  @Override
  public Optional<Found> of(StateDict names) {
    String layers = "encoder.layers.encoder_layer_";
    boolean ours =
        names.has("class_token")
            && names.has("conv_proj.weight")
            && names.has("encoder.pos_embedding")
            && names.has(layers + "0.self_attention.in_proj_weight");
    if (!ours) return Optional.empty();
    long patch = names.extent("conv_proj.weight", -1, 4);
    long width = names.extent("conv_proj.weight", 0, 4);
    long heads = width == 1024 || width == 1280 ? 16 : Math.max(1, width / 64);
    int count = names.count(layers, ".self_attention.in_proj_weight");
    if (count > MOST) throw names.wrong("has " + count + " layers");
    List<ModuleTree> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) blocks.add(block(names, layers + i, heads));
    ModuleTree encoder =
        StateDict.holding(
            Torchvision.MODELS + "vision_transformer.Encoder",
            "encoder",
            Map.of(),
            StateDict.sequential("encoder.layers", blocks.toArray(new ModuleTree[0])),
            norm("encoder.ln"));
    List<ModuleTree> head = new ArrayList<>();
    if (names.has("heads.pre_logits.weight")) {
      head.add(StateDict.linear("heads.pre_logits"));
      head.add(StateDict.leaf("activation.Tanh", "heads.act"));
    }
    head.add(StateDict.linear("heads.head"));
    ModuleTree tree =
        StateDict.holding(
            Torchvision.MODELS + "vision_transformer.VisionTransformer",
            "",
            Map.of(),
            StateDict.convolution("conv_proj", patch, 0, 1),
            encoder,
            StateDict.sequential("heads", head.toArray(new ModuleTree[0])));
    String words =
        "torchvision's vision transformer of %d layers, patches of %d, %d heads as is usual for %d units"
            .formatted(count, patch, heads, width);
    return Optional.of(new Found(tree, words));
  }

  private static ModuleTree norm(String path) {
    return StateDict.leaf(
        StateDict.NN + "normalization.LayerNorm", path, Map.of("eps", Value.of(1e-6)));
  }

  /** The two layers of a block are {@code mlp.0} and {@code mlp.3}, before 0.12 by name. */
  private static ModuleTree block(StateDict names, String path, long heads) {
    boolean named = names.has(path + ".mlp.linear_1.weight");
    ModuleTree attention =
        StateDict.leaf(
            StateDict.NN + "activation.MultiheadAttention",
            path + ".self_attention",
            Map.of("num_heads", Value.of(heads), "batch_first", Value.of(true)));
    return StateDict.holding(
        Torchvision.MODELS + "vision_transformer.EncoderBlock",
        path,
        Map.of(),
        norm(path + ".ln_1"),
        attention,
        norm(path + ".ln_2"),
        StateDict.sequential(
            path + ".mlp",
            StateDict.linear(path + (named ? ".mlp.linear_1" : ".mlp.0")),
            StateDict.leaf("activation.GELU", path + ".mlp.1"),
            StateDict.linear(path + (named ? ".mlp.linear_2" : ".mlp.3"))));
  }
}
