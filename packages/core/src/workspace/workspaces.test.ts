import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { systemPrincipal } from '../access/principal.js'
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

test('[WSP-2] [WSP-4] [WSP-10] a team is in one workspace, a workspace has a name, and the main one stays', () => {
  const workspaces = createWorkspaces([west])
  const directory = { hasTeam: (team: string) => ['west', 'pilots', 'east'].includes(team) }
  const issues = (id: string, after: Values | undefined) =>
    workspaceRules(workspaces, directory, {
      asker: systemAsker,
      links: [],
      records: [{ ref: { type: 'workspace', id }, before: undefined, after }],
    }).map(({ message }) => message)
  expect(issues('e', { name: 'East', teams: ['east'] })).toEqual([])
  expect(issues('e', { name: 'East', teams: ['pilots'] })).toEqual([
    'The team pilots belongs to the workspace West. Take it out there first.',
  ])
  expect(issues('e', { name: 'East', teams: ['gone'] })).toEqual(['There is no team gone.'])
  expect(issues('e', { name: '  ', teams: [] })).toEqual(['A workspace needs a name.'])
  expect(issues('main', undefined)).toEqual(['The main workspace cannot be deleted.'])
})
