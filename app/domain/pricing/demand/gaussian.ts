import { assert } from '#app/kernel/assert.ts';

/** A symmetric matrix by rows in one array, `size` x `size`. */
export type Matrix = Float64Array;

/**
 * The lower triangle L of a positive definite matrix, L L' = matrix, and its log determinant. Overwrites the matrix.
 * Throws a broken invariant when it is not positive definite.
 */
export function factorise(matrix: Matrix, size: number): { lower: Matrix; logDeterminant: number } {
  let logDeterminant = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(matrix, row * size + column);
      for (let k = 0; k < column; k += 1) sum -= at(matrix, row * size + k) * at(matrix, column * size + k);
      if (row === column) {
        assert(sum > 0, 'a covariance is positive definite');
        matrix[row * size + row] = Math.sqrt(sum);
        logDeterminant += Math.log(sum);
      } else matrix[row * size + column] = sum / at(matrix, column * size + column);
    }
  }
  return { lower: matrix, logDeterminant };
}

/** x of L x = b. */
export function solveLower(lower: Matrix, size: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = b[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= at(lower, row * size + k) * at(x, k);
    x[row] = sum / at(lower, row * size + row);
  }
  return x;
}

/** x of L' x = b. */
export function solveUpper(lower: Matrix, size: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = b[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= at(lower, k * size + row) * at(x, k);
    x[row] = sum / at(lower, row * size + row);
  }
  return x;
}

/** The diagonal of the inverse of L L'. */
export function inverseDiagonal(lower: Matrix, size: number): Float64Array {
  const diagonal = new Float64Array(size);
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const x = solveLower(lower, size, unit);
    diagonal[column] = dot(x, x);
  }
  return diagonal;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Every index asked for lies inside: the loops are bounded by the size. */
function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
