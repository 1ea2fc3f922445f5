import { seededRandom } from '../../packages/knowledge/src/embed/seeded-random.ts';
import { multiply, type SparseMatrix } from './sparse-matrix.ts';

const rounds = 5;
const spareDimensions = 16;

/**
 * The leading eigenvectors of a symmetric matrix, each times the square root of its eigenvalue: rows whose products are
 * close to the matrix. By subspace iteration from a random start (Halko, Martinsson and Tropp, 2011).
 */
export function factorise(matrix: SparseMatrix, dimensions: number, seed: number): Float32Array {
  const { size } = matrix;
  const width = dimensions + spareDimensions;
  const random = seededRandom(seed);
  let basis: Float32Array = new Float32Array(size * width).map(() => random() + random() + random() - 1.5);
  orthonormalise(basis, width);
  for (let round = 0; round < rounds; round++) {
    basis = multiply(matrix, basis, width);
    orthonormalise(basis, width);
  }
  const image = multiply(matrix, basis, width);
  const { values, vectors } = eigen(products(basis, image, width), width);
  const order = values.map((_, at) => at).toSorted((a, b) => Math.abs(values[b] ?? 0) - Math.abs(values[a] ?? 0));
  const result = new Float32Array(size * dimensions);
  for (let at = 0; at < dimensions; at++) {
    const from = order[at] ?? 0;
    const root = Math.sqrt(Math.abs(values[from] ?? 0));
    for (let row = 0; row < size; row++) {
      let sum = 0;
      for (let inner = 0; inner < width; inner++) {
        sum += (basis[row * width + inner] ?? 0) * (vectors[inner * width + from] ?? 0);
      }
      result[row * dimensions + at] = sum * root;
    }
  }
  return result;
}

/** Makes the columns orthogonal and of length 1, by the Cholesky factor of their products; twice, for precision. */
function orthonormalise(basis: Float32Array, width: number): void {
  for (let pass = 0; pass < 2; pass++) {
    const gram = products(basis, basis, width);
    const factor = new Float64Array(width * width);
    for (let row = 0; row < width; row++) {
      for (let column = 0; column <= row; column++) {
        let sum = gram[row * width + column] ?? 0;
        for (let at = 0; at < column; at++) sum -= (factor[row * width + at] ?? 0) * (factor[column * width + at] ?? 0);
        const floor = 1e-10 * (gram[row * width + row] ?? 0) + 1e-20;
        factor[row * width + column] =
          row === column ? Math.sqrt(Math.max(sum, floor)) : sum / (factor[column * width + column] ?? 1);
      }
    }
    for (let from = 0; from < basis.length; from += width) {
      for (let column = 0; column < width; column++) {
        let sum = basis[from + column] ?? 0;
        for (let at = 0; at < column; at++) sum -= (basis[from + at] ?? 0) * (factor[column * width + at] ?? 0);
        basis[from + column] = sum / (factor[column * width + column] ?? 1);
      }
    }
  }
}

/** The products of every column of one with every column of the other, which must be symmetric in the end. */
function products(first: Float32Array, second: Float32Array, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let from = 0; from < first.length; from += width) {
    for (let row = 0; row < width; row++) {
      const value = first[from + row] ?? 0;
      const to = row * width;
      for (let column = 0; column <= row; column++) {
        result[to + column] = (result[to + column] ?? 0) + value * (second[from + column] ?? 0);
      }
    }
  }
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < row; column++) result[column * width + row] = result[row * width + column] ?? 0;
  }
  return result;
}

const sweeps = 8;

/** All eigenvalues of a small symmetric matrix, and its eigenvectors as columns: Jacobi's rotations. */
function eigen(matrix: Float64Array, width: number): { values: number[]; vectors: Float64Array } {
  const vectors = new Float64Array(width * width);
  for (let at = 0; at < width; at++) vectors[at * width + at] = 1;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) {
        const between = matrix[p * width + q] ?? 0;
        if (Math.abs(between) < 1e-9) continue;
        const theta = ((matrix[q * width + q] ?? 0) - (matrix[p * width + p] ?? 0)) / (2 * between);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        const sine = tangent * cosine;
        rotate(matrix, p, q, width, width, cosine, sine);
        rotate(matrix, p * width, q * width, 1, width, cosine, sine);
        rotate(vectors, p, q, width, width, cosine, sine);
      }
    }
  }
  return { values: Array.from({ length: width }, (_, at) => matrix[at * width + at] ?? 0), vectors };
}

/** Turns two rows or columns, whose `count` values stand `stride` apart, in their plane. */
function rotate(
  values: Float64Array,
  first: number,
  second: number,
  stride: number,
  count: number,
  cosine: number,
  sine: number,
): void {
  for (let step = 0; step < count; step++) {
    const [at, other] = [first + step * stride, second + step * stride];
    const [x, y] = [values[at] ?? 0, values[other] ?? 0];
    values[at] = cosine * x - sine * y;
    values[other] = sine * x + cosine * y;
  }
}
