import { blockSchema } from '../../block/block.js'
import { tagOf } from '../../block/custom-block.js'
import { iconNames, isIconName } from '../../block/icon-name.js'
import type { Contribution, Permission } from '../../contract/contribution.js'
import { RecordActions, RecordSections } from '../../contract/page/record-parts.js'
import { TextsPoint } from '../../contract/page/texts-contract.js'
import { describeIssues, validate } from '../../errors/validate.js'
import type { Schema } from '../../schema/row.js'
import type { PluginData } from '../plugin.js'

type Shape = Readonly<Record<string, unknown>>
/** What is wrong with a part of a plugin: the contribution, or '' for the plugin itself, and why. */
export interface Flaw {
  readonly contribution: string
  readonly because: string
}

/**
 * Whether this is a plugin at all, of whichever copy of the package: its shape alone is looked at, quickly and without running anything.
 * What it finds is the first flaw; `undefined` means that the rest of the host may trust the shape.
 */
export function findFlaw(value: unknown): Flaw | undefined {
  if (!isObject(value)) return { contribution: '', because: 'It is not a plugin; `definePlugin` creates one.' }
  const { id, version, host, contributes, grants } = value
  if (!isText(id) || !/^[a-z0-9][\w-]*(\.[\w-]+)+$/i.test(id))
    return { contribution: '', because: `Its id ${JSON.stringify(id)} is not of the form vendor.name.` }
  if (!isText(version) || version === '') return { contribution: '', because: 'It has no version.' }
  if (!isText(host) || !/^\d+\.\d+$/.test(host))
    return { contribution: '', because: 'It does not say which host API it needs, as major.minor.' }
  if (!Array.isArray(contributes)) return { contribution: '', because: 'Its `contributes` is not a list.' }
  if (grants !== undefined && !(Array.isArray(grants) && grants.every(isGrantShape)))
    return { contribution: '', because: 'Its `grants` are not a list of grants.' }
  return (
    findStranger(contributes) ??
    contributes.map((item: Shape) => findFlawIn(item, id)).find((flaw) => flaw !== undefined) ??
    findTwins(value as unknown as PluginData)
  )
}

// Its place is the one that the author sees: the parts of a collection, which follow it, do not count.
function findStranger(contributes: readonly unknown[]): Flaw | undefined {
  const parts = new Set(contributes.flatMap((item) => (isObject(item) && Array.isArray(item['parts']) ? item['parts'] : [])))
  const written = contributes.filter((item) => !parts.has(item))
  const at = written.findIndex((item) => !isContribution(item))
  if (at < 0) return undefined
  const item = written[at]
  const is = item === undefined || item === null ? `${item}. ${missingItem}` : `no contribution. ${contributionIs}`
  return { contribution: '', because: `Item ${at + 1} of its \`contributes\` is ${is}` }
}
function isContribution(item: unknown): boolean {
  return isObject(item) && item['contribution'] === 1 && isText(item['id']) && isText(item['kind'])
}
const missingItem =
  'Two files that import each other give this: one runs before the other has made the value. Let only one import the other.'
const contributionIs = 'Functions such as `defineTab` and `implementProvider` return one.'
function findFlawIn(item: Shape, plugin: string): Flaw | undefined {
  const { id, kind } = item as unknown as Contribution
  const flaw = (because: string): Flaw => ({ contribution: id, because })
  const check = shapes[kind]
  if (check === undefined) return flaw(`This host knows no contribution of the kind ${JSON.stringify(kind)}.`)
  if (!unprefixed.has(kind) && !id.startsWith(`${plugin}/`)) return flaw(`The id ${JSON.stringify(id)} does not start with ${plugin}/.`)
  if (!isUses(item['uses'])) return flaw(`The \`uses\` of ${id} are not keys.`)
  const because = check(item)
  return because === undefined ? undefined : flaw(`${id}: ${because}`)
}
function findTwins({ contributes }: PluginData): Flaw | undefined {
  const known = new Set<string>()
  for (const { id, kind } of contributes) {
    if (known.has(id)) return { contribution: id, because: `${id} (${kind}) is contributed twice.` }
    known.add(id)
  }
  return undefined
}

const unprefixed = new Set(['property', 'object-type'])
const shapes: Readonly<Record<string, (item: Shape) => string | undefined>> = {
  provider: ({ output, input, watch, permission }) =>
    firstOf([
      [isSchema(output), 'it has no output schema.'],
      [input === undefined || isSchema(input), 'its input is no schema.'],
      [typeof watch === 'function', 'it has no `watch`; a contract is not a contribution.'],
      [isPermission(permission), 'it has no permission.'],
    ]),
  action: ({ output, input, run, permission, title }) =>
    firstOf([
      [isTitle(title), 'it has no title.'],
      [output === undefined || isSchema(output), 'its output is no schema.'],
      [input === undefined || isSchema(input), 'its input is no schema.'],
      [typeof run === 'function', 'it has no `run`; a contract is not a contribution.'],
      [isPermission(permission), 'it has no permission.'],
    ]),
  job: ({ title, of, on, list, select, run }) =>
    firstOf([
      [isTitle(title), 'it has no title.'],
      [isObject(of) && isText(of['objectType']), 'it does not say which records it works on.'],
      [
        isOccasion(on),
        'it runs on nothing that this host knows: a beat of a minute or more, changes, an instant of a record, or a segment.',
      ],
      [typeof run === 'function', 'it has no `run`.'],
      [
        isObject(on) && on['occasion'] === 'every' ? typeof list === 'function' : isSchema(select),
        'it has no `list`, or no `select` where single records call it.',
      ],
    ]),
  'public-link': ({ title, from, file }) =>
    firstOf([
      [isTitle(title), 'it has no title.'],
      [isText(from), 'it has no provider that answers.'],
      [isText(file) && /^[\w-]+(\.[\w-]+)+$/.test(file), 'its file is no name with an end, such as calendar.ics.'],
    ]),
  webhook: ({ title, takes, example }) =>
    firstOf([
      [isTitle(title), 'it has no title.'],
      [isText(takes), 'it has no action that takes what is delivered.'],
      [isText(example) && isJson(example), 'it has no example of a body.'],
    ]),
  settings: ({ title, schema, scope, initial }) =>
    firstOf([
      [isTitle(title), 'it has no title.'],
      [isSchema(schema), 'it has no schema.'],
      [scope === 'account' || scope === 'workspace', 'its scope is neither account nor workspace.'],
      [initial !== undefined && initial !== null, 'it has no initial values.'],
      [
        isObject(initial) && !Array.isArray(initial),
        'its `initial` is no object. Its `schema` has to be an object with a field for each setting, such as `z.strictObject({ days: z.int() })`.',
      ],
    ]) ?? initialFlaw(schema as Schema, initial),
  permission: ({ title }) => firstOf([[isTitle(title), 'it has no title.']]),
  property: ({ path, propertyKind, label, options }) =>
    firstOf([[isText(path) && isText(propertyKind) && isText(label), 'it is no property.']]) ??
    optionsFlaw('it', propertyKind, options, '`options`'),
  'object-type': (item) =>
    firstOf([[isObject(item['~extension']) && item['~extension']['name'] === item['id'], 'it is no object type.']]) ??
    memberFlaw(item['~extension'] as Shape),
  element: ({ id, module }) =>
    firstOf([
      [isText(module) && URL.canParse(module), 'its module has no address; `new URL("./element.js", import.meta.url)` makes one.'],
      [
        makesTag(String(id)),
        `<${tagOf(String(id))}> is no tag of a custom element. Its id has small letters, digits and dashes, a letter first.`,
      ],
    ]),
  // Pages of settings have the titles of their sections.
  tab: ({ title, icon, block, each }) =>
    firstOf([[isTitle(title) || (title === '' && each === 'settings'), 'it has no title.']]) ?? iconFlaw(icon) ?? blockFlaw(block),
  view: ({ title, icon, of, where }) =>
    firstOf([
      [isText(title) && isText(of) && (where === undefined || isObject(where)), 'it is no view.'],
      [isTitle(title), 'it has no title.'],
    ]) ?? iconFlaw(icon),
  collection: ({ of, parts }) => firstOf([[isObject(of) && Array.isArray(parts), 'it is no collection.']]),
  item: ({ point, schema, item }) => firstOf([[isText(point) && isSchema(schema), 'it is for no point.']]) ?? itemFlaw(point, item),
  criterionKind: ({ title, config, reads, points, judge }) =>
    firstOf([
      [isTitle(title), 'it has no title.'],
      [isSchema(config), 'its config has no schema.'],
      [[reads, points, judge].every((each) => typeof each === 'function'), 'it lacks `reads`, `points` or `judge`.'],
    ]),
  service: ({ create, token }) => firstOf([[typeof create === 'function' && isObject(token), 'it has no `create`.']]),
  resource: ({ open, token }) => firstOf([[typeof open === 'function' && isObject(token), 'it has no `open`.']]),
}

/** The shortest beat of a job. */
const leastMs = 60_000
function spanMs(span: unknown): number {
  if (!isObject(span)) return 0
  return Number(span['days'] ?? 0) * 86_400_000 + Number(span['ms'] ?? 0)
}
function isOccasion(on: unknown): boolean {
  if (!isObject(on)) return false
  const { occasion, links, kinds, property } = on
  if (occasion === 'every') return spanMs(on['every']) >= leastMs
  if (occasion === 'enters' || occasion === 'leaves') return isObject(on['where'])
  return occasion === 'changes' ? Array.isArray(links) && Array.isArray(kinds) : occasion === 'at' && isText(property)
}
function firstOf(checks: readonly (readonly [boolean, string])[]): string | undefined {
  return checks.find(([passes]) => !passes)?.[1]
}
function isObject(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null
}
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
function isText(value: unknown): value is string {
  return typeof value === 'string'
}
function isTitle(value: unknown): value is string {
  return isText(value) && value.trim() !== ''
}
// A zod schema of any copy is an object or, with some libraries, a function.
function isSchema(value: unknown): boolean {
  return (isObject(value) || typeof value === 'function') && '~standard' in value
}
function makesTag(id: string): boolean {
  return /^[a-z][a-z0-9.-]*\/[a-z0-9-]+$/.test(id)
}
function isPermission(value: unknown): value is string | Permission {
  return isText(value) || (isObject(value) && value['kind'] === 'permission' && isText(value['id']))
}
function isUses(value: unknown): boolean {
  return value === undefined || (isObject(value) && Object.values(value).every((key) => isObject(key) && isText(key['key'])))
}
function isGrantShape(value: unknown): boolean {
  return isObject(value) && isText(value['grant']) && isText(value['key']) && Array.isArray(value['paths'])
}
function initialFlaw(schema: Schema, initial: unknown): string | undefined {
  const checked = validate(schema, initial)
  return checked.ok ? undefined : `its \`initial\` does not fit its \`schema\`: ${describeIssues(checked.issues)}`
}
const ofOptions = new Set<unknown>(['enumeration', 'multi_enumeration'])
function optionsFlaw(what: string, kind: unknown, options: unknown, remedy: string): string | undefined {
  if (!ofOptions.has(kind)) return undefined
  if (!Array.isArray(options) || options.length === 0) return `${what} has no options. Give them as ${remedy}.`
  const twice = options.find((option, at) => options.indexOf(option) !== at)
  return twice === undefined ? undefined : `${what} has the option ${JSON.stringify(twice)} twice. Give each option once.`
}
// Those of a pipeline and of its stages come from the pipelines, which the account has.
const ofPipelines = new Set<unknown>(['pipeline', 'stage'])
function memberFlaw({ properties }: Shape): string | undefined {
  const members = Array.isArray(properties) ? properties.filter(isObject) : []
  return members
    .filter(({ name }) => !ofPipelines.has(name))
    .map(({ name, kind, options }) => {
      const values = Array.isArray(options) ? options.map((option) => (isObject(option) ? option['value'] : option)) : undefined
      return optionsFlaw(`its member ${name}`, kind, values, kind === 'enumeration' ? '`{ oneOf: […] }`' : '`{ someOf: […] }`')
    })
    .find((flaw) => flaw !== undefined)
}
function blockFlaw(block: unknown): string | undefined {
  const checked = validate(blockSchema, block)
  return checked.ok ? undefined : `its block is none that this host knows: ${describeIssues(checked.issues)}`
}
// Other points are checked by their owners, who may be of another version: an item that is off is left out there.
function itemFlaw(point: unknown, item: unknown): string | undefined {
  const owned = [RecordSections, RecordActions, TextsPoint].find(({ key }) => key === point)
  const checked = owned && validate<unknown>(owned.item, item)
  return checked === undefined || checked.ok ? undefined : `it does not fit ${owned?.key}: ${describeIssues(checked.issues)}`
}
function iconFlaw(icon: unknown): string | undefined {
  return icon === undefined || isIconName(icon)
    ? undefined
    : `its icon ${JSON.stringify(icon)} is none that the page can draw. It can draw ${iconNames.join(', ')}.`
}
