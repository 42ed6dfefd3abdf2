import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import type { WorkspaceChange } from '../change.js'
import { type LastSavePort, watchLastSave } from './last-save.js'

function start(entries: readonly unknown[] | Error) {
  const changes = new Subject<WorkspaceChange>()
  const asked: unknown[] = []
  const now = { entries }
  const port = {
    changes,
    askers: { get: () => ({ ...systemAsker, workspace: 'w' }) },
    sections: () => [{ id: 'acme.x/own', scope: 'workspace' }],
    workspaces: { find: (id: string) => (id === 'w' || id === 'e' ? { id } : undefined) },
    reader: {
      history: async (by: unknown, ...args: unknown[]) => {
        asked.push([by === systemAsker, ...args])
        if (now.entries instanceof Error) throw now.entries
        return now.entries
      },
    },
  } as unknown as LastSavePort
  const watch = (place: Parameters<typeof watchLastSave>[2]) => {
    const seen: unknown[] = []
    watchLastSave(port, 'anna', place).subscribe({ next: (each) => seen.push(each), error: (error: unknown) => seen.push(error) })
    return seen
  }
  return { changes, asked, now, watch }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('[WSP-11] who saved a section last is read of its own record, again after each save', async () => {
  const { watch, changes, asked, now } = start([{ at: 5, actor: { user: 'ben', source: 'user' } }])
  const seen = watch({ section: 'acme.x/own' })
  await turn()
  now.entries = [{ at: 7, actor: { source: 'import' } }]
  for (const change of [{ users: new Set<string>() }, { types: new Set<string>() }, { section: 'x' }, { workspace: 'w' }] as const) {
    changes.next(change)
    await turn()
  }
  expect(seen).toEqual([{ at: 5, user: 'ben' }, { at: 7 }, { at: 7 }])
  expect(asked[0]).toEqual([true, { type: 'setting', id: 'w/acme.x/own' }, undefined, 1])
})

test('[WSP-5] General settings are those of the workspace that is named, or of the user; a section may be of another one, too', async () => {
  const { watch, asked } = start([])
  const seen = [
    watch({}),
    watch({ workspace: 'e' }),
    watch({ section: 'acme.x/own', workspace: 'e' }),
    watch({ section: 'tenure.core/roles' }),
  ]
  await turn()
  expect(seen).toEqual([[{}], [{}], [{}], [{}]])
  expect(asked.map((args) => (args as unknown[])[1])).toEqual([
    { type: 'workspace', id: 'w' },
    { type: 'workspace', id: 'e' },
    { type: 'setting', id: 'e/acme.x/own' },
    { type: 'setting', id: 'tenure.core/roles' },
  ])
})

test('[WSP-11] where nothing was saved yet, or the store keeps no history, nobody saved last; any other error is told', async () => {
  const missing = new TenureError('record.not-found', 'No.', { record: { type: 'setting', id: 'x' } })
  const refused = new TenureError('storage.refused', 'No.', { store: 'x' } as never)
  const denied = new TenureError('access.denied', 'No.', { missing: 'x' })
  const answers = []
  for (const error of [missing, refused, denied, new Error('broken')]) {
    const seen = start(error).watch({})
    await turn()
    answers.push(...seen)
  }
  expect(answers).toEqual([{}, {}, denied, new Error('broken')])
  const [unknown] = start([]).watch({ section: 'acme.x/gone' })
  expect(isTenureError(unknown) && unknown.code).toBe('input.invalid')
})
