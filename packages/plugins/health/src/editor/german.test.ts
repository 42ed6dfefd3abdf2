import { readdirSync, readFileSync } from 'node:fs'
import { textGaps, textsInCode } from '@tenure/testing'
import { expect, test } from 'vitest'
import { lackTexts } from '../preset/known-type.js'
import { scorePresets } from '../preset/score-preset.js'
import { scoreTemplates } from '../preset/template.js'
import { kindsFor } from './criterion/new-criterion.js'
import { formWords, nowTitles, verdictTexts } from './foresight/backtest-words.js'
import { health } from './page.js'

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.tsx?$/.test(name))
const inCode = files.flatMap((name) => textsInCode(readFileSync(new URL(name, folder), 'utf8')))
const data = [
  ...scoreTemplates.flatMap(({ title, signals }) => [title, ...signals.map((signal) => signal.title)]),
  ...scorePresets.flatMap(({ rule, leftOut }) => [rule, ...leftOut]),
  ...[...kindsFor('property'), ...kindsFor('event')].map(({ title }) => title),
  ...Object.values(lackTexts),
  ...Object.values(formWords),
  ...Object.values(nowTitles),
  ...Object.values(verdictTexts).flatMap(({ title, why }) => [title, why]),
]

test('[SDK-17] every text of the page of health scores has its German', () => {
  const gaps = textGaps(health, 'de', [...inCode, ...data])
  expect(gaps.missing).toEqual([])
})
