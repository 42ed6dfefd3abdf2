import { expect, test } from 'vitest'
import { rowsOf, testWith } from '../fixtures/test-data.js'
import { aucOf } from '../statistics/auc.js'
import { foldsOf } from '../statistics/folds.js'
import { randomOf } from '../statistics/random.js'
import { done } from '../statistics/test-done.js'
import { binAt, binsOf, type Feature } from './bins.js'
import { fitPoints, largestRemainder } from './fit-points.js'
import { proposeThresholds } from './thresholds.js'

const everyone = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

test('[HS-12] bins go one way, are at most five, and none holds less than three in a hundred', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const random = randomOf(seed)
    const values = Float64Array.from({ length: 1000 }, () => Math.floor(random() * 40) ** 2)
    const churned = Array.from(values, (value) => random() < 0.6 - value / 3000)
    const bins = binsOf({ id: 'x', of: 'number', values }, { churned, places: everyone(1000) })
    const rates = bins.map(({ count, churned: bad }) => bad / count)
    expect(bins.length, `seed ${seed}`).toBeLessThanOrEqual(5)
    expect(
      bins.every(({ count }) => count >= 30),
      `seed ${seed}`,
    ).toBe(true)
    expect(
      [...rates].sort((a, b) => b - a),
      `seed ${seed}`,
    ).toEqual(rates)
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000)
  }
})

test('[HS-12] bins come from the sample alone: what lies outside it changes nothing', () => {
  const random = randomOf(4)
  const values = Float64Array.from({ length: 400 }, () => Math.round(random() * 100))
  const churned = Array.from(values, (value) => value < 40)
  const places = everyone(200)
  const before = binsOf({ id: 'x', of: 'number', values }, { churned, places })
  const changed = values.map((value, at) => (at < 200 ? value : 1000 - value))
  expect(binsOf({ id: 'x', of: 'number', values: changed }, { churned: churned.map((is, at) => (at < 200 ? is : !is)), places })).toEqual(
    before,
  )
})

test('[HS-12] a missing value is in no bin, and neither is a choice that the sample does not have', () => {
  const numbers: Feature = { id: 'n', of: 'number', values: [1, 2, 3, Number.NaN] }
  const choices: Feature = { id: 'c', of: 'choice', values: ['a', 'a', null, 'b'] }
  const sample = { churned: [true, false, true, false], places: [0, 1, 2] }
  expect(binAt(binsOf(numbers, sample), numbers, 3)).toBeUndefined()
  expect([2, 3].map((at) => binAt(binsOf(choices, sample), choices, at))).toEqual([undefined, undefined])
})

test('[HS-12] maxima are whole, sum to exactly 100, and noise earns little', () => {
  const random = randomOf(11)
  const churned = Array.from({ length: 2000 }, () => random() < 0.3)
  const features: Feature[] = [
    { id: 'strong', of: 'number', values: churned.map((is) => (is ? 0 : 1) + random()) },
    { id: 'choice', of: 'choice', values: churned.map((is) => (random() < (is ? 0.7 : 0.4) ? 'a' : 'b')) },
    { id: 'noise', of: 'number', values: churned.map(() => random()) },
  ]
  const fitted = done(fitPoints(features, { churned, places: everyone(2000) }))
  expect(fitted.reduce((sum, { maximum }) => sum + maximum, 0)).toBe(100)
  for (const { maximum, bins } of fitted) {
    expect(Math.max(...bins.map(({ points }) => points))).toBe(maximum)
    expect(Math.min(...bins.map(({ points }) => points))).toBe(0)
  }
  expect(fitted.find(({ feature }) => feature === 'noise')?.maximum ?? 0).toBeLessThan(10)
  expect(largestRemainder([1, 1, 1], 100)).toEqual([34, 33, 33])
})

test('[HS-12] thresholds lie where the odds are twice and half the base', () => {
  const random = randomOf(2)
  const scores = Array.from({ length: 20_000 }, () => Math.floor(random() * 101))
  const churned = scores.map((score) => random() < 1 / (1 + Math.exp(-(2 - 0.06 * score))))
  const { neutral, healthy } = done(proposeThresholds(scores, churned))
  const base = Math.log(churned.filter(Boolean).length / churned.filter((is) => !is).length)
  expect(Math.abs(neutral - (2 - base - Math.log(2)) / 0.06)).toBeLessThan(2)
  expect(Math.abs(healthy - (2 - base - Math.log(0.5)) / 0.06)).toBeLessThan(2)
})

testWith('telco-churn')('[HS-12] as points, out of fold, 7,043 customers reach an AUC of 0.842', () => {
  const rows = rowsOf('telco-churn', 'Telco-Customer-Churn.csv')
  const churned = rows.map((row) => row['Churn'] === 'Yes')
  const numbers = ['tenure', 'MonthlyCharges', 'TotalCharges']
  const features = Object.keys(rows[0] ?? {})
    .filter((name) => name !== 'customerID' && name !== 'Churn')
    .map((id): Feature => {
      const texts = rows.map((row) => row[id]?.trim() ?? '')
      return numbers.includes(id)
        ? { id, of: 'number', values: texts.map((text) => (text === '' ? Number.NaN : Number(text))) }
        : { id, of: 'choice', values: texts }
    })
  const folds = foldsOf({ churned, folds: 5, seed: 0 })
  const scores = new Float64Array(rows.length)
  for (let fold = 0; fold < 5; fold += 1) {
    const fitted = done(fitPoints(features, { churned, places: everyone(rows.length).filter((at) => folds[at] !== fold) }))
    expect(fitted.length).toBeLessThanOrEqual(10)
    for (const at of everyone(rows.length).filter((one) => folds[one] === fold))
      scores[at] = fitted.reduce((sum, { feature, bins }) => {
        const bin = binAt(bins, features.find(({ id }) => id === feature) as Feature, at)
        return sum + (bin === undefined ? 0 : (bins[bin]?.points ?? 0))
      }, 0)
  }
  expect(done(aucOf({ scores, churned }))?.value).toBeGreaterThan(0.842)
})
