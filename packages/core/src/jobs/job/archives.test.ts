import { use } from '@tenure/core'
import { days, getValue, Note, rowOf, Task, windowOf } from '@tenure/core/contract'
import { archives, defineJob, every } from '@tenure/core/job'
import { creates, definePlugin, defineProvider, reads } from '@tenure/core/plugin'
import { memory, record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'

const Row = rowOf(Task.title)
const Tasks = reads(Row)
const Notes = reads(rowOf(Note.title))
const Made = creates(Note.title)
const Gone = archives(Note)
/** Each task says what becomes of the note under its id: made, gone or back; `other` names a note that the plugin did not create. */
const keep = defineJob({
  id: 'acme.notes/keep',
  title: 'Keep notes',
  on: every(days(1)),
  of: Task,
  uses: { tasks: Tasks, made: Made, gone: Gone },
  list: ({ tasks, page }) => tasks.list({ select: Row, ...page }),
  run({ record: { id, title }, made, gone }) {
    if (title === 'made') made.create({ title: id }, {}, { key: id })
    else if (title === 'gone') gone.archive(id)
    else if (title === 'back') gone.restore(id)
    else gone.archive('hers')
  },
})
const seen = defineProvider({
  id: 'acme.notes/seen',
  permission: 'workspace.access',
  output: windowOf(rowOf(Note.title)),
  uses: { notes: Notes },
  watch: ({ notes }) => notes.list({ select: rowOf(Note.title) }),
})
const plugin = definePlugin({
  id: 'acme.notes',
  version: '1.0.0',
  host: '1.0',
  grants: [Tasks, Notes, Made, Gone],
  contributes: [keep, seen],
})

test('[BEY-13] a job archives and brings back what its plugin created under a key, and nothing else', async () => {
  const everything = { '*': { view: 'all', edit: 'all', delete: 'all' } } as const
  const users = [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'anna', objects: everything })]
  const records = [record(Task, 't1', { title: 'made' }), record(Note, 'hers', { title: 'hers' })]
  await using host = await createTestHost({ plugins: [use(plugin)], storage: memory({ users, records }) })
  await host.idle()
  const titles = async () =>
    getValue(await host.as('anna').read(seen))
      .rows.map(({ title }) => title)
      .sort()
  const turn = async (title: string) => {
    getValue(await host.as('anna').edit('t1', Task.title, title))
    await host.advance(days(1))
    return titles()
  }
  expect(await titles()).toEqual(['hers', 't1'])
  expect(await turn('gone')).toEqual(['hers'])
  expect(await turn('made')).toEqual(['hers'])
  expect(await turn('back')).toEqual(['hers', 't1'])
  expect(await turn('other')).toEqual(['hers', 't1'])
})

test('[BEY-13] the right to archive is a line of its own, which no provider may hold', async () => {
  const greedy = defineProvider({
    ...{ id: 'acme.greedy/list', permission: 'workspace.access', output: windowOf(rowOf(Note.title)) },
    uses: { gone: Gone },
    watch: async () => ({ rows: [], total: 0 }),
  } as never)
  const value = definePlugin({ id: 'acme.greedy', version: '1.0.0', host: '1.0', grants: [Gone], contributes: [greedy] } as never)
  await using host = await createTestHost({ plugins: [use(value)] })
  const states = await firstValueFrom(host.states)
  expect(Gone.grant).toBe('archive note.*')
  expect(states.find(({ plugin: id }) => id === 'acme.greedy')).toMatchObject({
    because: { message: expect.stringContaining('may not hold the right to archive note.*') },
  })
})
