import { existsSync } from 'node:fs'
import { createHost } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { createRecordContract } from '@tenure/core/page'
import { feedList } from '@tenure/feed'
import { sqlite } from '@tenure/sqlite'
import { expect, test } from 'vitest'
import { callerColumn, importIncidents, incidentsFile, incidentsWorkspace, readIncidents } from './workspace/incidents.js'
import { addPeople } from './workspace/workspace.js'

const minutes = '24/3/2016 18:4'
const updatedColumn = 13

test.skipIf(!existsSync(incidentsFile))(
  '[FEED-1] [FEED-2] ten minutes of real incidents, 420 of them in one minute, is paged to its end once each while others arrive',
  async () => {
    const [head = '', ...lines] = readIncidents()
    const some = lines.filter((line) => line.split(',')[updatedColumn]?.startsWith(minutes))
    expect(some.length).toBe(817)
    await using host = await createHost({ storage: sqlite({ file: ':memory:' }), plugins: incidentsWorkspace.plugins, grants: 'declared' })
    await addPeople(host)
    await importIncidents(host, [head, ...some])
    const vera = host.as('scroll:vera')
    const ids: string[] = []
    const add = async (at: number) => {
      const link = { association: 'contact', id: `incidents:${some[0]?.split(',')[callerColumn]}` }
      const values = { title: 'Arrival', kind: 'other', at }
      return getValue(await vera.act(createRecordContract, { type: 'contactActivity', values, links: [link] }))
    }
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: { rows: readonly { readonly id: string }[]; next?: string } = getValue(await vera.read(feedList, { after, limit: 50 }))
      ids.push(...page.rows.map(({ id }) => id))
      after = page.next
      // At the top, in the minute of the 420, and at the bottom.
      for (const minute of [50, 40, 0]) await add(Date.UTC(2016, 2, 24, 18, minute))
    }
    expect(new Set(ids).size).toBe(ids.length)
    const called = some.filter((line) => line.split(',')[callerColumn] !== '?').length
    expect(ids.filter((id) => id.startsWith('incidents:')).length).toBe(called)
  },
)
