import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { systemPrincipal } from '../access/principal.js'
import { defineEditions, openEdition, standardEditions } from '../contract/administration/edition.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { PlannedBatch } from '../records/write-rule.js'
import type { Values } from '../schema/value.js'
import { workspaceRules } from './workspace-rules.js'
import { createWorkspaces } from './workspaces.js'

const stored = (id: string, values: Values) => ({ ref: { type: 'workspace', id }, version: '1', values })
const west = stored('w', { name: 'West', teams: ['west', 'pilots'] })
const member = (primaryTeam: string | undefined, teams: readonly string[] = []) => ({ ...systemPrincipal, primaryTeam, teams })

test('[WSP-1] [WSP-3] a user sees the workspace of the primary team; other teams grant nothing, and the rest see the main one', () => {
  const workspaces = createWorkspaces([west])
  expect(workspaces.of(member('west'))).toBe('w')
  expect(workspaces.of(member('east', ['west']))).toBe('main')
  expect(workspaces.of(member(undefined, ['west']))).toBe('main')
  expect(workspaces.find('main')?.name).toBe('Main workspace')
  workspaces.apply({ ref: west.ref, change: 'archive', version: '2', at: 0, changed: [] })
  expect(workspaces.of(member('west'))).toBe('main')
})

const directory = {
  hasTeam: (team: string) => ['west', 'pilots', 'east'].includes(team),
  rows: () => new Map([['pilots', { name: 'Test pilots' }]]),
}
const enterprise = openEdition('enterprise', standardEditions)
const user = { ...systemAsker, principal: { ...systemPrincipal, system: false } }
function judge(records: PlannedBatch['records'], { held = [west], edition = enterprise, asker = user } = {}) {
  try {
    const ground = { workspaces: createWorkspaces(held), directory, edition }
    return workspaceRules(ground, { asker, links: [], records }).map(({ message }) => message)
  } catch (error) {
    return isTenureError(error) ? [`${error.code}: ${error.message}`] : [String(error)]
  }
}
const planned = (id: string, after: Values | undefined, before?: Values) => ({ ref: { type: 'workspace', id }, before, after })

test('[WSP-2] [WSP-4] [WSP-5] a team is in one workspace at most, and a workspace has a name that no other one has', () => {
  const issues = (id: string, after: Values) => judge([planned(id, after)])
  expect(issues('e', { name: 'East', teams: ['east'] })).toEqual([])
  expect(issues('e', { name: 'East', teams: ['pilots'] })).toEqual([
    'The team Test pilots is in the workspace West, and a team belongs to one workspace at most. Ask for its move, or take it out there first.',
  ])
  expect(issues('e', { name: 'East', teams: ['gone'] })).toEqual(['There is no team gone.'])
  expect(issues('e', { name: '  ', teams: [] })).toEqual(['A workspace needs a name.'])
  expect(issues('e', { name: ' WEST ' })).toEqual(['There already is a workspace WEST. Choose another name.'])
  expect(issues('main', { name: 'Head office', teams: ['east'] })).toEqual([
    'The main workspace has every team that no other one has. Take the teams out where they are.',
  ])
  const both = [planned('w', { name: 'West', teams: ['west'] }, west.values), planned('e', { name: 'East', teams: ['pilots'] })]
  expect(judge(both)).toEqual([])
  expect(judge([planned('e', { name: 'East', teams: ['east'] }), planned('f', { name: 'east', teams: ['east'] })])).toHaveLength(4)
})

test('[WSP-10] only the core, which asks for an acknowledgement, deletes a workspace; the main one stays, and no deleted one comes back', () => {
  expect(judge([planned('main', undefined)], { asker: systemAsker })).toEqual(['The main workspace cannot be deleted.'])
  expect(judge([planned('w', undefined, west.values)])).toEqual([
    'Delete a workspace on the page Workspaces, where you acknowledge that this cannot be undone.',
  ])
  expect(judge([planned('w', undefined, west.values)], { asker: systemAsker })).toEqual([])
  for (const asker of [user, systemAsker])
    expect(judge([planned('gone', { name: 'Gone' }, { name: 'Gone' })], { asker })).toEqual([
      'A deleted workspace does not come back. Create another one.',
    ])
})

test('[WSP-1] [EDN-2] [EDN-3] an edition without team workspaces, or with so many, refuses one more and says which edition has it', () => {
  const professional = openEdition('professional', standardEditions)
  const create = [planned('e', { name: 'East' })]
  expect(judge(create, { held: [], edition: professional })).toEqual([
    expect.stringMatching(/^edition.missing: Team workspaces .*Enterprise/),
  ])
  const five = ['a', 'b', 'c', 'd', 'x'].map((id) => stored(id, { name: id }))
  expect(judge(create, { held: five.slice(1) })).toEqual([])
  expect(judge(create, { held: five })).toEqual([expect.stringMatching(/^edition.limit: .* at most 5 team workspaces/)])
  expect(judge([planned('main', { name: 'Head office' })], { held: [], edition: professional })).toEqual([])
})

test('[EDN-4] what exceeds a smaller edition is kept: it can be deleted, and neither it nor its settings can be edited', () => {
  const editions = defineEditions([{ name: 'small', label: 'Small', capabilities: ['teamWorkspaces'], limits: { teamWorkspaces: 1 } }])
  const given = { held: [stored('b', { name: 'Later' }), stored('a', { name: 'Earlier' })], edition: openEdition('small', editions) }
  const setting = (workspace: string) => ({ ref: { type: 'setting', id: 's' }, before: undefined, after: { workspace } })
  expect(judge([planned('a', { name: 'Other' }, { name: 'Earlier' })], given)).toEqual([])
  expect(judge([setting('a'), setting('main')], given)).toEqual([])
  for (const write of [planned('b', { name: 'Other' }, { name: 'Later' }), setting('b')])
    expect(judge([write], given)).toEqual([
      expect.stringMatching(/^edition.limit: The workspace Later is kept as it is .* Small has at most 1/),
    ])
  expect(judge([planned('b', undefined, { name: 'Later' })], { ...given, asker: systemAsker })).toEqual([])
})
