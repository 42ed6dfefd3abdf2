import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineObjectType } from '../../contract/added-type.js'
import { defineCollection } from '../../contract/collection/collection.js'
import { RecordActions } from '../../contract/page/record-parts.js'
import { Company } from '../../schema/object-types.js'
import { definePlugin } from '../plugin.js'
import { findFlaw } from './structure.js'

const schema = z.any()
const run = () => undefined
const permission = 'workspace.access'
const valid: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  provider: { output: schema, input: schema, watch: run, permission },
  action: { title: 'T', output: schema, input: schema, run, permission },
  job: { title: 'T', of: { objectType: 'company' }, on: { occasion: 'every', every: { ms: 60_000 } }, list: run, run },
  'public-link': { title: 'T', from: 'acme.x/feed', file: 'calendar.ics' },
  webhook: { title: 'T', takes: 'acme.x/take', example: '{}' },
  settings: { title: 'T', schema, scope: 'account', initial: {} },
  permission: { title: 'T' },
  property: { path: 'company.x', propertyKind: 'string', label: 'X' },
  'object-type': { '~extension': { name: 'acme.x/thing' } },
  element: { module: 'https://acme.example/element.js' },
  tab: { title: 'T', icon: 'users', block: { kind: 'stack', children: [] } },
  view: { title: 'T', icon: 'users', of: 'acme.x/list', where: {} },
  collection: { of: {}, parts: [] },
  item: { point: 'acme.y/point@1', schema, item: 'anything' },
  criterionKind: { title: 'T', config: schema, reads: run, points: run, judge: run },
  service: { create: run, token: {} },
  resource: { open: run, token: {} },
}
const made = (kind: string, change: object = {}) => ({ contribution: 1, kind, id: 'acme.x/thing', ...valid[kind], ...change })
const plugin = (...contributes: readonly unknown[]) => ({ id: 'acme.x', version: '1.0.0', host: '1.0', contributes })
const because = (kind: string, change: object) => findFlaw(plugin(made(kind, change)))?.because
const without = (kind: string, name: string) => because(kind, { [name]: undefined })

test('[SDK-5] every kind of contribution that has its shape is accepted', () => {
  for (const kind of Object.keys(valid)) expect(findFlaw(plugin(made(kind))), kind).toBeUndefined()
  expect(
    findFlaw(
      plugin(
        ...Object.keys(valid).map((kind) => made(kind, { id: kind === 'object-type' ? 'acme.x/thing' : `acme.x/${kind.toLowerCase()}` })),
      ),
    ),
  ).toBeUndefined()
})

test('[SDK-5] what is no plugin says what it lacks', () => {
  const flaw = (change: object) => findFlaw({ ...plugin(), ...change })
  const of = (text: string) => ({ contribution: '', because: text })
  for (const value of [null, 7, 'acme.x', undefined]) expect(findFlaw(value)).toEqual(of('It is not a plugin; `definePlugin` creates one.'))
  for (const id of [7, 'x', 'acme.', '.x', 'acme x.y', '-acme.x', 'acme.x/y'])
    expect(flaw({ id })).toEqual(of(`Its id ${JSON.stringify(id)} is not of the form vendor.name.`))
  for (const id of ['acme.x-1', 'Acme.X.y', '4cme.x_']) expect(flaw({ id })).toBeUndefined()
  for (const version of [1, '']) expect(flaw({ version })).toEqual(of('It has no version.'))
  for (const host of [1, '1', '1.0.0', 'a.0', ' 1.0'])
    expect(flaw({ host })).toEqual(of('It does not say which host API it needs, as major.minor.'))
  expect(flaw({ contributes: {} })).toEqual(of('Its `contributes` is not a list.'))
  const grant = { grant: 'read', key: 'k', paths: [] }
  expect(flaw({ grants: [grant] })).toBeUndefined()
  for (const grants of [grant, [null], [{ ...grant, grant: 1 }], [{ ...grant, key: 1 }], [grant, { ...grant, paths: 'company.name' }]])
    expect(flaw({ grants })).toEqual(of('Its `grants` are not a list of grants.'))
})

test('[SDK-5] what is no contribution of this host is named', () => {
  const item = made('permission')
  for (const value of [7, { ...item, contribution: 2 }, { ...item, id: 1 }, { ...item, kind: 1 }])
    expect(findFlaw(plugin(item, value))).toEqual({
      contribution: '',
      because: 'Item 2 of its `contributes` is no contribution. Functions such as `defineTab` and `implementProvider` return one.',
    })
  expect(findFlaw(plugin({ ...item, kind: 'riddle' }))).toEqual({
    ...{ contribution: 'acme.x/thing', because: 'This host knows no contribution of the kind "riddle".' },
  })
  expect(because('permission', { id: 'acme.xy/thing' })).toBe('The id "acme.xy/thing" does not start with acme.x/.')
  expect(because('property', { id: 'company.x' })).toBeUndefined()
  expect(because('object-type', { id: 'thing', '~extension': { name: 'thing' } })).toBeUndefined()
  for (const uses of [null, 'key', { it: null }, { it: { key: 1 } }])
    expect(because('permission', { uses })).toBe('The `uses` of acme.x/thing are not keys.')
  expect(because('permission', { uses: { it: { key: 'k' } } })).toBeUndefined()
  expect(findFlaw(plugin(item, made('tab', { id: 'acme.x/tab' }), { ...item, kind: 'tab', block: valid['tab']?.['block'] }))).toEqual({
    ...{ contribution: 'acme.x/thing', because: 'acme.x/thing (tab) is contributed twice.' },
  })
})

test('[SDK-3] an item that is undefined or null is refused by its place in the list, with the likely cause', () => {
  const list = defineCollection({ id: 'acme.x/list', of: Company, title: 'L', always: [Company.name], columns: [Company.name] })
  for (const gap of [undefined, null]) {
    const given = definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', grants: [list.grant], contributes: [list, gap as never] })
    expect(given.manifest.grants).toEqual({ [list.grant.grant]: expect.any(Array) })
    expect(findFlaw(given)).toEqual({
      contribution: '',
      because: `Item 2 of its \`contributes\` is ${gap}. Two files that import each other give this: one runs before the other has made the value. Let only one import the other.`,
    })
  }
})

test('[SDK-3] an enumeration without options, or with one of them twice, is refused, and says how to give them', () => {
  const property = (given: object) => because('property', { propertyKind: 'enumeration', ...given })
  const none = 'acme.x/thing: it has no options. Give them as `options`.'
  for (const propertyKind of ['enumeration', 'multi_enumeration']) {
    for (const options of [undefined, []]) expect(property({ propertyKind, options })).toBe(none)
    expect(property({ propertyKind, options: ['a', 'b', 'a'] })).toBe('acme.x/thing: it has the option "a" twice. Give each option once.')
    expect(property({ propertyKind, options: ['a', 'b'] })).toBeUndefined()
  }
  const type = (members: object) =>
    findFlaw(plugin(defineObjectType({ name: 'thing', label: 'Thing', members: { name: 'string', ...members } as never })))?.because
  expect(type({ mood: 'enumeration' })).toBe('thing: its member mood has no options. Give them as `{ oneOf: […] }`.')
  expect(type({ moods: 'multi_enumeration' })).toBe('thing: its member moods has no options. Give them as `{ someOf: […] }`.')
  expect(type({ mood: { oneOf: ['a', 'a'] } })).toBe('thing: its member mood has the option "a" twice. Give each option once.')
  expect(type({ mood: { oneOf: ['a'] }, moods: { someOf: ['a', 'b'] }, pipeline: 'enumeration', stage: 'enumeration' })).toBeUndefined()
})

test('[SDK-3] initial values that do not fit the schema of their settings are refused by the field; a schema that is no object is named', () => {
  const settings = (given: object) => because('settings', given)
  const ofDays = z.strictObject({ days: z.int().min(1), note: z.string() })
  expect(settings({ schema: ofDays, initial: { days: 30, note: '' } })).toBeUndefined()
  expect(settings({ schema: ofDays, initial: { days: 0, note: '' } })).toMatch(
    /^acme\.x\/thing: its `initial` does not fit its `schema`: days: /,
  )
  expect(settings({ schema: ofDays, initial: { days: 1 } })).toMatch(/its `initial` does not fit its `schema`: note: /)
  for (const [schema, initial] of [
    [z.string(), 'text'],
    [z.array(z.string()), []],
  ])
    expect(settings({ schema, initial })).toBe(
      'acme.x/thing: its `initial` is no object. Its `schema` has to be an object with a field for each setting, such as `z.strictObject({ days: z.int() })`.',
    )
})

test('[SDK-3] an empty title is none', () => {
  for (const kind of ['tab', 'view', 'settings', 'action', 'permission'])
    for (const title of ['', ' ']) expect(because(kind, { title })).toBe('acme.x/thing: it has no title.')
  expect(because('tab', { title: '', each: 'settings' })).toBeUndefined()
})

const lacking: readonly (readonly [string, string, string])[] = [
  ['provider', 'output', 'it has no output schema.'],
  ['provider', 'watch', 'it has no `watch`; a contract is not a contribution.'],
  ['provider', 'permission', 'it has no permission.'],
  ['action', 'title', 'it has no title.'],
  ['action', 'run', 'it has no `run`; a contract is not a contribution.'],
  ['action', 'permission', 'it has no permission.'],
  ['job', 'title', 'it has no title.'],
  ['job', 'of', 'it does not say which records it works on.'],
  ['job', 'run', 'it has no `run`.'],
  ['job', 'list', 'it has no `list`, or no `select` where single records call it.'],
  ['public-link', 'title', 'it has no title.'],
  ['public-link', 'from', 'it has no provider that answers.'],
  ['public-link', 'file', 'its file is no name with an end, such as calendar.ics.'],
  ['webhook', 'title', 'it has no title.'],
  ['webhook', 'takes', 'it has no action that takes what is delivered.'],
  ['webhook', 'example', 'it has no example of a body.'],
  ['settings', 'title', 'it has no title.'],
  ['settings', 'schema', 'it has no schema.'],
  ['settings', 'scope', 'its scope is neither account nor workspace.'],
  ['settings', 'initial', 'it has no initial values.'],
  ['permission', 'title', 'it has no title.'],
  ['property', 'path', 'it is no property.'],
  ['property', 'propertyKind', 'it is no property.'],
  ['property', 'label', 'it is no property.'],
  ['object-type', '~extension', 'it is no object type.'],
  ['element', 'module', 'its module has no address; `new URL("./element.js", import.meta.url)` makes one.'],
  ['tab', 'title', 'it has no title.'],
  ['view', 'title', 'it is no view.'],
  ['view', 'of', 'it is no view.'],
  ['collection', 'of', 'it is no collection.'],
  ['collection', 'parts', 'it is no collection.'],
  ['item', 'point', 'it is for no point.'],
  ['item', 'schema', 'it is for no point.'],
  ['criterionKind', 'title', 'it has no title.'],
  ['criterionKind', 'config', 'its config has no schema.'],
  ['criterionKind', 'reads', 'it lacks `reads`, `points` or `judge`.'],
  ['criterionKind', 'points', 'it lacks `reads`, `points` or `judge`.'],
  ['criterionKind', 'judge', 'it lacks `reads`, `points` or `judge`.'],
  ['service', 'create', 'it has no `create`.'],
  ['service', 'token', 'it has no `create`.'],
  ['resource', 'open', 'it has no `open`.'],
  ['resource', 'token', 'it has no `open`.'],
]
test.each(lacking)('[SDK-5] a %s without its %s is refused: %s', (kind, name, text) => {
  expect(without(kind, name)).toBe(`acme.x/thing: ${text}`)
})

test('[SDK-5] what is there but of another shape is refused as well', () => {
  const wrong = (kind: string, change: object) => because(kind, change)?.replace('acme.x/thing: ', '')
  for (const kind of ['provider', 'action']) {
    expect(wrong(kind, { input: {} })).toBe('its input is no schema.')
    expect(wrong(kind, { input: undefined })).toBeUndefined()
    expect(wrong(kind, { permission: { kind: 'permission', id: 'acme.x/p' } })).toBeUndefined()
    for (const of of [{ kind: 'permission' }, { id: 'acme.x/p' }, { kind: 'tab', id: 'acme.x/p' }, 7])
      expect(wrong(kind, { permission: of })).toBe('it has no permission.')
  }
  expect(wrong('action', { output: {} })).toBe('its output is no schema.')
  expect(wrong('action', { output: undefined })).toBeUndefined()
  expect(wrong('provider', { output: Object.assign(() => 1, { '~standard': {} }) })).toBeUndefined()
  expect(wrong('job', { of: { objectType: 1 } })).toBe('it does not say which records it works on.')
  for (const file of ['calendar', '.ics', 'a/b.ics', 'a b.ics', 'calendar.'])
    expect(wrong('public-link', { file })).toBe('its file is no name with an end, such as calendar.ics.')
  expect(wrong('webhook', { example: '{' })).toBe('it has no example of a body.')
  expect(wrong('settings', { scope: 'workspace' })).toBeUndefined()
  expect(wrong('settings', { scope: 'user' })).toBe('its scope is neither account nor workspace.')
  expect(wrong('object-type', { '~extension': { name: 'other' } })).toBe('it is no object type.')
  expect(wrong('element', { module: './element.js' })).toContain('its module has no address')
  expect(wrong('element', { id: 'acme.x/Thing' })).toContain('is no tag of a custom element.')
  expect(wrong('view', { where: 7 })).toBe('it is no view.')
  expect(wrong('view', { where: undefined, icon: undefined })).toBeUndefined()
  expect(wrong('item', { point: RecordActions.key, item: 'anything' })).toContain(`it does not fit ${RecordActions.key}: `)
})

test('[SDK-5] a job runs on a beat of a minute or more, or on what happens to records, which it then selects', () => {
  const job = (on: unknown, more: object = { list: undefined, select: schema }) => because('job', { on, ...more })
  const list = { list: run }
  const beat = (every: unknown) => job({ occasion: 'every', every }, list)
  const nothing =
    'acme.x/thing: it runs on nothing that this host knows: a beat of a minute or more, changes, an instant of a record, or a segment.'
  for (const every of [{ ms: 60_000 }, { days: 1 }, { days: 0, ms: 60_001 }]) expect(beat(every)).toBeUndefined()
  for (const every of [{ ms: 59_999 }, {}, null, 60_000]) expect(beat(every)).toBe(nothing)
  const known = [
    { occasion: 'enters', where: {} },
    { occasion: 'leaves', where: {} },
    { occasion: 'changes', links: [], kinds: [] },
    { occasion: 'at', property: 'company.createdAt' },
  ]
  for (const on of known) {
    expect(job(on)).toBeUndefined()
    expect(job(on, list)).toBe('acme.x/thing: it has no `list`, or no `select` where single records call it.')
  }
  const unknown = [null, {}, { occasion: 'enters' }, { occasion: 'leaves' }, { occasion: 'changes', links: [] }]
  for (const on of [...unknown, { occasion: 'changes', kinds: [] }, { occasion: 'at' }, { occasion: 'never', property: 'x' }])
    expect(job(on)).toBe(nothing)
})
