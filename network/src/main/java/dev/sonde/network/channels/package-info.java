/**
 * How much gradient does each channel of a convolution receive, and how much does it send on? Enter
 * at {@link dev.sonde.network.channels.ChannelGradients#of}, with a batch of images.
 *
 * <p>With input A, weights W [k, c, u, v], output V and a signal S, output channel k sends to input
 * channel c the gradient LG(k→c) = the transpose of the convolution with W[k, c], of G(k) =
 * ∂S/∂V(k). The sum of all of them over k is what backward computes; here each is needed alone, or
 * rather its norm. ‖LG(k→c)‖² = wᵀ M(k) w, where w is the kernel W[k, c] in a row and M(k)[u, u′] =
 * Σ G(k) shifted by u · G(k) shifted by u′, over the places that lie inside the input. So one small
 * matrix per image and output channel serves all input channels, and borders, strides and dilations
 * are exact. It costs about as much as the backward pass, in double precision since wᵀ M w loses
 * digits where a kernel hardly answers to a gradient.
 */
@NullMarked
package dev.sonde.network.channels;

import org.jspecify.annotations.NullMarked;
