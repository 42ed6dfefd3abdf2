import { expect, test } from 'vitest'
import { isTenureError } from '../../errors/tenure-error.js'
import { type AccountEdition, defineEditions, openEdition, standardEditions } from './edition.js'

const open = (name: string): AccountEdition => openEdition(name, standardEditions)

test('[EDN-1] [EDN-2] professional has the workspace with 1 active and 5 draft health scores, enterprise everything with 10 and 20', () => {
  const of = (name: string) => {
    const edition = open(name)
    return {
      capabilities: (['teamWorkspaces', 'customObjects'] as const).filter((each) => edition.has(each)),
      limits: (['teamWorkspaces', 'defaultViews', 'activeHealthScores', 'draftHealthScores'] as const).map((each) => edition.limit(each)),
    }
  }
  expect(of('professional')).toEqual({ capabilities: [], limits: [5, 6, 1, 5] })
  expect(of('enterprise')).toEqual({ capabilities: ['teamWorkspaces', 'customObjects'], limits: [5, 6, 10, 20] })
})

test('[EDN-3] what an edition lacks is a problem that names the capability and the edition that has it', () => {
  expect(open('professional').lacks('teamWorkspaces')).toEqual({
    code: 'edition.missing',
    message: 'Team workspaces are not part of the edition Professional. The edition Enterprise has them.',
    details: { capability: 'teamWorkspaces', edition: 'enterprise' },
  })
  expect(open('enterprise').lacks('customObjects')).toBeUndefined()
})

test('[EDN-3] more than the limit is a problem that names the limit, and the edition that has more', () => {
  expect(open('professional').exceeds('activeHealthScores', 1)).toBeUndefined()
  expect(open('professional').exceeds('activeHealthScores', 2)).toEqual({
    code: 'edition.limit',
    message: 'The edition Professional has at most 1 active health score. The edition Enterprise has up to 10.',
    details: { limit: 'activeHealthScores', max: 1, edition: 'enterprise' },
  })
  expect(open('enterprise').exceeds('teamWorkspaces', 6)).toMatchObject({ details: { limit: 'teamWorkspaces', max: 5 } })
  expect(open('enterprise').exceeds('teamWorkspaces', 6)?.details).not.toHaveProperty('edition')
})

test('[EDN-3] an edition that lacks what this one has is not named as the one that has more', () => {
  const plain = { name: 'plain', label: 'Plain' }
  const two = { name: 'two', label: 'Two', capabilities: ['teamWorkspaces' as const], limits: { teamWorkspaces: 2 } }
  const exceeded = (...others: Parameters<typeof defineEditions>[0]) =>
    openEdition('two', defineEditions([plain, two, ...others])).exceeds('teamWorkspaces', 3)
  expect(exceeded()?.message).toBe('The edition Two has at most 2 team workspaces.')
  const four = { ...two, name: 'four', label: 'Four', limits: { teamWorkspaces: 4 } }
  expect(exceeded(four)?.message).toBe('The edition Two has at most 2 team workspaces. The edition Four has up to 4.')
})

test('[EDN-3] an embedding host sets its own editions', () => {
  const own = defineEditions([
    { name: 'free', label: 'Free', limits: { defaultViews: 2 } },
    { name: 'all', label: 'All inclusive', capabilities: ['customObjects'], limits: { defaultViews: 40 } },
  ])
  expect(openEdition('free', own).exceeds('defaultViews', 3)?.message).toContain('The edition All inclusive has up to 40.')
  expect(openEdition('free', own).lacks('customObjects')?.message).toContain('The edition All inclusive has them.')
  expect(openEdition('free', own).lacks('teamWorkspaces')).toMatchObject({ details: { capability: 'teamWorkspaces' } })
  expect(openEdition('free', own).lacks('teamWorkspaces')?.message).toContain('No edition of this workspace has them.')
  expect(openEdition('all', own).limit('draftHealthScores')).toBe(5)
})

test('[EDN-3] editions that cannot be are refused when the host opens', () => {
  const codeOf = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (error) {
      return isTenureError(error) && error.code
    }
  }
  const own = { name: 'own', label: 'Own' }
  expect(codeOf(() => open('platinum'))).toBe('config.invalid')
  expect(codeOf(() => defineEditions([own, own]))).toBe('config.invalid')
  for (const most of [-1, 1.5, Number.NaN])
    expect(codeOf(() => defineEditions([{ ...own, limits: { defaultViews: most } }]))).toBe('config.invalid')
})
