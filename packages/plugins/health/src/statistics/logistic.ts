import type { Steps } from '@tenure/core/slices'
import { CholeskyDecomposition, Matrix } from 'ml-matrix'

/** What a regression is fitted to. */
export interface LogisticOf {
  /** One row for each, all of the same length. */
  readonly rows: readonly ArrayLike<number>[]
  readonly outcome: readonly boolean[]
  /** How hard large coefficients are pulled towards 0, on standardised columns; without it separable data have no answer. */
  readonly ridge: number
}
/** A fitted regression: log odds of the outcome = `intercept` + the sum of `coefficients` times the columns as they are. */
export interface Logistic {
  readonly intercept: number
  readonly coefficients: readonly number[]
}

const mostSteps = 50
const enough = 1e-9

/** Logistic regression by iteratively reweighted least squares, on standardised columns, with steps that are halved while they make it worse. */
export function* fitLogistic({ rows, outcome, ridge }: LogisticOf): Steps<Logistic> {
  const scale = standardised(rows)
  const { columns } = scale
  const design: Design = { columns, outcome, ridge, count: rows.length }
  let beta = new Float64Array(columns.length)
  let loss = lossOf(design, beta)
  for (let step = 0; step < mostSteps; step += 1) {
    const delta = yield* newtonStep(design, beta)
    let size = 1
    let next = moved(beta, delta, size)
    let reached = lossOf(design, next)
    while (!(reached <= loss) && size > 1e-6) {
      size /= 2
      next = moved(beta, delta, size)
      reached = lossOf(design, next)
    }
    const gain = loss - reached
    if (!(gain >= 0)) break
    beta = next
    loss = reached
    if (gain < enough * (1 + Math.abs(loss))) break
  }
  return unscaled(beta, scale)
}

interface Design {
  /** The first is the intercept. */
  readonly columns: readonly Float64Array[]
  readonly outcome: readonly boolean[]
  readonly ridge: number
  readonly count: number
}
interface Scale {
  readonly columns: readonly Float64Array[]
  readonly means: readonly number[]
  readonly spreads: readonly number[]
}
function standardised(rows: readonly ArrayLike<number>[]): Scale {
  const width = rows[0]?.length ?? 0
  const raw = Array.from({ length: width }, (_, column) => Float64Array.from(rows, (row) => row[column] as number))
  const means = raw.map((column) => column.reduce((sum, one) => sum + one, 0) / rows.length)
  const spreads = raw.map((column, at) => {
    const variance = column.reduce((sum, one) => sum + (one - (means[at] as number)) ** 2, 0) / rows.length
    return Math.sqrt(variance) || 1
  })
  const columns = raw.map((column, at) => column.map((one) => (one - (means[at] as number)) / (spreads[at] as number)))
  return { columns: [new Float64Array(rows.length).fill(1), ...columns], means, spreads }
}
function linear({ columns, count }: Design, beta: Float64Array): Float64Array {
  const sums = new Float64Array(count)
  for (const [at, column] of columns.entries())
    for (let row = 0; row < count; row += 1) sums[row] = (sums[row] as number) + (column[row] as number) * (beta[at] as number)
  return sums
}
function lossOf(design: Design, beta: Float64Array): number {
  let loss = 0
  const odds = linear(design, beta)
  for (let row = 0; row < design.count; row += 1) {
    const one = odds[row] as number
    // ln(1 + e^x) - yx, without overflow.
    loss += Math.max(one, 0) + Math.log1p(Math.exp(-Math.abs(one))) - (design.outcome[row] ? one : 0)
  }
  return loss + (design.ridge / 2) * beta.subarray(1).reduce((sum, one) => sum + one * one, 0)
}
function* newtonStep(design: Design, beta: Float64Array): Steps<Float64Array> {
  const { columns, outcome, ridge, count } = design
  const weights = new Float64Array(count)
  const rest = new Float64Array(count)
  for (const [row, odds] of linear(design, beta).entries()) {
    const chance = 1 / (1 + Math.exp(-odds))
    weights[row] = Math.max(chance * (1 - chance), 1e-10)
    rest[row] = (outcome[row] ? 1 : 0) - chance
  }
  const width = columns.length
  const hessian = Matrix.zeros(width, width)
  const gradient = Matrix.zeros(width, 1)
  for (let a = 0; a < width; a += 1) {
    const pulled = a === 0 ? 0 : ridge
    gradient.set(a, 0, product(columns[a] as Float64Array, rest) - pulled * (beta[a] as number))
    // Both halves from one: the decomposition demands a symmetry that a product of matrices does not have to the last bit.
    for (let b = a; b < width; b += 1) {
      const sum = weighted(columns[a] as Float64Array, columns[b] as Float64Array, weights) + (a === b ? pulled + 1e-9 : 0)
      hessian.set(a, b, sum)
      hessian.set(b, a, sum)
    }
    yield
  }
  return Float64Array.from(new CholeskyDecomposition(hessian).solve(gradient).to1DArray())
}
function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let row = 0; row < a.length; row += 1) sum += (a[row] as number) * (b[row] as number)
  return sum
}
function weighted(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let row = 0; row < a.length; row += 1) sum += (a[row] as number) * (b[row] as number) * (weights[row] as number)
  return sum
}
function moved(beta: Float64Array, delta: Float64Array, size: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(beta, (one, at) => one + size * (delta[at] as number))
}
function unscaled(beta: Float64Array, { means, spreads }: Scale): Logistic {
  const coefficients = spreads.map((spread, at) => (beta[at + 1] as number) / spread)
  const intercept = (beta[0] as number) - coefficients.reduce((sum, one, at) => sum + one * (means[at] as number), 0)
  return { intercept, coefficients }
}
