import type { FilterData, OrderData } from '../../query/filter-data.js'
import type { StoredRecord } from '../../storage/adapter.js'
import { type Eyes, isHidden, look, maySee, Refused, realPath, realType, refusalOf, settingsIn, shownSettings } from './test-eyes.js'
import { toCompare, toTest } from './test-matching.js'
import type { ListInput, Question } from './test-questions.js'
import { type AskedTotals, countTotals, pathsOfTotals } from './test-totals.js'
import { savedView, savedViews } from './test-views.js'
import { edges, properties } from './test-world.js'

/** What an answer has to say, as far as the rules decide it; a text is the code of the refusal. */
export type Answer = Readonly<Record<string, unknown>> | string

/** The answer that the rules give to a question. */
export function answer(eyes: Eyes, question: Question): Answer {
  const refused = refusalOf(eyes)
  // The session says what is missing, so it is open without a seat.
  if (refused !== undefined && !('session' in question && refused === 'access.denied')) return refused
  try {
    if ('list' in question) return answerList(eyes, question.list)
    if ('query' in question) return answerQuery(eyes, question.query)
    if ('totals' in question) return answerTotals(eyes, question.totals)
    if ('views' in question) return answerViews(eyes)
    return 'session' in question ? answerSession(eyes) : answerSettings(eyes, question.settings)
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}

function answerSession({ world, user, values, workspace, zone }: Eyes): Answer {
  const name = world.find('workspace', workspace)?.values['name'] ?? 'Main workspace'
  return { user: { id: user, name: values['name'] }, timeZone: zone, workspace: { id: workspace, name } }
}
function answerSettings(eyes: Eyes, { section, workspace = eyes.workspace }: Extract<Question, { settings: unknown }>['settings']): Answer {
  if (section === 'tenure.core/roles') return { values: settingsIn(eyes.world, section) }
  if (workspace !== 'main' && !eyes.world.of('workspace').some(({ ref }) => ref.id === workspace)) throw new Refused(workspace)
  return { values: shownSettings(eyes.world, section, workspace) }
}

function answerQuery(eyes: Eyes, query: Extract<Question, { query: unknown }>['query']): Answer {
  const { where, orderBy, select, offset = 0, limit = 0 } = query
  checkLinks(eyes, query)
  const type = realType(eyes, query.type)
  const matching = matchingRecords(eyes, type, where, orderBy)
  const columns = select.map((name) => [name, valueReader(eyes, `${query.type}.${name}`, type)] as const)
  const rows = matching
    .slice(offset, offset + limit)
    .map((record) => ({ id: record.ref.id, ...Object.fromEntries(columns.map(([name, read]) => [name, read(record)])) }))
  return { total: matching.length, rows, objectType: type, notice: eyes.notice }
}
// The plugin is granted what is at the end of a link; where a type has no such link, that is nothing (BEY-13).
function checkLinks(eyes: Eyes, { type, select, orderBy, where }: Extract<Question, { query: unknown }>['query']): void {
  checkPaths(eyes, [...select.map((name) => `${type}.${name}`), ...orderBy.map(({ by }) => by), ...pathsOf(where)])
}
function checkPaths(eyes: Eyes, paths: readonly string[]): void {
  for (const [head, link, name] of paths.map((path) => path.split('.')))
    if (name !== undefined && !(realPath(eyes, `${head}.${link}`, '') in edges)) throw new Refused(`${head}.${link}`, 'access.denied')
}
function pathsOf(filter: FilterData): readonly string[] {
  if ('filters' in filter) return filter.filters.flatMap(pathsOf)
  const inner = 'filter' in filter && filter.filter !== undefined ? pathsOf(filter.filter) : []
  return 'property' in filter ? [filter.property, ...inner] : inner
}
function answerTotals(eyes: Eyes, asked: AskedTotals): Answer {
  checkPaths(eyes, [...pathsOfTotals(asked), ...pathsOf(asked.where)])
  const type = realType(eyes, asked.type)
  return { groups: countTotals(eyes, asked, type, () => matchingRecords(eyes, type, asked.where, [])) }
}
// What is hidden, or not chosen, is there without a value.
function valueReader(eyes: Eyes, path: string, type: string): (record: StoredRecord) => unknown {
  try {
    return look(eyes, path, type).valueIn
  } catch (error) {
    if (error instanceof Refused) return () => null
    throw error
  }
}

const mine: FilterData = { test: 'is', property: 'customer.csm', value: { operand: 'me' } }
const lately: FilterData = { test: 'changed-in-last', property: 'customer.csm', span: { days: 30 } }
const views: Readonly<Record<string, readonly FilterData[]>> = { 'owned-by-me': [mine], 'assigned-recently': [mine, lately], all: [] }
const always = ['name', 'healthStatus', 'renewalDate']

function answerList(eyes: Eyes, input: ListInput): Answer {
  const type = realType(eyes, 'customer')
  const known = knownOf(eyes)
  const { filters: own, sort: ownSort } = viewOf(eyes, input.view)
  const sort = input.sort ?? ownSort.filter(({ property }) => known.has(property))
  const filters = [...own, ...(input.filters ?? []), ...searchOf(input.search ?? '', known)]
  const order = sort.map(({ property, direction }) => ({ by: `customer.${property}`, direction }))
  const matching = matchingRecords(eyes, type, { test: 'all', filters }, order)
  const columns = [...new Set([...always, ...input.columns.filter((name) => known.has(name))])]
  const valueIn = ({ values }: StoredRecord, name: string) => values[known.get(name) ?? ''] ?? null
  const rows = matching
    .slice(input.offset, input.offset + input.limit)
    .map((record) => ({ id: record.ref.id, ...Object.fromEntries(columns.map((name) => [name, valueIn(record, name)])) }))
  return { total: matching.length, rows, objectType: type, offset: input.offset }
}
// Built-in views have a plugin in their name; others were saved.
function viewOf(
  eyes: Eyes,
  id = 'tenure.customers/owned-by-me',
): { readonly filters: readonly FilterData[]; readonly sort: NonNullable<ListInput['sort']> } {
  const builtIn = id.split('/')[1]
  if (builtIn !== undefined)
    return { filters: views[builtIn] ?? [], sort: [{ property: builtIn === 'all' ? 'name' : 'renewalDate', direction: 'ascending' }] }
  const { filter, sort = [] } = savedView(eyes, id)
  return { filters: filter === undefined ? [] : [filter], sort }
}
// A view of whose filter the user may not ask all is in the list, without a number.
function answerViews(eyes: Eyes): Answer {
  const totalOf = (view: string): number | null => {
    try {
      const answer = answerList(eyes, { view, columns: [], offset: 0, limit: 0 })
      return typeof answer === 'string' ? null : Number(answer['total'])
    } catch (error) {
      if (error instanceof Refused) return null
      throw error
    }
  }
  const all = savedViews(eyes).map(({ id, title }) => [id, title, totalOf(id)] as const)
  return { views: all.toSorted(([a], [b]) => (a < b ? -1 : 1)) }
}
function searchOf(text: string, known: ReadonlyMap<string, string>): readonly FilterData[] {
  if (text === '') return []
  const names = ['name', 'domain', 'email'].filter((name) => known.has(name))
  return [{ test: 'any', filters: names.map((name) => ({ test: 'contains', property: `customer.${name}`, text }) as const) }]
}
/** Names under which the customer's properties are known to the user, and what is behind them. */
function knownOf(eyes: Eyes): ReadonlyMap<string, string> {
  const { type = '', chosen = {} } = eyes.roles['customer']?.[0] ?? {}
  const taken = Object.entries(chosen).flat()
  const rest = Object.keys(properties[type] ?? {}).filter((name) => !taken.includes(name))
  const named = [...Object.entries(chosen), ...rest.map((name) => [name, name] as const)]
  return new Map(named.filter((pair): pair is [string, string] => pair[1] !== undefined && !isHidden(eyes, type, pair[1])))
}

function matchingRecords(eyes: Eyes, type: string, where: FilterData, order: readonly OrderData[]): readonly StoredRecord[] {
  const passes = toTest(eyes, where, type)
  const compare = toCompare(eyes, order, type)
  return eyes.world
    .of(type)
    .filter((record) => maySee(eyes, record) && passes(record))
    .sort(compare)
}
