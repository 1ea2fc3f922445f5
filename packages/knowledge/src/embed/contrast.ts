import { dot } from './vectors.ts';

/** A text as the rows of a table that it is the weighted sum of. */
export interface RowSum {
  rows: number[];
  weights: number[];
  /** Of length 1. */
  vector: Float32Array;
  /** Length of the sum before it was made 1. */
  length: number;
}

export interface ContrastOptions {
  dimensions: number;
  steps: number;
  temperature: number;
  learningRate: number;
  /** Texts that belong together, place by place; the others of a batch do not. */
  nextBatch: () => [RowSum[], RowSum[]];
  /** Draws every row that moves back to where it was in another table, by this share of the way each time. */
  anchor?: { table: Float32Array; pull: number };
  progress: (step: number, loss: number, right: number) => void;
}

/** @param weights what each of the rows counts */
export function sumRows(table: Float32Array, dimensions: number, rows: number[], weights: number[]): RowSum {
  const vector = new Float32Array(dimensions);
  for (const [index, row] of rows.entries()) addTo(vector, table, row * dimensions, weights[index] ?? 0);
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) / length;
  return { rows, weights, vector, length };
}

/**
 * Moves the rows of a table so that texts that belong together come close, and the others of a batch go away. Softmax over
 * the batch, both ways; AdaGrad with one rate a row.
 *
 * @param table changed in place
 */
export function contrast(table: Float32Array, options: ContrastOptions): void {
  const { dimensions, temperature, anchor } = options;
  const squares = new Float32Array(table.length / dimensions).fill(1e-8);

  function descend(sum: RowSum, gradient: Float32Array, rate: number): void {
    const along = dot(gradient, sum.vector);
    let norm = 0;
    for (let at = 0; at < dimensions; at++) {
      const value = ((gradient[at] ?? 0) - along * (sum.vector[at] ?? 0)) / sum.length;
      gradient[at] = value;
      norm += value * value;
    }
    for (const [index, row] of sum.rows.entries()) {
      const weight = sum.weights[index] ?? 0;
      squares[row] = (squares[row] ?? 0) + (weight * weight * norm) / dimensions;
      addRow(table, row * dimensions, gradient, (-rate * weight) / Math.sqrt(squares[row]));
      if (anchor !== undefined) drawBack(row * dimensions, anchor);
    }
  }

  function drawBack(from: number, { table: original, pull }: NonNullable<ContrastOptions['anchor']>): void {
    for (let place = from; place < from + dimensions; place++) {
      table[place] = (table[place] ?? 0) + pull * ((original[place] ?? 0) - (table[place] ?? 0));
    }
  }

  for (let step = 0; step < options.steps; step++) {
    const rate = options.learningRate * (1 - (0.9 * step) / options.steps);
    const [left, right] = options.nextBatch();
    const scores = left.map(({ vector }) => right.map((other) => Math.exp(dot(vector, other.vector) / temperature)));
    const rowSums = scores.map((row) => row.reduce((sum, value) => sum + value, 0));
    const columnSums = right.map((_, column) => scores.reduce((sum, row) => sum + (row[column] ?? 0), 0));
    const leftGradients = left.map(() => new Float32Array(dimensions));
    const rightGradients = right.map(() => new Float32Array(dimensions));
    let loss = 0;
    let first = 0;
    for (const [row, values] of scores.entries()) {
      const own = values[row] ?? 0;
      loss -= Math.log(own / (rowSums[row] ?? 1)) / left.length;
      if (own === Math.max(...values)) first += 1 / left.length;
      for (const [column, value] of values.entries()) {
        const expected = (value / (rowSums[row] ?? 1) + value / (columnSums[column] ?? 1)) / 2;
        const gradient = (expected - (row === column ? 1 : 0)) / temperature;
        if (Math.abs(gradient) < 1e-3) continue;
        addTo(leftGradients[row] as Float32Array, (right[column] as RowSum).vector, 0, gradient);
        addTo(rightGradients[column] as Float32Array, (left[row] as RowSum).vector, 0, gradient);
      }
    }
    for (const [index, sum] of left.entries()) descend(sum, leftGradients[index] as Float32Array, rate);
    for (const [index, sum] of right.entries()) descend(sum, rightGradients[index] as Float32Array, rate);
    options.progress(step, loss, first);
  }
}

/** `sum += factor * values[from...]` */
function addTo(sum: Float32Array, values: Float32Array, from: number, factor: number): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + factor * (values[from + at] ?? 0);
}

/** `table[to...] += factor * values` */
function addRow(table: Float32Array, to: number, values: Float32Array, factor: number): void {
  for (let at = 0; at < values.length; at++) table[to + at] = (table[to + at] ?? 0) + factor * (values[at] ?? 0);
}
