import { memory } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import type { Contribution } from '../contract/contribution.js'
import { defineTexts, textsContract } from '../contract/page/texts-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'
import { builtInTypes } from '../schema/built-in-definitions.js'

const users = [{ id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'] }]
const open = (...contributes: readonly Contribution[]) =>
  createTestHost({
    plugins: [use(definePlugin({ id: 'acme.words', version: '1.0.0', host: '1.0', contributes }))],
    storage: memory({ users }),
  })
const german = (name: string, texts: Readonly<Record<string, string>>, rank?: number) =>
  defineTexts({ id: `acme.words/${name}`, language: 'de', texts, ...(rank !== undefined && { order: { rank } }) })

test('[SDK-17] the texts of all plugins are read in one language, and the first in order wins', async () => {
  const dutch = defineTexts({ id: 'acme.words/dutch', language: 'nl', texts: { Visits: 'Bezoeken' } })
  await using host = await open(german('late', { Visits: 'zuletzt', Plans: 'Pläne' }, 2), german('early', { Visits: 'Besuche' }, -1), dutch)
  const texts = getValue(await host.as('anna').read(textsContract, { language: 'de' }))
  expect(texts).toMatchObject({ Visits: 'Besuche', Plans: 'Pläne', Company: 'Firma' })
  expect(getValue(await host.as('anna').read(textsContract, { language: 'nl' }))).toEqual({ Visits: 'Bezoeken' })
  expect(getValue(await host.as('anna').read(textsContract, { language: 'fr' }))).toEqual({})
})

test('[SDK-17] every label of the built-in object types that people work with has a German text', async () => {
  await using host = await open()
  const texts = getValue(await host.as('anna').read(textsContract, { language: 'de' }))
  const shown = builtInTypes.filter(({ policy }) => policy === undefined)
  const labels = shown.flatMap((type) => [
    ...[type.label, type.plural, ...type.associations.map(({ label }) => label)],
    ...type.properties.flatMap(({ label, group, options = [] }) => [label, group ?? 'About', ...options.map((option) => option.label)]),
  ])
  expect(shown.length).toBeGreaterThan(10)
  expect([...new Set(labels)].filter((label) => texts[label] === undefined)).toEqual([])
})

test('[SDK-17] what a schema says of the inputs that people get wrong has a German text', async () => {
  await using host = await open()
  const texts = getValue(await host.as('anna').read(textsContract, { language: 'de' }))
  const wrong: readonly (readonly [z.ZodType, unknown])[] = [
    [z.string(), undefined],
    [z.string(), 4],
    [z.string().min(3), ''],
    [z.string().max(3), 'long'],
    [z.string().length(3), 'a'],
    [z.number(), 'x'],
    [z.number().min(1), 0],
    [z.number().max(3), 4],
    [z.number().gt(1), 1],
    [z.number().lt(1), 1],
    [z.number().multipleOf(5), 3],
    [z.int(), 1.5],
    [z.int().min(1), 0],
    [z.int().max(3), 4],
    [z.boolean(), 'x'],
    [z.array(z.string()).min(1), []],
    [z.array(z.string()).max(1), ['a', 'b']],
    [z.email(), 'x'],
    [z.url(), 'x'],
    [z.iso.date(), 'x'],
    [z.iso.datetime(), 'x'],
    [z.iso.time(), 'x'],
  ]
  const said = wrong.flatMap(([schema, value]) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? ['nothing'])
  expect(said.filter((message) => texts[message.replace(/\d+/g, '{n}')] === undefined)).toEqual([])
})

test('[SDK-17] a plugin with a language that is no code, or an empty text, is refused by name', async () => {
  const refusalOf = async (language: string, texts: Readonly<Record<string, string>>) => {
    await using host = await open(defineTexts({ id: 'acme.words/wrong', language, texts }))
    const states = await firstValueFrom(host.states)
    return JSON.stringify(states)
  }
  expect(await refusalOf('German', { Visits: 'Besuche' })).toContain('A language is its ISO 639 code, such as de.')
  const misfit = 'it does not fit tenure.core/texts@1: texts'
  expect(await refusalOf('de', { Visits: '' })).toContain(`${misfit}.Visits: A text and its English have 1 to 500 characters.`)
  expect(await refusalOf('de', { Plans: 'Pläne', '': 'Besuche' })).toContain(`${misfit}.: A text`)
  expect(await refusalOf('de', { Visits: 'x'.repeat(501) })).toContain(`${misfit}.Visits: A text`)
  expect(await refusalOf('de', { Visits: 4 } as unknown as Record<string, string>)).toContain(`${misfit}.Visits: A text`)
  expect(await refusalOf('de', ['Besuche'] as unknown as Record<string, string>)).toContain(`${misfit}: Texts are an object.`)
})
