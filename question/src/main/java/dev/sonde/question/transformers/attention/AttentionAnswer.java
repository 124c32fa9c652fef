package dev.sonde.question.transformers.attention;

import dev.sonde.network.transformer.heads.AttentionShares;
import java.util.List;

/**
 * Where attention goes.
 *
 * @param texts number of texts
 * @param count number of their tokens
 * @param tokens of the first text
 * @param large the head whose pattern is drawn large
 * @param sinkTokens by head: the token that receives most attention; {@code –} if all texts have
 *     fewer than six tokens
 * @param heads by layer and head: each share, with the shares on random tokens and of uniform
 *     attention
 */
public record AttentionAnswer(
    int texts,
    int count,
    List<String> tokens,
    String large,
    List<String> sinkTokens,
    List<AttentionShares.Head> heads) {

  public AttentionAnswer {
    tokens = List.copyOf(tokens);
    sinkTokens = List.copyOf(sinkTokens);
    heads = List.copyOf(heads);
  }
}
