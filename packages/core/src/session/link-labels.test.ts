import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { type LabelsPort, watchLabels } from './link-labels.js'

function start() {
  const batches = new Subject<unknown>()
  const now = { labels: ['Chief'] }
  const asked: unknown[] = []
  const port = {
    batches,
    access: {
      type: () => ({
        name: 'company',
        associations: [
          { name: 'contacts', edge: 'company-contact' },
          { name: 'deals', edge: 'company-deal' },
        ],
      }),
      resolve: ({ type, id }: { readonly type: string; readonly id: string }) => ({ type, id: id === 'merged' ? 'c1' : id }),
    },
    reader: {
      labels: async (by: unknown, ...args: unknown[]) => {
        asked.push([by === systemAsker, ...args])
        return new Map([['p1', now.labels]])
      },
    },
  } as unknown as LabelsPort
  const seen: unknown[] = []
  const ref = { type: 'customer', id: 'merged' }
  watchLabels(port, () => systemAsker, ref, 'contacts').subscribe((labels) => seen.push([...labels]))
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const next = async (labels: string[], ...changes: readonly object[]) => {
    now.labels = labels
    batches.next({ changes })
    await turn()
  }
  return { seen, asked, next, turn }
}
const own = { ref: { type: 'company', id: 'c1' } }
const linked = [{ edge: 'company-contact' }]

test('[REC-8] labels of links are read again when a link of the record along the association changes, and told once', async () => {
  const { seen, asked, next, turn } = start()
  await turn()
  await next(['Buyer'], { ...own, linked: [{ edge: 'company-deal' }, ...linked] })
  await next(['Buyer'], { ...own, linked })
  expect(seen).toEqual([[['p1', ['Chief']]], [['p1', ['Buyer']]]])
  expect(asked).toEqual(Array.from({ length: 3 }, () => [true, { type: 'customer', id: 'merged' }, 'contacts']))
})

test('[REC-8] links of other records, types and associations are none of its', async () => {
  const { seen, asked, next, turn } = start()
  await turn()
  await next(['Buyer'], { ref: { type: 'company', id: 'c2' }, linked })
  await next(['Buyer'], { ref: { type: 'deal', id: 'c1' }, linked })
  await next(['Buyer'], own, { ...own, linked: [{ edge: 'company-deal' }] })
  expect([seen.length, asked.length]).toEqual([1, 1])
  await next(['Buyer'], own, { ...own, linked })
  expect([seen.length, asked.length]).toEqual([2, 2])
})
