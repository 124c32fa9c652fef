/**
 * What is in an HDF5 file? Enter at {@link dev.sonde.checkpoint.hdf5.Hdf5File#open}: groups,
 * datasets and attributes by path; contiguous data stays mapped, chunks are put together when a
 * tensor is read.
 *
 * <p>Ours, and not a library's, because a checkpoint is hostile input: here every length is checked
 * against the bytes left, circles in trees, headers, groups and links are found, all structures
 * together may cost only a multiple of the file's bytes, and what datasets claim to hold is bounded
 * by what their bytes could expand to. Nothing outside the file is read: external links are noted,
 * external storage and virtual datasets refused.
 *
 * <p>Read are superblocks 0 to 3 (behind a user block too), old and new groups and object headers,
 * all storage layouts and chunk indexes up to HDF5 2.0, and the filters deflate, shuffle,
 * fletcher32 and LZF. Checksums of metadata and of fletcher32 chunks are verified. The format is
 * described in the <a
 * href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File Format
 * Specification 3.0</a>; the sections that the classes name are its.
 */
@NullMarked
package dev.sonde.checkpoint.hdf5;

import org.jspecify.annotations.NullMarked;
