import { expect, test } from 'vitest'
import { mainWorkspace, systemAsker } from '../access/asker.js'
import { openEdition, standardEditions } from '../contract/administration/edition.js'
import type { PlannedWrite } from '../records/write-rule.js'
import type { Values } from '../schema/value.js'
import { takenTeam, teamName, workspaceRules } from './workspace-rules.js'
import { createWorkspaces } from './workspaces.js'

const rows = new Map<string, Values>([
  ['west', { name: 'West team' }],
  ['east', { name: 'East team' }],
  ['nameless', {}],
])
const directory = { hasTeam: (id: string) => rows.has(id), rows: () => rows }
const stored = (id: string, values: Values) => ({ ref: { type: 'workspace', id }, version: '1', values })
const west = { name: 'West', teams: ['west', 'lost'] }
const user = { ...systemAsker, principal: { ...systemAsker.principal, system: false } }
const issuesOf = (records: readonly PlannedWrite[], { held = [stored('w', west)], edition = 'enterprise', asker = user } = {}) =>
  workspaceRules(
    { workspaces: createWorkspaces(held), directory, edition: openEdition(edition, standardEditions) },
    { asker, records, links: [] },
  )
const put = (id: string, after: Values | undefined, before?: Values): PlannedWrite => ({ ref: { type: 'workspace', id }, before, after })
const texts = (...[records, options]: Parameters<typeof issuesOf>) =>
  issuesOf(records, options).map(({ path, message }) => `${path.join('.')}: ${message}`)

test('[WSP-4] a batch that only reads a workspace, or writes other records, is not judged', () => {
  const bad: Values = { name: '', teams: ['nowhere'] }
  expect(issuesOf([put('w', bad, bad)])).toEqual([])
  expect(issuesOf([{ ref: { type: 'company', id: 'c' }, before: undefined, after: { name: '' } }])).toEqual([])
  expect(texts([put('w', bad, west)])).toEqual(['name: A workspace needs a name.', 'teams: There is no team nowhere.'])
  expect(issuesOf([])).toEqual([])
})

test('[WSP-10] a workspace that was deleted does not come back, even as it was', () => {
  const gone: Values = { name: 'Gone' }
  const refusal = 'id: A deleted workspace does not come back. Create another one.'
  expect(texts([put('gone', gone, gone)])).toEqual([refusal])
  expect(texts([put('a', gone, gone), put('b', { name: 'B' }), put('c', gone, gone)])).toEqual([refusal, refusal])
  expect(texts([put('gone', undefined, gone)], { asker: systemAsker })).toEqual([])
})

test('[EDN-2] only new workspaces count towards the limit of the edition', () => {
  const held = ['a', 'b', 'c', 'd'].map((id) => stored(id, { name: id }))
  expect(issuesOf([put('e', { name: 'e' }), put('a', { name: 'A' }, { name: 'a' })], { held })).toEqual([])
  expect(() => issuesOf([put('e', { name: 'e' }), put('f', { name: 'f' })], { held })).toThrow('at most 5 team workspaces')
})

test('[EDN-4] settings of a workspace over the limit cannot be saved, and the refusal names it; those of the main one can', () => {
  const setting = (after: Values | undefined): PlannedWrite => ({ ref: { type: 'setting', id: 's' }, before: {}, after })
  const over = { edition: 'professional' }
  expect(issuesOf([setting({})], over)).toEqual([])
  expect(issuesOf([setting({ workspace: mainWorkspace })], over)).toEqual([])
  expect(issuesOf([setting(undefined)], over)).toEqual([])
  expect(issuesOf([{ ref: { type: 'company', id: 'c' }, before: {}, after: { workspace: 'w' } }], over)).toEqual([])
  expect(() => issuesOf([setting({ workspace: 'w' })], over)).toThrow(
    'The workspace West is kept as it is and cannot be edited. Team workspaces are not part of the edition Professional.',
  )
})

test('[WSP-2] a team that was deleted stays where it is, and only a new one has to be there', () => {
  expect(issuesOf([put('w', { ...west, name: 'Wild west' }, west)])).toEqual([])
  expect(texts([put('w', { ...west, teams: ['west', 'lost', 'away'] }, west)])).toEqual(['teams: There is no team away.'])
  expect(issuesOf([put('w', { name: 'West', teams: ['west', 7 as never] }, west)])).toEqual([])
  expect(issuesOf([put('w', { name: 'West', teams: 'nowhere' }, west)])).toEqual([])
})

test('[WSP-4] two names are the same whatever their letters and the spaces around them', () => {
  const held = [stored('w', { name: ' West ' })]
  const taken = (name: string) => [`name: There already is a workspace ${name}. Choose another name.`]
  expect(texts([put('e', { name: 'west' })], { held })).toEqual(taken('west'))
  expect(texts([put('e', { name: ' WEST' })], { held })).toEqual(taken('WEST'))
  expect(texts([put('e', { name: 'East' })], { held })).toEqual([])
  expect(texts([put('e', { name: 7 })], { held })).toEqual(['name: A workspace needs a name.'])
  expect(texts([put('e', { name: 'West' }), put('w', undefined, { name: 'West' })], { held, asker: systemAsker })).toEqual([])
})

test('[WSP-2] the issue of a team names it and the workspace it is in; a team without a name is called by its id', () => {
  expect(takenTeam('Pilots', 'West')).toEqual({
    path: ['teams'],
    message:
      'The team Pilots is in the workspace West, and a team belongs to one workspace at most. Ask for its move, or take it out there first.',
  })
  expect(['west', 'nameless', 'away'].map((id) => teamName(directory, id))).toEqual(['West team', 'nameless', 'away'])
  expect(issuesOf([put('e', { name: 'East', teams: ['west', 'lost'] })])).toEqual(
    [takenTeam('West team', 'West'), takenTeam('lost', 'West')].toSpliced(0, 0, { path: ['teams'], message: 'There is no team lost.' }),
  )
})
