/** A square, symmetric matrix of which only what is not 0 is kept, row by row. */
export interface SparseMatrix {
  size: number;
  /** Row r is `[starts[r], starts[r + 1])` of the others. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
}

/** `matrix * dense`, where `dense` has `width` columns, row after row. */
export function multiply(matrix: SparseMatrix, dense: Float32Array, width: number): Float32Array {
  const { size, starts, columns, values } = matrix;
  const product = new Float32Array(size * width);
  for (let row = 0; row < size; row++) {
    const to = row * width;
    const end = starts[row + 1] ?? 0;
    for (let entry = starts[row] ?? 0; entry < end; entry++) {
      const value = values[entry] ?? 0;
      const from = (columns[entry] ?? 0) * width;
      for (let at = 0; at < width; at++) product[to + at] = (product[to + at] ?? 0) + value * (dense[from + at] ?? 0);
    }
  }
  return product;
}
