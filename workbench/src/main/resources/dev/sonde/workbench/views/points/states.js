/** Bits of a point's state; the lowest two are its shape. */
export const DIM = 4;
export const STRONG = 8;
export const GONE = 16;
