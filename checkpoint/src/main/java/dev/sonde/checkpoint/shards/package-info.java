/**
 * How do several files make one model? An index in JSON maps each tensor to its shard, a plain file
 * of the index's folder. Enter at {@link dev.sonde.checkpoint.shards.ShardIndexReader}; opening
 * costs what opening all shards does.
 */
@NullMarked
package dev.sonde.checkpoint.shards;

import org.jspecify.annotations.NullMarked;
