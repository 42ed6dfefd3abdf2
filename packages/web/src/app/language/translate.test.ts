import { pagesContract, recordContract, recordPartsContract, tabContract, textsContract, timelineContract } from '@tenure/core/page'
import { of } from 'rxjs'
import { expect, test } from 'vitest'
import { problem as say } from '../../words/de/problem.js'
import type { Source } from '../data/source.js'
import { translateAnswer } from './translate-answer.js'
import { createTranslator, translatorOf } from './translator.js'
import { spokenIn } from './use-language.js'

const translate = translatorOf({ Customers: 'Kunden', Name: 'Bezeichnung', 'Last {n} of {n} days': '{n} von {n} Tagen' })

test('[SDK-17] a text is translated as a whole, numbers in it stay, and one without a translation stays English', () => {
  expect(['Customers', 'Last 7 of 30 days', 'Plans', 'toString'].map(translate)).toEqual(['Kunden', '7 von 30 Tagen', 'Plans', 'toString'])
})

test('[SDK-17] a sentence is translated around what it names, and what it names by itself; a label that looks like one is a label', () => {
  const translateAll = translatorOf({
    'Renewal date': 'Verlängerung',
    'Line {line}': 'Zeile {line}',
    '{label} takes a day. {why}': '„{label}“ erwartet einen Tag.',
    '{label} is from {n} to {n}.': '„{label}“ liegt zwischen {n} und {n}.',
    'This event was left out. {why}': 'Ausgelassen. {why}',
    'It lasts longer than {n} days.': 'Er dauert länger als {n} Tage.',
  })
  const said = [
    'Renewal date takes a day. Invalid ISO date',
    'Discount (%) is from 0 to 2.5.',
    'This event was left out. It lasts longer than 366 days.',
    'This event was left out. Nobody knows (a+b)*.',
    'Line manager',
  ]
  expect(said.map(translateAll)).toEqual([
    '„Verlängerung“ erwartet einen Tag.',
    '„Discount (%)“ liegt zwischen 0 und 2.5.',
    'Ausgelassen. Er dauert länger als 366 Tage.',
    'Ausgelassen. Nobody knows (a+b)*.',
    'Line manager',
  ])
})

test('[SDK-17] texts of plugins are translated, and what people wrote is not', () => {
  const block = {
    kind: 'detail',
    title: 'Customers',
    fields: [{ field: 'Name', label: 'Name', initial: 'Name' }],
    input: { label: 'Name' },
  }
  expect(translateAnswer<unknown>(tabContract.id, { id: 'Name', title: 'Customers', block }, translate)).toEqual({
    id: 'Name',
    title: 'Kunden',
    block: { ...block, title: 'Kunden', fields: [{ field: 'Name', label: 'Bezeichnung', initial: 'Name' }] },
  })
  const record = { title: 'Customers', typeLabel: 'Customers', properties: [{ name: 'Name', label: 'Name', value: { label: 'Name' } }] }
  expect(translateAnswer<unknown>(recordContract.id, record, translate)).toEqual({
    title: 'Customers',
    typeLabel: 'Kunden',
    properties: [{ name: 'Name', label: 'Bezeichnung', value: { label: 'Name' } }],
  })
  const rows = [{ row: 'activity', typeLabel: 'Customers', title: 'Name', text: 'Customers' }]
  expect(translateAnswer<unknown>(timelineContract.id, { rows }, translate)).toEqual({ rows: [{ ...rows[0], typeLabel: 'Kunden' }] })
  expect(translateAnswer<unknown>(recordPartsContract.id, { actions: [{ title: 'Name' }] }, translate)).toEqual({
    actions: [{ title: 'Bezeichnung' }],
  })
  expect(translateAnswer<unknown>(pagesContract.id, [{ title: 'Customers' }], translate)).toEqual([{ title: 'Kunden' }])
})

test('[SDK-17] views that plugins made and columns are translated by their shape; saved views and rows of records are not', () => {
  const views = [
    { id: 'all', title: 'Customers', builtIn: true, total: 1 },
    { id: 'own', title: 'Customers', builtIn: false, total: 1 },
  ]
  expect(translateAnswer<unknown>('acme.list/list-views', views, translate)).toMatchObject([{ title: 'Kunden' }, { title: 'Customers' }])
  const columns = [{ field: 'name', label: 'Name', kind: 'string', format: 'text', options: [{ value: 'Name', label: 'Customers' }] }]
  expect(translateAnswer<unknown>('acme.list/list-columns', columns, translate)).toMatchObject([
    { label: 'Bezeichnung', options: [{ value: 'Name', label: 'Kunden' }] },
  ])
  const rows = { rows: [{ id: '1', label: 'Name', title: 'Customers' }] }
  expect(translateAnswer<unknown>('acme.list/list-rows', rows, translate)).toEqual(rows)
  expect(textsContract.id).toBe('tenure.core/texts')
})

test('[SDK-17] the user’s choice decides the language, and numbers are of a region that speaks it', () => {
  expect(spokenIn(undefined, 'de-AT', 'en-GB')).toEqual({ language: 'de', locale: 'de-AT' })
  expect(spokenIn('en', 'de-AT', 'en-GB')).toEqual({ language: 'en', locale: 'en-GB' })
  expect(spokenIn('browser', 'en', 'de-CH')).toEqual({ language: 'de', locale: 'de-CH' })
  expect(spokenIn('de', 'en', 'fr-FR')).toEqual({ language: 'de', locale: 'de' })
  expect(spokenIn('browser', 'de', 'fr-FR')).toEqual({ language: 'en', locale: 'en' })
})

test('[SDK-17] what an element is refused is said in the language of the page, unless the message alone says what is wrong', async () => {
  const { source } = createTranslator({ 'The team is taken.': 'Das Team ist vergeben.' }, say)
  const refusals = [
    { code: 'access.denied', message: 'You lack a right.', details: { permission: 'workspace.access' } },
    { code: 'record.taken', message: 'The team is taken.', details: {} },
    { code: 'input.invalid', message: 'There is no team West.', details: { issues: [] } },
  ] as const
  const said: unknown[] = []
  for (const problem of refusals) {
    const refusing = { act: async () => ({ ok: false, problem }), read: async () => ({ ok: false, problem }), watch: () => of({ problem }) }
    const spoken = source(refusing as unknown as Source)
    const provider = { kind: 'provider', id: 'acme.x/y' } as never
    const outcomes = [await spoken.act(provider), await spoken.read(provider)]
    const messages = outcomes.map((outcome) => !outcome.ok && outcome.problem.message)
    spoken.watch(provider).subscribe((frame) => messages.push('problem' in frame && frame.problem.message))
    expect(new Set(messages).size).toBe(1)
    said.push(messages[0])
  }
  expect(said).toEqual([
    'Dazu fehlt Ihnen ein Recht. Ihr Administrator kann es Ihnen geben.',
    'Das Team ist vergeben.',
    'There is no team West.',
  ])
})

test('[SDK-17] what is wrong with single fields of an input is said in the language of the page', async () => {
  const { source } = createTranslator({ 'Too small: expected string to have >={n} characters': 'Mindestens {n} Zeichen.' }, say)
  const refuse = async (...issues: readonly { readonly path: readonly string[]; readonly message: string }[]) => {
    const message = `The input of acme.x/y is wrong. ${issues.map((issue) => issue.message).join('; ')}`
    const problem = { code: 'input.invalid', message, details: { issues } }
    const outcome = await source({ act: async () => ({ ok: false, problem }) } as unknown as Source).act({
      kind: 'action',
      id: 'acme.x/y',
    } as never)
    return outcome.ok ? undefined : outcome.problem
  }
  const short = { path: ['values', 'name'], message: 'Too small: expected string to have >=3 characters' }
  const own = { path: [], message: 'There is no team West.' }
  expect(await refuse(short)).toMatchObject({
    message: 'values.name: Mindestens 3 Zeichen.',
    details: { issues: [{ path: ['values', 'name'], message: 'Mindestens 3 Zeichen.' }] },
  })
  expect(await refuse(short, own)).toMatchObject({
    message: `The input of acme.x/y is wrong. ${short.message}; ${own.message}`,
    details: { issues: [{ message: 'Mindestens 3 Zeichen.' }, own] },
  })
})
