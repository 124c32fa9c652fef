/**
 * Which images does a network look at? {@link dev.sonde.study.images.Images} are pixels with labels
 * from files of any of these kinds, told by content:
 *
 * <ul>
 *   <li>IDX, packed by gzip or not (MNIST, Fashion-MNIST), a file or the folder of four;
 *   <li>CIFAR-10 binary, a file or a folder of several;
 *   <li>a folder or a zip of PNG or JPEG pictures, in a folder per class or without classes;
 *   <li>{@code .npy}, with {@code labels.npy} beside it;
 * </ul>
 *
 * or made on the spot: {@link dev.sonde.study.images.SyntheticImages}. {@link
 * dev.sonde.study.images.PublicSets} knows the public sets by name and where they may lie.
 *
 * <p>Files are hostile: lengths are checked against the bytes left, sizes are capped, and
 * everything that is wrong with them is an {@link dev.sonde.study.images.ImageException}. Pictures
 * are decoded when they are first looked at; the rest is read at once.
 */
@NullMarked
package dev.sonde.study.images;

import org.jspecify.annotations.NullMarked;
