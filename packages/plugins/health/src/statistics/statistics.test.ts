import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowsOf, testWith } from '../fixtures/test-data.js'
import { aucDifference, aucOf, type Estimate } from './auc.js'
import { foldsOf } from './folds.js'
import { liftByTenth } from './lift.js'
import { fitLogistic } from './logistic.js'
import { midranks } from './midranks.js'
import { perStatus } from './per-status.js'
import { randomOf } from './random.js'
import { done } from './test-done.js'
import { verdictOf } from './verdict.js'

const estimate = (value: number, half: number): Estimate => ({ value, lower: value - half, upper: value + half })

describe('area under the ROC curve', () => {
  test('[HS-11] equals the share of pairs in which the one that churned scored lower, ties by half', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean())
    fc.assert(
      fc.property(fc.array(pair, { minLength: 4, maxLength: 60 }), (all) => {
        const [bad, good] = [true, false].map((outcome) => all.filter(([, is]) => is === outcome).map(([score]) => score))
        const found = done(aucOf({ scores: all.map(([score]) => score), churned: all.map(([, is]) => is) }))
        if (bad === undefined || good === undefined || bad.length < 2 || good.length < 2) return void expect(found).toBeUndefined()
        const won = bad.flatMap((low) => good.map((high): number => (low < high ? 1 : low === high ? 0.5 : 0)))
        expect(found?.value).toBeCloseTo(won.reduce((sum, one) => sum + one, 0) / won.length, 12)
      }),
    )
  })
  test('[HS-11] the interval is DeLong’s, worked out by hand for five customers', () => {
    // Churned: 1, 3. Stayed: 2, 4, 5. Components 1, 2/3 and 1/2, 1, 1: variances 1/18 and 1/12.
    const found = done(aucOf({ scores: [1, 3, 2, 4, 5], churned: [true, true, false, false, false] }))
    const error = Math.sqrt(1 / 18 / 2 + 1 / 12 / 3)
    expect(found?.value).toBeCloseTo(5 / 6, 12)
    expect(found?.lower).toBeCloseTo(5 / 6 - 1.959963984540054 * error, 12)
    expect(found?.upper).toBe(1)
  })
  test('[HS-11] the same customer at four instants is no four customers: the interval gets no narrower', () => {
    const random = randomOf(5)
    const one = Array.from({ length: 200 }, () => ({ score: random(), churned: random() < 0.3 }))
    const four = [one, one, one, one].flat()
    const of = (rows: typeof one, customers?: number[]) =>
      done(aucOf({ scores: rows.map(({ score }) => score), churned: rows.map(({ churned }) => churned), customers }))
    const [single, naive, clustered] = [
      of(one),
      of(four),
      of(
        four,
        four.map((_, at) => at % 200),
      ),
    ]
    const width = (found: Estimate | undefined): number => (found ? found.upper - found.lower : Number.NaN)
    expect(width(naive) / width(single)).toBeCloseTo(0.5, 2)
    expect(width(clustered) / width(single)).toBeCloseTo(1, 2)
  })
  test('[HS-11] a score beside itself differs by exactly nothing, and the paired interval of a better one excludes 0', () => {
    const random = randomOf(9)
    const churned = Array.from({ length: 400 }, () => random() < 0.4)
    const good = churned.map((is) => (is ? 0 : 1) + random())
    const weak = good.map((score) => score + 3 * random())
    expect(done(aucDifference({ scores: good, churned }, good))).toEqual({ value: 0, lower: 0, upper: 0 })
    expect(done(aucDifference({ scores: good, churned }, weak))?.lower).toBeGreaterThan(0)
  })
  test('[HS-11] of 2,000 useless scores 95 in 100 intervals contain one half (seed 3)', () => {
    const random = randomOf(3)
    let covered = 0
    for (let round = 0; round < 2000; round += 1) {
      const churned = Array.from({ length: 120 }, (_, at) => at < 30)
      const found = done(aucOf({ scores: churned.map(() => random()), churned }))
      if (found && found.lower <= 0.5 && found.upper >= 0.5) covered += 1
    }
    expect(covered / 2000).toBeGreaterThan(0.93)
    expect(covered / 2000).toBeLessThan(0.97)
  })
})

test('[HS-11] midranks are those of sorted values, equal ones shared', () => {
  expect([...done(midranks([3, 1, 3, 2]))]).toEqual([3.5, 1, 3.5, 2])
})

test('[HS-11] lift shares equal scores out evenly, and the tenths have all that churned between them', () => {
  const scores = Array.from({ length: 40 }, (_, at) => (at < 20 ? 1 : at))
  const churned = scores.map((score) => score === 1)
  const tenths = liftByTenth(scores, churned)
  expect(tenths.slice(0, 5).map(({ lift }) => lift)).toEqual([2, 2, 2, 2, 2])
  expect(tenths.reduce((sum, tenth) => sum + tenth.churned, 0)).toBeCloseTo(20, 9)
  expect(
    liftByTenth(
      scores,
      scores.map(() => false),
    ),
  ).toEqual([])
})

test('[HS-11] precision is of the status, recall of those that churned', () => {
  const found = perStatus(['at-risk', 'at-risk', 'neutral', 'healthy'], [true, false, true, false])
  expect(found.map(({ precision, recall, lift }) => [precision, recall, lift])).toEqual([
    [0.5, 0.5, 1],
    [1, 0.5, 2],
    [0, 0, 0],
  ])
})

test('[HS-11] the verdict is the first that holds', () => {
  const of = (churned: number, auc: Estimate, overBest = estimate(0.05, 0.01)) => verdictOf({ churned, others: 500, auc, overBest })
  expect(of(19, estimate(0.8, 0.1))).toBe('too-few')
  expect(of(90, estimate(0.4, 0.05))).toBe('wrong-way')
  expect(of(90, estimate(0.55, 0.06))).toBe('nothing')
  expect(of(90, estimate(0.7, 0.05), estimate(0.01, 0.02))).toBe('no-better')
  expect(of(90, estimate(0.7, 0.05))).toBe('foretells')
  expect(of(90, estimate(0.97, 0.01), estimate(0, 0.01))).toBe('suspicious')
})

describe('logistic regression', () => {
  test('[HS-12] finds the log odds ratio of a table of four fields', () => {
    const cells: readonly (readonly [number, boolean, number])[] = [[0, true, 10], [0, false, 40], [1, true, 30], [1, false, 20]] // biome-ignore format: a table
    const rows = cells.flatMap(([x, y, times]) => Array.from({ length: times }, () => ({ x, y })))
    const fitted = done(fitLogistic({ rows: rows.map(({ x }) => [x]), outcome: rows.map(({ y }) => y), ridge: 0 }))
    expect(fitted.intercept).toBeCloseTo(Math.log(10 / 40), 6)
    expect(fitted.coefficients[0]).toBeCloseTo(Math.log(30 / 20 / (10 / 40)), 6)
  })
  test('[HS-12] outcomes that one column tells apart, and the same column twice, have an answer', () => {
    const rows = Array.from({ length: 100 }, (_, at) => [at, at])
    const { coefficients } = done(fitLogistic({ rows, outcome: rows.map(([x = 0]) => x > 50), ridge: 0.01 }))
    expect(coefficients.every(Number.isFinite)).toBe(true)
    expect(coefficients[0]).toBeCloseTo(coefficients[1] ?? Number.NaN, 6)
  })
})

test('[HS-12] folds keep the share of churned, and all instants of a customer together', () => {
  const customers = Array.from({ length: 1000 }, (_, at) => at >> 1)
  const churned = customers.map((customer) => customer % 5 === 0)
  const folds = foldsOf({ churned, customers, folds: 5, seed: 1 })
  for (let fold = 0; fold < 5; fold += 1) expect(churned.filter((is, at) => is && folds[at] === fold)).toHaveLength(40)
  expect(customers.every((customer, at) => folds[at] === folds[customer * 2])).toBe(true)
  expect(foldsOf({ churned, customers, folds: 5, seed: 2 })).not.toEqual(folds)
})

testWith('telco-churn')('[HS-12] 12 columns of 7,043 customers reach the reference out of fold: 0.847 [0.838, 0.857]', () => {
  const all = rowsOf('telco-churn', 'Telco-Customer-Churn.csv')
  const is = (row: Readonly<Record<string, string>>, column: string, value: string): number => (row[column] === value ? 1 : 0)
  const rows = all.map((row) => [
    ...[Number(row['tenure']), Number(row['MonthlyCharges']), Math.log1p(Number(row['TotalCharges']))],
    ...[is(row, 'Contract', 'Month-to-month'), is(row, 'Contract', 'Two year'), is(row, 'InternetService', 'Fiber optic')],
    ...[is(row, 'InternetService', 'No'), is(row, 'PaymentMethod', 'Electronic check'), is(row, 'OnlineSecurity', 'Yes')],
    ...[is(row, 'TechSupport', 'Yes'), is(row, 'PaperlessBilling', 'Yes'), is(row, 'SeniorCitizen', '1')],
  ])
  const churned = all.map((row) => row['Churn'] === 'Yes')
  const folds = foldsOf({ churned, folds: 5, seed: 0 })
  const scores = new Float64Array(rows.length)
  for (let fold = 0; fold < 5; fold += 1) {
    const train = rows.flatMap((_, at) => (folds[at] === fold ? [] : [at]))
    const { intercept, coefficients } = done(
      fitLogistic({ rows: train.map((at) => rows[at] ?? []), outcome: train.map((at) => !churned[at]), ridge: 0 }),
    )
    for (const [at, row] of rows.entries())
      if (folds[at] === fold) scores[at] = intercept + row.reduce((sum, one, column) => sum + one * (coefficients[column] ?? 0), 0)
  }
  const found = done(aucOf({ scores, churned }))
  expect(found?.value).toBeCloseTo(0.8472, 3)
  expect((found?.upper ?? 0) - (found?.lower ?? 0)).toBeCloseTo(0.857 - 0.8377, 3)
})
